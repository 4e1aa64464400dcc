#include "azure/policy/read/reader.hpp"

#include "azure/expression/unknown.hpp"
#include "base/diagnostics/policies.hpp"
#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>

namespace iotsec::azure::policy {

std::string_view kind_of(const Value& value) {
    return type_name(value);
}

void PartReader::wrong(std::string_view wanted, std::string_view as, const Value& found) {
    error(diag::policy_part, found.span, wanted, as, kind_of(found));
}

void PartReader::check_repeats(const Value& value) {
    const Object* members = value.as_object();
    if (members == nullptr) return;
    constexpr std::size_t few = 12;
    if (members->size() <= few) {
        for (std::size_t i = 1; i < members->size(); ++i) {
            const Member& member = (*members)[i];
            const auto is_same = [&](const Member& m) { return equal_ignoring_case(m.name, member.name); };
            if (std::any_of(members->begin(), members->begin() + static_cast<std::ptrdiff_t>(i), is_same))
                error(diag::repeated_policy_key, member.name_span, member.name);
        }
        return;
    }
    std::set<std::string> names;
    for (const Member& member : *members) {
        if (!names.insert(to_lower(member.name)).second)
            error(diag::repeated_policy_key, member.name_span, member.name);
    }
}

const Object* PartReader::object(const Value& value, std::string_view as) {
    if (value.as_object() == nullptr) wrong("an object", as, value);
    return value.as_object();
}

const List* PartReader::list(const Value& value, std::string_view as) {
    if (value.as_list() == nullptr) wrong("a list", as, value);
    return value.as_list();
}

Text PartReader::text(const Value& from, std::string_view name) {
    const Value* found = from.find(name);
    if (found == nullptr || found->is_null() || found->as_unknown() != nullptr) return {};
    if (const std::string* text = found->as_string()) return {*text, found->span};
    wrong("a text", fmt::format("`{}`", name), *found);
    return {};
}

std::vector<Text> PartReader::texts(const Value& from, std::string_view name) {
    std::vector<Text> result;
    const Value* found = from.find(name);
    if (found == nullptr || found->is_null()) return result;
    const List* items = list(*found, fmt::format("`{}`", name));
    if (items == nullptr) return result;
    for (const Value& item : *items) {
        if (const std::string* text = item.as_string()) {
            result.push_back({*text, item.span});
        } else {
            wrong("a text", fmt::format("an item of `{}`", name), item);
        }
    }
    return result;
}

Value PartReader::value(const Value& from, std::string_view name) {
    const Value* found = from.find(name);
    return found == nullptr ? Value{} : *found;
}

std::vector<Parameter> PartReader::parameters(const Value& from) {
    std::vector<Parameter> result;
    const Value* found = from.find("parameters");
    if (found == nullptr || found->is_null()) return result;
    const Object* members = object(*found, "`parameters`");
    if (members == nullptr) return result;
    check_repeats(*found);
    for (const Member& member : *members) {
        if (auto one = parameter(member)) result.push_back(std::move(*one));
    }
    return result;
}

std::optional<Parameter> PartReader::parameter(const Member& declared) {
    const std::string as = fmt::format("parameter `{}`", declared.name);
    if (object(declared.value, as) == nullptr) return std::nullopt;
    check_repeats(declared.value);
    Parameter result;
    result.name = declared.name;
    result.span = declared.name_span;
    const Text type = text(declared.value, "type");
    if (const auto known = parameter_type_named(type.value)) {
        result.type = *known;
    } else if (type.span.is_known() || !type.value.empty()) {
        error(diag::unknown_policy_word, type.span, "type of parameters", type.value);
    } else {
        error(diag::policy_lacks, declared.name_span, as, "type");
    }
    if (const Value* value = declared.value.find("defaultValue")) result.default_value = *value;
    const Value* allowed = declared.value.find("allowedValues");
    if (allowed != nullptr && !allowed->is_null()) {
        if (const List* items = list(*allowed, "`allowedValues`")) result.allowed_values = *items;
    }
    result.metadata = value(declared.value, "metadata");
    return result;
}

const Value& properties_of(const Value& root) {
    const Value* properties = root.find("properties");
    return properties != nullptr && properties->as_object() != nullptr ? *properties : root;
}

} // namespace iotsec::azure::policy
