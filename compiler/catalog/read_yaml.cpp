#include "compiler/catalog/read_yaml.hpp"

#include "base/diagnostics/requirements.hpp"
#include "base/overloaded.hpp"
#include "base/text.hpp"
#include "compiler/catalog/property_keys.hpp"
#include "compiler/catalog/yaml_node.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace iotsec::catalog {

namespace {

/// Reports `key` as unknown, with the nearest of those that exist.
void report_unknown(const YamlNode& node, std::string_view what, std::span<const std::string_view> known) {
    auto& report = node.sink().report(diag::catalog_unknown_key, node.span(), node.name(), what);
    if (const auto near = nearest(node.name(), known))
        report.with_help("did you mean `" + std::string{*near} + "`?");
}

/// The service default of a property of `kind`.
std::optional<Value> read_default(const YamlNode& node, Kind kind) {
    if (kind == Kind::Bool) return Value{node.boolean()};
    if (kind == Kind::Int) {
        const auto number = node.integer();
        return number ? std::optional{Value{*number}} : std::nullopt;
    }
    return Value{node.text()};
}

template <typename T, typename Lookup>
void read_named(const YamlNode& node, T& target, std::string_view expected, Lookup lookup) {
    const std::string written = node.text();
    if (const auto value = lookup(written))
        target = *value;
    else
        node.wrong_value(written, expected);
}

/// Fills in what the member `node` of a property's mapping says.
void read_key(const PropertyKey& key, const YamlNode& node, Property& property) {
    std::visit(
        overloaded{
            [&](Kind Property::*m) { read_named(node, property.*m, "the name of a kind", kind_named); },
            [&](bool Property::*m) { property.*m = node.boolean(); },
            [&](VisibleIn Property::*m) {
                read_named(node, property.*m, "`both`, `response` or `request`", visible_in_named);
            },
            [&](std::string Property::*m) { property.*m = node.text(); },
            [&](std::vector<std::string> Property::*m) { property.*m = node.texts(); },
            [&](std::optional<std::int64_t> Property::*m) { property.*m = node.integer(); },
            [&](std::optional<Value> Property::*m) { property.*m = read_default(node, property.kind); },
        },
        key.member);
}

constexpr auto key_names = [] {
    std::array<std::string_view, property_keys.size()> names{};
    std::ranges::transform(property_keys, names.begin(), &PropertyKey::name);
    return names;
}();

/// Reads the mapping of one property and says which keys it has.
std::vector<std::string> read_facts(const YamlNode& node, Property& property) {
    std::vector<std::string> keys;
    node.for_each([&](const std::string& name, const YamlNode& value) {
        const PropertyKey* key = property_key(name);
        if (!key) {
            report_unknown(value, "a property", key_names);
            return;
        }
        read_key(*key, value, property);
        keys.push_back(name);
    });
    return keys;
}

Property read_property(const std::string& path, const YamlNode& node) {
    Property property;
    property.path = path;
    read_facts(node, property);
    if (property.json.empty()) node.missing("property `" + path + "`", "json");
    if (property.source.empty()) node.missing("property `" + path + "`", "source");
    return property;
}

std::vector<Property> read_properties(const YamlNode& node) {
    std::vector<Property> properties;
    std::set<std::string> seen;
    node.for_each([&](const std::string& path, const YamlNode& facts) {
        if (!seen.insert(to_lower(path)).second) {
            node.sink().report(diag::catalog_repeated, facts.span(), path);
            return;
        }
        properties.push_back(read_property(path, facts));
    });
    return properties;
}

/// Reports each property whose path names a parent that is not there. Names with a dot (`odata.type`) stand
/// below a described property, so a root never has one.
void report_orphans(const ResourceType& type, const YamlNode& root) {
    for (const PropertyId id : type.roots)
        if (type[id].name.find('.') != std::string::npos)
            root.sink().report(diag::catalog_orphan, root.span(), type[id].path);
}

void read_type_key(const std::string& key, const YamlNode& value, ResourceType& type) {
    static constexpr std::array<std::string_view, 8> known{
        "type", "class", "parent", "tagsAndLocation", "denyIsUnwise", "apiVersions", "source", "properties"};
    if (key == "type")
        type.name = value.text();
    else if (key == "class")
        read_named(value, type.type_class, "`resource`, `child`, `extension` or `dataPlane`",
                   type_class_named);
    else if (key == "parent")
        type.parent = value.text();
    else if (key == "tagsAndLocation")
        type.has_tags_and_location = value.boolean();
    else if (key == "denyIsUnwise")
        type.deny_is_unwise = value.boolean();
    else if (key == "apiVersions")
        type.api_versions = value.texts();
    else if (key == "source")
        type.source = value.text();
    else if (key == "properties")
        type.properties = read_properties(value);
    else
        report_unknown(value, "a resource type", known);
}

Correction read_correction(const std::string& where, const YamlNode& node) {
    Correction correction{where, {}, {}, node.span()};
    correction.facts.path = where;
    correction.keys = read_facts(node, correction.facts);
    if (std::ranges::find(correction.keys, "source") == correction.keys.end())
        node.missing("the overlay of `" + where + "`", "source");
    return correction;
}

std::vector<Correction> read_corrections(const YamlNode& node) {
    std::vector<Correction> corrections;
    node.for_each([&](const std::string& where, const YamlNode& facts) {
        corrections.push_back(read_correction(where, facts));
    });
    return corrections;
}

TypeOverlay read_type_overlay(const std::string& name, const YamlNode& node) {
    static constexpr std::array<std::string_view, 6> known{"parent", "denyIsUnwise", "everyVersion",
                                                           "source", "prune",        "properties"};
    TypeOverlay overlay;
    overlay.type = name;
    node.for_each([&](const std::string& key, const YamlNode& value) {
        if (key == "parent")
            overlay.parent = value.text();
        else if (key == "denyIsUnwise")
            overlay.deny_is_unwise = value.boolean();
        else if (key == "everyVersion")
            overlay.every_version = value.boolean();
        else if (key == "source")
            overlay.source = value.text();
        else if (key == "properties")
            overlay.properties = read_corrections(value);
        else if (key == "prune")
            value.for_each([&](const std::string& path, const YamlNode& kept) {
                overlay.prune.emplace_back(path, kept.texts());
            });
        else
            report_unknown(value, "a type of the overlay", known);
    });
    return overlay;
}

/// Reads the members of a mapping whose values are texts.
template <typename Assign>
void read_texts(const YamlNode& node, std::string_view what, std::span<const std::string_view> known,
                Assign assign) {
    std::set<std::string> given;
    node.for_each([&](const std::string& key, const YamlNode& value) {
        if (std::ranges::find(known, key) == known.end()) {
            report_unknown(value, what, known);
            return;
        }
        assign(key, value.text());
        given.insert(key);
    });
    for (const std::string_view key : known)
        if (!given.contains(std::string{key})) node.missing(what, key);
}

} // namespace

std::optional<ResourceType> read_type(const SourceFile& file, DiagnosticSink& sink) {
    const std::size_t errors = sink.error_count();
    const YamlFile yaml{file, sink};
    const YamlNode root{yaml, yaml.root(), "the catalogue file"};
    ResourceType type;
    root.for_each([&](const std::string& key, const YamlNode& value) { read_type_key(key, value, type); });
    if (sink.error_count() == errors && type.name.empty()) root.missing("the catalogue file", "type");
    connect(type);
    report_orphans(type, root);
    return sink.error_count() == errors ? std::optional{std::move(type)} : std::nullopt;
}

std::vector<Role> read_roles(const SourceFile& file, DiagnosticSink& sink) {
    static constexpr std::array<std::string_view, 3> known{"id", "displayName", "source"};
    const YamlFile yaml{file, sink};
    std::vector<Role> roles;
    YamlNode{yaml, yaml.root(), "the file of roles"}.for_each(
        [&](const std::string& name, const YamlNode& node) {
            Role role;
            role.name = name;
            read_texts(node, "a role", known, [&](const std::string& key, std::string text) {
                (key == "id" ? role.id : key == "source" ? role.source : role.display_name) = std::move(text);
            });
            roles.push_back(std::move(role));
        });
    return roles;
}

std::vector<Control> read_controls(const SourceFile& file, DiagnosticSink& sink) {
    static constexpr std::array<std::string_view, 3> known{"title", "policyGroup", "source"};
    const YamlFile yaml{file, sink};
    std::vector<Control> controls;
    const YamlNode root{yaml, yaml.root(), "the file of controls"};
    root.for_each([&](const std::string& framework, const YamlNode& ids) {
        ids.for_each([&](const std::string& id, const YamlNode& node) {
            Control control;
            control.framework = framework;
            control.id = id;
            read_texts(node, "a control", known, [&](const std::string& key, std::string text) {
                (key == "title"    ? control.title
                 : key == "source" ? control.source
                                   : control.policy_group) = std::move(text);
            });
            controls.push_back(std::move(control));
        });
    });
    return controls;
}

std::optional<Overlay> read_overlay(const SourceFile& file, DiagnosticSink& sink) {
    static constexpr std::array<std::string_view, 2> known{"names", "types"};
    const std::size_t errors = sink.error_count();
    const YamlFile yaml{file, sink};
    Overlay overlay;
    const YamlNode root{yaml, yaml.root(), "the overlay"};
    root.for_each([&](const std::string& key, const YamlNode& value) {
        if (key == "names")
            overlay.names = read_corrections(value);
        else if (key == "types")
            value.for_each([&](const std::string& name, const YamlNode& node) {
                overlay.types.push_back(read_type_overlay(name, node));
            });
        else
            report_unknown(value, "the overlay", known);
    });
    return sink.error_count() == errors ? std::optional{std::move(overlay)} : std::nullopt;
}

} // namespace iotsec::catalog
