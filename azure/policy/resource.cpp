#include "azure/policy/resource.hpp"

#include "azure/policy/fields.hpp"
#include "base/text.hpp"

#include <algorithm>

namespace iotsec::azure::policy {

namespace {

/// The value of a member, unknown ones too; null where it is not there.
Value value_of(const Value& body, std::string_view name) {
    const Value* found = body.find(name);
    return found == nullptr ? Value{} : *found;
}

/// The `name/…` of an id: what stands behind its last `/providers/` without the types.
std::string names_in(std::string_view id) {
    std::string names;
    std::size_t last = std::string_view::npos;
    for (std::size_t at = find_ignoring_case(id, "/providers/"); at != std::string_view::npos;
         at = find_ignoring_case(id, "/providers/", at + 1))
        last = at;
    if (last == std::string_view::npos) return names;
    const auto segments = split(id.substr(last + 11), '/');
    for (std::size_t i = 2; i < segments.size(); i += 2) {
        if (!names.empty()) names += '/';
        names += segments[i];
    }
    return names;
}

Value text_or_null(const std::string& text) {
    return text.empty() ? Value{} : Value{text};
}

} // namespace

Resource::Resource(const Value& body, std::string_view api_version, std::string_view type_hint)
    : body_{&body}, api_version_{api_version} {
    if (api_version_.empty()) api_version_ = body.text_at("apiVersion");
    read_names(body);
    if (type_.empty()) type_ = type_hint;
    if (type_value_.is_null()) type_value_ = text_or_null(type_);
    location_ = normalized_location(body.text_at("location"));
    api_version_value_ = text_or_null(api_version_);
}

void Resource::read_names(const Value& body) {
    id_value_ = value_of(body, "id");
    type_value_ = value_of(body, "type");
    full_name_value_ = value_of(body, "fullName");
    name_value_ = value_of(body, "name");
    id_ = body.text_at("id");
    type_ = body.text_at("type");
    const std::string names = names_in(id_);
    const std::string name{body.text_at("name")};
    full_name_ = body.text_at("fullName");
    if (full_name_.empty()) {
        // A list call gives the last segment alone; the id has them all.
        const bool is_tail = ends_with_ignoring_case(names, "/" + name);
        full_name_ = name.empty() || is_tail ? names : name;
        if (full_name_value_.is_null()) {
            full_name_value_ = name_value_.as_unknown() != nullptr ? name_value_ : text_or_null(full_name_);
        }
    }
    name_ = last_segment(name.empty() ? full_name_ : name);
    if (name_value_.as_unknown() == nullptr) name_value_ = text_or_null(name_);
}

} // namespace iotsec::azure::policy
