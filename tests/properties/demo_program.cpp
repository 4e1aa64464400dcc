// The made-up catalogue of the property tests.
#include "tests/properties/random_program.hpp"

#include <algorithm>
#include <cstdlib>
#include <string>
#include <utility>
#include <vector>

namespace iotsec::test {

namespace {

using catalog::Kind;

ir::Property property(std::string_view type, const std::string& path, Kind kind) {
    ir::Property result;
    result.type = type;
    result.path = path;
    const bool is_top_level = path == "id" || path == "name" || path == "location" || path == "target";
    result.json = is_top_level || type == demo_device ? path : "properties." + path;
    result.kind = kind;
    return result;
}

ir::Property list(ir::Property property) {
    property.list = true;
    return property;
}

ir::Property enumeration(std::string_view type, const std::string& path, std::vector<std::string> values) {
    ir::Property result = property(type, path, Kind::Enum);
    result.values = std::move(values);
    return result;
}

std::vector<ir::Property> hub_properties() {
    std::vector<ir::Property> result{
        property(demo_hub, "id", Kind::ResourceId),
        property(demo_hub, "name", Kind::String),
        property(demo_hub, "location", Kind::Location),
        enumeration(demo_hub, "access", {"Enabled", "Disabled"}),
        property(demo_hub, "flag", Kind::Bool),
        property(demo_hub, "size", Kind::Int),
        property(demo_hub, "label", Kind::String),
        property(demo_hub, "state.code", Kind::String),
        property(demo_hub, "expiry", Kind::Instant),
        property(demo_hub, "release", Kind::Version),
        property(demo_hub, "range", Kind::Cidr),
        property(demo_hub, "peer", Kind::ResourceId),
        property(demo_hub, "bag", Kind::Map),
        list(property(demo_hub, "names", Kind::String)),
        list(property(demo_hub, "rules", Kind::Object)),
        enumeration(demo_hub, "rules[*].action", {"Accept", "Reject"}),
        property(demo_hub, "rules[*].mask", Kind::Cidr),
        property(demo_hub, "rules[*].rank", Kind::Int),
        list(property(demo_hub, "rules[*].tags", Kind::String)),
        property(demo_hub, "key", Kind::String),
    };
    ir::Property tier = enumeration(demo_hub, "tier", {"low", "mid", "high"});
    tier.order = {"low", "mid", "high"};
    tier.open = false;
    result.push_back(std::move(tier));
    for (ir::Property& each : result) {
        each.secret = each.path == "key";
        each.required = each.path == "id" || each.path == "name";
    }
    return result;
}

std::vector<ir::Property> other_properties() {
    std::vector<ir::Property> result;
    for (const std::string_view type : {demo_part, demo_setting, demo_other, demo_device}) {
        result.push_back(property(type, "id", Kind::ResourceId));
        result.push_back(property(type, "label", Kind::String));
        result.push_back(property(type, "flag", Kind::Bool));
        result.push_back(property(type, "size", Kind::Int));
        result.push_back(property(type, "hubId", Kind::ResourceId));
        result.push_back(list(property(type, "names", Kind::String)));
    }
    ir::Property key = property(demo_device, "key", Kind::String);
    key.secret = true;
    key.exact = true;
    result.push_back(std::move(key));
    return result;
}

ir::TypeFacts type(std::string_view name, catalog::TypeClass type_class, std::string parent = {}) {
    ir::TypeFacts result;
    result.name = name;
    result.type_class = type_class;
    result.parent = std::move(parent);
    result.has_tags_and_location = type_class == catalog::TypeClass::Resource;
    if (type_class != catalog::TypeClass::DataPlane) result.api_versions = {"2020-01-01", "2024-01-01"};
    return result;
}

ir::Parameter param(std::string name, ir::ParamType type, bool is_list) {
    ir::Parameter result;
    result.name = std::move(name);
    result.module = "test";
    result.type = type;
    result.list = is_list;
    return result;
}

std::vector<ir::Parameter> parameters() {
    using ir::ParamType;
    std::vector<ir::Parameter> result{
        param("word", ParamType::Text, false),     param("words", ParamType::Text, true),
        param("limit", ParamType::Int, false),     param("ranges", ParamType::Cidr, true),
        param("quota", ParamType::Percent, false), param("switch", ParamType::Bool, false),
        param("pairs", ParamType::Record, true),
    };
    result[0].default_value = Value{std::string{"red"}};
    result[1].default_value = Value{List{Value{std::string{"red"}}, Value{std::string{"blue"}}}};
    result[3].default_value = Value{List{Value{std::string{"10.0.0.0/8"}}}};
    result[6].fields = {{"name", ParamType::Text}, {"version", ParamType::Version}};
    return result;
}

} // namespace

ir::Program demo_program() {
    ir::Program program;
    program.catalog = "demo";
    program.types = {
        type(demo_hub, catalog::TypeClass::Resource),
        type(demo_part, catalog::TypeClass::Child, std::string{demo_hub}),
        type(demo_setting, catalog::TypeClass::Extension),
        type(demo_other, catalog::TypeClass::Resource),
        type(demo_device, catalog::TypeClass::DataPlane),
    };
    program.properties = hub_properties();
    const auto others = other_properties();
    program.properties.insert(program.properties.end(), others.begin(), others.end());
    program.params = parameters();
    return program;
}

ir::PropertyId demo_property(const ir::Program& program, std::string_view type, std::string_view path) {
    const auto found = std::ranges::find_if(
        program.properties, [&](const ir::Property& p) { return p.type == type && p.path == path; });
    if (found == program.properties.end()) std::abort();
    return {static_cast<std::uint32_t>(found - program.properties.begin())};
}

} // namespace iotsec::test
