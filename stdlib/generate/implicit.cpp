#include "stdlib/generate/implicit.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace iotsec::generate {

namespace {

using catalog::Kind;
using catalog::Property;

struct Member {
    std::string_view name;
    Kind kind;
    bool field;  ///< a field of Azure Policy under its own name
    bool always; ///< in every body or derived from its place
    bool read_only;
    std::string_view no_field_reason;
};

constexpr std::array members{
    Member{"id", Kind::ResourceId, true, true, true, ""},
    Member{"name", Kind::String, true, true, false, ""},
    Member{"fullName", Kind::String, true, true, true, ""},
    Member{"type", Kind::String, true, true, true, ""},
    Member{"location", Kind::Location, true, false, false, ""},
    Member{"kind", Kind::String, true, false, false, ""},
    Member{"tags", Kind::Map, true, false, false, ""},
    Member{"resourceGroup", Kind::String, false, true, true,
           "Azure Policy has no field for the resource group"},
    Member{"subscriptionId", Kind::String, false, true, true,
           "Azure Policy has no field for the subscription"},
    Member{"apiVersion", Kind::ApiVersion, false, true, true, "read it as `request.apiVersion`"},
    Member{"target", Kind::ResourceId, false, true, true,
           "Azure Policy has no field for what an extension is attached to"},
};

constexpr std::string_view source = "Azure Resource Manager: a member of every resource";

Property property(const Member& member, const SchemaType& schema) {
    Property result;
    result.path = result.json = member.name;
    result.kind = member.kind;
    if (member.field) result.alias = member.name;
    result.no_alias_reason = member.no_field_reason;
    const Shape* stated = schema.body.member(member.name);
    const bool current = stated && stated->versions.front() == schema.versions.back();
    result.required = member.always || (current && stated->facts.required);
    result.read_only = result.always_returned = member.always;
    result.read_only = member.read_only;
    result.modifiable = member.name == "tags";
    result.source = source;
    return result;
}

Property tag() {
    Property result;
    result.path = result.json = "tags.*";
    result.kind = Kind::String;
    result.no_alias_reason = "a tag is read through `tags`";
    result.source = source;
    return result;
}

} // namespace

bool is_implicit(std::string_view name) {
    return std::ranges::any_of(members, [&](const Member& m) { return equal_ignoring_case(m.name, name); });
}

std::vector<Property> implicit_members(const SchemaType& schema) {
    std::vector<Property> result;
    for (const Member& member : members) {
        if (member.name == "target" && !schema.extension) continue;
        result.push_back(property(member, schema));
        if (member.name == "tags") result.push_back(tag());
    }
    return result;
}

} // namespace iotsec::generate
