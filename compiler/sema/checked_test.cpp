#include "compiler/sema/checked_test.hpp"

#include "base/text.hpp"
#include "grammar/iotsec/parse.hpp"

#include <algorithm>

namespace iotsec::sema::testing {

namespace {

using catalog::Kind;
using catalog::Property;
using catalog::ResourceType;
using catalog::TypeClass;

/// Adds properties to a type, parents before children.
class Builder {
  public:
    Builder(std::string name, TypeClass type_class) {
        type_.name = std::move(name);
        type_.type_class = type_class;
        type_.api_versions = {"2019-01-01", "2020-03-01", "2023-06-30", "2024-01-01-preview"};
        type_.has_tags_and_location = type_class == TypeClass::Resource;
        identity("id", Kind::ResourceId).read_only = true;
        identity("name", Kind::String);
    }

    /// The property at `path`; a path whose parent ends in `[*]` is a member of the items.
    Property& add(const std::string& path, Kind kind) {
        Property property;
        property.path = path;
        property.kind = kind;
        const std::size_t dot = path.rfind('.');
        property.name = dot == std::string::npos ? path : path.substr(dot + 1);
        property.json = "properties." + path;
        property.modifiable = true;
        const auto id = catalog::PropertyId{static_cast<std::uint32_t>(type_.properties.size())};
        if (dot == std::string::npos) {
            type_.roots.push_back(id);
        } else {
            std::string above = path.substr(0, dot);
            if (above.ends_with("[*]")) above.resize(above.size() - 3);
            const auto parent = std::ranges::find(type_.properties, above, &Property::path);
            property.parent =
                catalog::PropertyId{static_cast<std::uint32_t>(parent - type_.properties.begin())};
            parent->children.push_back(id);
        }
        type_.properties.push_back(std::move(property));
        return type_.properties.back();
    }
    Property& list(const std::string& path, Kind kind) {
        Property& property = add(path, kind);
        property.list = true;
        return property;
    }
    Property& required(const std::string& path, Kind kind) {
        Property& property = add(path, kind);
        property.required = true;
        return property;
    }
    Property& identity(const std::string& path, Kind kind) {
        Property& property = required(path, kind);
        property.json = path;
        property.always_returned = true;
        return property;
    }
    Property& defaulted(const std::string& path, Kind kind, Value value) {
        Property& property = add(path, kind);
        property.service_default = std::move(value);
        return property;
    }
    ResourceType type() { return std::move(type_); }
    Builder& child_of(std::string parent) {
        type_.parent = std::move(parent);
        return *this;
    }
    Builder& deny_is_unwise() {
        type_.deny_is_unwise = true;
        return *this;
    }

  private:
    ResourceType type_;
};

void enumerate(Property& property, std::vector<std::string> values, bool open) {
    property.values = std::move(values);
    property.open = open;
}

Value text(const char* value) {
    return Value{std::string{value}};
}

ResourceType hubs() {
    Builder hub{"Contoso.Devices/hubs", TypeClass::Resource};
    hub.identity("location", Kind::Location);
    hub.add("tags", Kind::Map).json = "tags";
    hub.add("tags.*", Kind::String);
    auto& access = hub.defaulted("publicNetworkAccess", Kind::Enum, text("Enabled"));
    enumerate(access, {"Enabled", "Disabled"}, true);
    access.since = "2020-03-01";
    auto& tls = hub.add("minTlsVersion", Kind::Enum);
    enumerate(tls, {"1.0", "1.1", "1.2", "1.3"}, true);
    tls.order = tls.values;
    tls.create_only = true;
    hub.defaulted("disableLocalAuth", Kind::Bool, Value{false});
    hub.add("restricted", Kind::Bool).modifiable = false;
    hub.add("comments", Kind::String);
    hub.add("legacyAccess", Kind::String).until = "2019-01-01";
    hub.add("created", Kind::Instant);
    hub.add("workspaceId", Kind::ResourceId);
    hub.add("range", Kind::Cidr);
    hub.add("firmware", Kind::Version);
    hub.add("ratio", Kind::Number);
    auto& units = hub.add("units", Kind::Int);
    units.min = 1;
    units.max = 200;
    hub.required("sku", Kind::Object);
    enumerate(hub.required("sku.name", Kind::Enum), {"F1", "S1", "S2"}, false);
    hub.add("sku.capacity", Kind::Int);
    auto& state = hub.add("state", Kind::String);
    state.read_only = true;
    state.visible_in = catalog::VisibleIn::Response;
    hub.list("rules", Kind::Object);
    enumerate(hub.required("rules[*].action", Kind::Enum), {"Accept", "Reject"}, false);
    hub.required("rules[*].mask", Kind::Cidr);
    hub.add("rules[*].note", Kind::String);
    hub.list("policies", Kind::Object).service_defined_when_absent = true;
    hub.required("policies[*].rights", Kind::String);
    hub.add("policies[*].key", Kind::String).secret = true;
    auto& replicas = hub.list("replicas", Kind::String);
    replicas.required = true;
    replicas.min_items = 1;
    hub.list("hosts", Kind::String);
    hub.add("free", Kind::Any);
    return hub.type();
}

ResourceType certificates() {
    Builder certificate{"Contoso.Devices/hubs/certificates", TypeClass::Child};
    certificate.child_of("Contoso.Devices/hubs");
    certificate.add("isVerified", Kind::Bool);
    return certificate.type();
}

ResourceType settings() {
    Builder setting{"Contoso.Monitor/settings", TypeClass::Extension};
    setting.add("workspaceId", Kind::ResourceId);
    setting.list("logs", Kind::Object);
    setting.required("logs[*].enabled", Kind::Bool);
    setting.add("logs[*].category", Kind::String);
    return setting.type();
}

ResourceType grants() {
    Builder grant{"Contoso.Access/grants", TypeClass::Extension};
    grant.required("roleId", Kind::ResourceId);
    grant.deny_is_unwise();
    return grant.type();
}

ResourceType endpoints() {
    Builder endpoint{"Contoso.Network/endpoints", TypeClass::Resource};
    endpoint.identity("location", Kind::Location);
    endpoint.list("links", Kind::Object);
    endpoint.required("links[*].serviceId", Kind::ResourceId);
    return endpoint.type();
}

ResourceType devices() {
    Builder device{"Contoso.Registry/devices", TypeClass::DataPlane};
    device.required("deviceId", Kind::String).exact = true;
    enumerate(device.required("status", Kind::Enum), {"enabled", "disabled"}, false);
    device.add("key", Kind::String).secret = true;
    return device.type();
}

std::string module_name(const std::string& text) {
    const std::size_t begin = text.find("module ") + 7;
    return text.substr(begin, text.find_first_of(" \n", begin) - begin);
}

} // namespace

const catalog::Catalog& small_catalog() {
    static const catalog::Catalog catalog{
        {hubs(), certificates(), settings(), grants(), endpoints(), devices()},
        {{"networkContributor", "4d97b98b-1d4f-4787-a291-c67834d212e7", "Network Contributor", "test"}},
        {{"mcsb", "NS-2", "Secure cloud services", "", "test"}}};
    return catalog;
}

Checked::Checked(const std::vector<std::string>& texts, const std::vector<std::string>& library,
                 const catalog::Catalog& catalog) {
    const auto parsed = [&](const std::string& text) {
        const auto& file = sources.add("test.iotsec", text);
        return std::make_shared<const ast::Module>(grammar::parse(file, sink));
    };
    std::vector<ModuleInput> inputs;
    for (const std::string& text : texts)
        inputs.push_back({parsed(text), false, true});
    const auto find = [&](std::string_view name) {
        std::vector<ModuleInput> found;
        for (const std::string& text : library) {
            const std::string module = module_name(text);
            if (module == name || module.starts_with(std::string{name} + "."))
                found.push_back({parsed(text), true, true});
        }
        return found;
    };
    program = check(std::move(inputs), find, catalog, sink);
}

std::string Checked::mistakes() {
    std::string result;
    for (const Diagnostic& diagnostic : sink.take_sorted()) {
        if (!result.empty()) result += '\n';
        if (diagnostic.severity == Severity::Warning) result += "warning ";
        result += std::string{diagnostic.code} + " at `" + std::string{sources.text(diagnostic.span)} +
                  "`: " + diagnostic.message;
    }
    return result;
}

std::string check_text(std::string_view declarations) {
    return Checked{{"module m\n" + std::string{declarations}}}.mistakes();
}

std::string requirement(std::string_view name, std::string_view clauses, std::string_view subject) {
    const std::string id{name};
    return "requirement " + id + " for " + std::string{subject} + " {\n  id: '" + id +
           "'\n  title: 'a title'\n  severity: high\n  " + std::string{clauses} + "\n}\n";
}

std::string check_clauses(std::string_view clauses) {
    return check_text(requirement("r", clauses));
}

std::string check_condition(std::string_view condition) {
    return check_clauses("expect " + std::string{condition});
}

} // namespace iotsec::sema::testing
