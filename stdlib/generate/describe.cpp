#include "stdlib/generate/describe.hpp"

#include "base/diagnostics/requirements.hpp"
#include "base/text.hpp"
#include "compiler/catalog/property_keys.hpp"
#include "stdlib/generate/implicit.hpp"

#include <algorithm>
#include <utility>

namespace iotsec::generate {

namespace {

using catalog::Correction;
using catalog::Kind;
using catalog::Property;
using catalog::ResourceType;
using catalog::TypeOverlay;

constexpr std::string_view envelope = "properties";

/// Where the members of an object stand, and what they take over from it.
struct Place {
    std::string path;
    std::string json;
    bool has_envelope = false; ///< the body of a resource or of a list item, whose `properties` is left out
    bool optional = false;
    bool read_only = false;
    bool write_only = false;
};

/// Writes shapes as a flat list, parents before children.
class Flattener {
  public:
    Flattener(const SchemaType& schema, const TypeOverlay& overlay) : schema_{schema}, overlay_{overlay} {}

    std::vector<Property> properties() {
        add_members(schema_.body, {.path = "", .json = "", .has_envelope = true});
        return std::move(properties_);
    }

  private:
    void add_members(const Shape& shape, const Place& place) {
        for (const Shape& member : shape.members) {
            const bool at_root = place.path.empty();
            if (at_root && is_implicit(member.facts.name)) continue;
            if (place.has_envelope && is_envelope(member))
                add_envelope(shape, member, place);
            else if (!is_superseded(shape, member, place))
                add(member, place);
        }
    }

    static bool is_envelope(const Shape& member) {
        return member.facts.name == envelope && member.facts.kind == Kind::Object && !member.facts.list;
    }

    [[nodiscard]] bool is_current(const Shape& shape) const {
        return shape.versions.front() == schema_.versions.back();
    }

    /// A member that has left the body, where the inner `properties` holds one of that name now.
    [[nodiscard]] bool is_superseded(const Shape& shape, const Shape& member, const Place& place) const {
        const Shape* inner = place.has_envelope ? shape.member(envelope) : nullptr;
        const Shape* successor = inner ? inner->member(member.facts.name) : nullptr;
        return successor && !is_current(member) && is_current(*successor);
    }

    /// The members of an inner `properties` stand one level higher. One whose name is taken there stays below
    /// `properties`.
    void add_envelope(const Shape& outer, const Shape& inner, const Place& place) {
        Place moved = inside(inner, place);
        moved.json = place.json + std::string{envelope} + ".";
        moved.path = place.path;
        std::vector<const Shape*> clashing;
        for (const Shape& member : inner.members) {
            const Shape* taken = outer.member(member.facts.name);
            const bool clash = (place.path.empty() && is_implicit(member.facts.name)) ||
                               (taken && !is_superseded(outer, *taken, place));
            if (clash)
                clashing.push_back(&member);
            else
                add(member, moved);
        }
        if (clashing.empty()) return;
        Property object = inner.facts;
        object.path = place.path + std::string{envelope};
        object.json = place.json + std::string{envelope};
        finish(std::move(object), inner, place);
        moved.path = place.path + std::string{envelope} + ".";
        for (const Shape* member : clashing)
            add(*member, moved);
    }

    static Place inside(const Shape& shape, const Place& place) {
        Place inner;
        inner.optional = place.optional || !shape.facts.required;
        inner.read_only = place.read_only || shape.facts.read_only;
        inner.write_only = place.write_only || shape.facts.write_only;
        return inner;
    }

    void add(const Shape& shape, const Place& place) {
        Property property = shape.facts;
        property.path = place.path + shape.facts.name;
        property.json = place.json + shape.facts.name;
        Place below = inside(shape, place);
        below.optional = false; // required is meant within the object that is there
        below.has_envelope = shape.facts.list;
        const std::string_view items = shape.facts.list ? "[*]." : ".";
        below.path = property.path + std::string{items};
        below.json = property.json + std::string{items};
        const Shape kept = pruned(shape, property.path);
        finish(std::move(property), shape, place);
        add_members(kept, below);
    }

    [[nodiscard]] Shape pruned(const Shape& shape, const std::string& path) const {
        const auto rule =
            std::ranges::find(overlay_.prune, path, &std::pair<std::string, std::vector<std::string>>::first);
        if (rule == overlay_.prune.end()) return shape;
        Shape kept = shape;
        std::erase_if(kept.members, [&](const Shape& member) {
            return std::ranges::find(rule->second, member.facts.name) == rule->second.end();
        });
        return kept;
    }

    void finish(Property property, const Shape& shape, const Place& place) {
        property.required = property.required && !place.optional;
        property.read_only = property.read_only || place.read_only;
        property.write_only = property.write_only || place.write_only;
        if (property.read_only) property.visible_in = catalog::VisibleIn::Response;
        if (property.write_only) property.visible_in = catalog::VisibleIn::Request;
        if (overlay_.every_version) set_versions(property, shape);
        property.source = "types";
        properties_.push_back(std::move(property));
    }

    /// `since` is where the unbroken run of versions begins that ends with `until`.
    void set_versions(Property& property, const Shape& shape) const {
        const auto& all = schema_.versions;
        const auto last = std::ranges::find(all, shape.versions.front());
        auto first = last;
        const auto has = [&](const std::string& version) {
            return std::ranges::find(shape.versions, version) != shape.versions.end();
        };
        while (first != all.begin() && has(*std::prev(first)))
            --first;
        if (first != all.begin()) property.since = *first;
        if (std::next(last) != all.end()) property.until = *last;
        std::copy_if(all.begin(), first, std::back_inserter(property.also_in), has);
    }

    const SchemaType& schema_;
    const TypeOverlay& overlay_;
    std::vector<Property> properties_;
};

/// A default as a value of the property's kind, which the overlay need not repeat.
std::optional<Value> default_of(Kind kind, const std::optional<Value>& stated) {
    const std::string* text = stated ? stated->as_string() : nullptr;
    return text && kind == Kind::Bool ? Value{*text == "true"} : stated;
}

void apply(const Correction& correction, Property& property) {
    for (const std::string& name : correction.keys) {
        if (name == "source") continue;
        copy_key(*catalog::property_key(name), correction.facts, property);
    }
    property.service_default = default_of(property.kind, property.service_default);
    property.source += "; " + correction.facts.source;
}

void apply_overlay(const TypeOverlay& overlay, const std::vector<Correction>& names, ResourceType& type,
                   DiagnosticSink& sink) {
    for (const Correction& correction : names)
        for (Property& property : type.properties)
            if (property.name == correction.where) apply(correction, property);
    for (const Correction& correction : overlay.properties) {
        const auto id = type.at(correction.where);
        if (id)
            apply(correction, type.properties[id->index]);
        else
            sink.report(diag::catalog_orphan, correction.span, correction.where);
    }
}

std::string parent_of(std::string_view type) {
    const auto last = type.rfind('/');
    return std::string{type.substr(0, last)};
}

} // namespace

ResourceType describe(const SchemaType& schema, const TypeOverlay& overlay,
                      const std::vector<Correction>& names, const Aliases& aliases, DiagnosticSink& sink) {
    ResourceType type;
    type.name = overlay.type;
    type.source = overlay.source;
    type.deny_is_unwise = overlay.deny_is_unwise;
    type.api_versions = schema.published;
    const bool is_child = std::ranges::count(type.name, '/') > 1;
    if (schema.extension)
        type.type_class = catalog::TypeClass::Extension;
    else if (is_child)
        type.type_class = catalog::TypeClass::Child;
    if (is_child) type.parent = overlay.parent.empty() ? parent_of(type.name) : overlay.parent;
    const Shape* tags = schema.body.member("tags");
    const Shape* location = schema.body.member("location");
    const auto current = [&](const Shape* s) { return s && s->versions.front() == schema.versions.back(); };
    type.has_tags_and_location = current(tags) && current(location);
    type.properties = implicit_members(schema);
    for (Property& property : Flattener{schema, overlay}.properties())
        type.properties.push_back(std::move(property));
    connect(type);
    apply_overlay(overlay, names, type, sink);
    look_up(aliases, type);
    return type;
}

std::vector<ResourceType> describe_all(Schemas& schemas, const Aliases& aliases,
                                       const catalog::Overlay& overlay, DiagnosticSink& sink) {
    std::vector<ResourceType> types;
    for (const TypeOverlay& wanted : overlay.types) {
        if (const auto schema = schemas.type(wanted.type))
            types.push_back(describe(*schema, wanted, overlay.names, aliases, sink));
        else
            sink.report(diag::catalog_missing_key, {}, "the folder of schemas", wanted.type);
    }
    return types;
}

} // namespace iotsec::generate
