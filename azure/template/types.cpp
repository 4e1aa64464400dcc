#include "azure/template/types.hpp"

#include "azure/expression/unknown.hpp"
#include "azure/expression/utf16.hpp"
#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>

namespace iotsec::azure {

namespace {

constexpr int most_levels = 64; // of types within types

bool is_named(const Value& declared, std::string_view type) {
    return equal_ignoring_case(declared.text_at("type"), type);
}

bool is_text_type(const Value& declared) {
    return is_named(declared, "string") || is_named(declared, "securestring");
}

bool is_object_type(const Value& declared) {
    return is_named(declared, "object") || is_named(declared, "secureobject");
}

bool is_known_type(std::string_view type) {
    constexpr std::array<std::string_view, 7> known{"string", "securestring", "int",  "bool",
                                                    "object", "secureobject", "array"};
    return std::ranges::any_of(known, [&](std::string_view name) { return equal_ignoring_case(name, type); });
}

bool has_type(const Value& value, const Value& declared) {
    if (is_text_type(declared)) return value.as_string() != nullptr;
    if (is_object_type(declared)) return value.as_object() != nullptr;
    if (is_named(declared, "int")) return value.as_int() != nullptr;
    if (is_named(declared, "bool")) return value.as_bool() != nullptr;
    if (is_named(declared, "array")) return value.as_list() != nullptr;
    return true;
}

/// A limit as the engine reads it: a whole number, one in a text, or a fraction that is rounded.
std::optional<std::int64_t> limit_of(const Value& written) {
    if (const std::int64_t* number = written.as_int()) return *number;
    if (const double* number = written.as_double()) return static_cast<std::int64_t>(std::llround(*number));
    const std::string* text = written.as_string();
    std::int64_t number = 0;
    if (text == nullptr) return std::nullopt;
    const auto read = std::from_chars(text->data(), text->data() + text->size(), number);
    return read.ec == std::errc{} && read.ptr == text->data() + text->size() ? std::optional{number}
                                                                             : std::nullopt;
}

std::optional<std::int64_t> limit(const Value& declared, std::string_view name) {
    const Value* written = declared.find(name);
    return written == nullptr ? std::nullopt : limit_of(*written);
}

/// A list is allowed as a whole, or item by item.
bool is_allowed(const Value& value, const List& allowed) {
    const auto among = [&](const Value& one) {
        return open_unknown(one) != nullptr ||
               std::ranges::any_of(allowed, [&](const Value& a) { return equal(a, one) == true; });
    };
    if (allowed.empty() || among(value)) return true;
    return value.as_list() != nullptr && std::ranges::all_of(*value.as_list(), among);
}

std::optional<TypeProblem> limit_misfit(const Value& value, const Value& declared, const std::string& where) {
    const auto size = value.as_string() != nullptr
                          ? std::optional{static_cast<std::int64_t>(utf16_length(*value.as_string()))}
                      : value.as_list() != nullptr
                          ? std::optional{static_cast<std::int64_t>(value.as_list()->size())}
                          : std::nullopt;
    const auto beyond = [&](std::string_view how, std::string_view name, std::int64_t bound) {
        return TypeProblem{where, fmt::format("is {} than its `{}`, {}", how, name, bound)};
    };
    if (const auto least = limit(declared, "minLength"); size && least && *size < *least)
        return beyond("shorter", "minLength", *least);
    if (const auto most = limit(declared, "maxLength"); size && most && *size > *most)
        return beyond("longer", "maxLength", *most);
    const std::int64_t* number = value.as_int();
    if (const auto least = limit(declared, "minValue"); number != nullptr && least && *number < *least)
        return beyond("less", "minValue", *least);
    if (const auto most = limit(declared, "maxValue"); number != nullptr && most && *number > *most)
        return beyond("more", "maxValue", *most);
    return std::nullopt;
}

std::optional<TypeProblem> check_limits(const Value& declared) {
    const bool has_length = is_text_type(declared) || is_named(declared, "array");
    const bool is_typed = declared.find("type") != nullptr;
    struct Pair {
        std::string_view least, most;
        bool fits;
    };
    for (const auto& [least, most, fits] :
         {Pair{"minLength", "maxLength", has_length || !is_typed},
          Pair{"minValue", "maxValue", is_named(declared, "int") || !is_typed}}) {
        for (const std::string_view name : {least, most}) {
            const Value* written = declared.find(name);
            if (written == nullptr) continue;
            if (!fits) return TypeProblem{{}, fmt::format("has a `{}`, which its type does not have", name)};
            if (!limit_of(*written))
                return TypeProblem{{}, fmt::format("has a `{}` that is no whole number", name)};
        }
        const auto low = limit(declared, least), high = limit(declared, most);
        if (low && high && *low > *high)
            return TypeProblem{{}, fmt::format("has a `{}` above its `{}`", least, most)};
    }
    return std::nullopt;
}

} // namespace

const Value* Types::definition(std::string_view reference) const {
    if (!reference.starts_with("#/")) return nullptr;
    const Value* at = &root_;
    for (const std::string_view step : split(reference.substr(2), '/')) {
        const List* items = at->as_list();
        std::size_t index = 0;
        const auto read = std::from_chars(step.data(), step.data() + step.size(), index);
        const bool is_index = items != nullptr && read.ec == std::errc{} && index < items->size();
        at = is_index ? &(*items)[index] : at->find(step);
        if (at == nullptr) return nullptr;
    }
    return at;
}

std::optional<TypeProblem> Types::check_reference(const Value& declared) const {
    const Value* at = &declared;
    for (int i = 0; at->find("$ref") != nullptr; ++i) {
        const Value* next = definition(at->text_at("$ref"));
        if (next == nullptr) return TypeProblem{{}, "names a type that the template does not define"};
        if (i > most_levels) return TypeProblem{{}, "names a type that is defined by itself"};
        at = next;
    }
    return std::nullopt;
}

std::optional<TypeProblem> Types::check(const Value& declared) const {
    if (declared.as_object() == nullptr) return TypeProblem{{}, "is declared by no object"};
    if (const Value* type = declared.find("type")) {
        if (type->as_string() == nullptr || !is_known_type(*type->as_string()))
            return TypeProblem{{}, "has a type that there is not"};
    }
    if (auto problem = check_reference(declared)) return problem;
    if (const Value* allowed = declared.find("allowedValues");
        allowed != nullptr && allowed->as_list() == nullptr)
        return TypeProblem{{}, "has `allowedValues` that are no list"};
    const Value* nullable = declared.find("nullable");
    if (nullable != nullptr && nullable->as_bool() == nullptr && !nullable->is_null())
        return TypeProblem{{}, "has a `nullable` that is no bool"};
    if (auto problem = check_limits(declared)) return problem;
    if (const Value* properties = declared.find("properties"); properties != nullptr) {
        if (properties->as_object() == nullptr) return TypeProblem{{}, "has `properties` that are no object"};
        for (const Member& member : *properties->as_object()) {
            if (auto problem = check(member.value)) return TypeProblem{"." + member.name, problem->what};
        }
    }
    for (const std::string_view name : {"items", "additionalProperties"}) {
        const Value* inner = declared.find(name);
        if (inner == nullptr || inner->as_bool() != nullptr) continue;
        if (auto problem = check(*inner)) return problem;
    }
    return std::nullopt;
}

bool Types::is_nullable(const Value& declared) const {
    const Value* at = &declared;
    for (int i = 0; at != nullptr && i <= most_levels; ++i) {
        const Value* own = at->find("nullable");
        if (own != nullptr && own->as_bool() != nullptr) return *own->as_bool();
        at = definition(at->text_at("$ref"));
    }
    return false;
}

bool Types::is_secure(const Value& declared) const {
    const Value* at = &declared;
    for (int i = 0; at != nullptr && i <= most_levels; ++i) {
        if (is_named(*at, "securestring") || is_named(*at, "secureobject")) return true;
        at = definition(at->text_at("$ref"));
    }
    return false;
}

std::optional<TypeProblem> Types::misfit(const Value& value, const Value& declared) const {
    return misfit_at(value, declared, {}, 0);
}

std::optional<TypeProblem> Types::misfit_at(const Value& value, const Value& declared,
                                            const std::string& where, int depth) const {
    if (depth > most_levels || open_unknown(value) != nullptr || declared.as_object() == nullptr)
        return std::nullopt;
    if (value.is_null() && is_nullable(declared)) return std::nullopt;
    if (!has_type(value, declared)) {
        return TypeProblem{
            where, fmt::format("is {}, and its type is `{}`", type_name(value), declared.text_at("type"))};
    }
    const Value* allowed = declared.find("allowedValues");
    if (allowed != nullptr && allowed->as_list() != nullptr && !is_allowed(value, *allowed->as_list())) {
        return TypeProblem{where, "is not among its allowed values"};
    }
    if (auto problem = limit_misfit(value, declared, where)) return problem;
    if (const std::string_view reference = declared.text_at("$ref"); !reference.empty()) {
        const Value* named = definition(reference);
        if (named == nullptr) return TypeProblem{where, "is of a type that the template does not define"};
        return misfit_at(value, *named, where, depth + 1);
    }
    if (value.as_object() != nullptr) return object_misfit(value, declared, where, depth + 1);
    if (value.as_list() != nullptr) return list_misfit(value, declared, where, depth + 1);
    return std::nullopt;
}

std::optional<TypeProblem> Types::object_misfit(const Value& value, const Value& declared,
                                                const std::string& where, int depth) const {
    const Value* properties = declared.find("properties");
    const bool has_properties = properties != nullptr && properties->as_object() != nullptr;
    if (has_properties) {
        for (const Member& member : *properties->as_object()) {
            const Value* own = value.find(member.name);
            if (own == nullptr && is_nullable(member.value)) continue;
            if (own == nullptr) return TypeProblem{where, fmt::format("has no `{}`", member.name)};
            if (auto problem = misfit_at(*own, member.value, where + "." + member.name, depth))
                return problem;
        }
    }
    const Value* others = declared.find("additionalProperties");
    const bool is_closed = others != nullptr && others->as_bool() != nullptr && !*others->as_bool();
    const Value* choice = declared.find("discriminator");
    for (const Member& member : *value.as_object()) {
        if (others == nullptr || (has_properties && properties->find(member.name) != nullptr)) continue;
        if (is_closed && choice == nullptr)
            return TypeProblem{where, fmt::format("has a `{}`, which its type does not have", member.name)};
        if (auto problem = misfit_at(member.value, *others, where + "." + member.name, depth)) return problem;
    }
    return choice == nullptr ? std::nullopt : choice_misfit(value, *choice, where, depth);
}

std::optional<TypeProblem> Types::choice_misfit(const Value& value, const Value& choice,
                                                const std::string& where, int depth) const {
    const std::string name{choice.text_at("propertyName")};
    const Value* mapping = choice.find("mapping");
    if (name.empty() || mapping == nullptr || mapping->as_object() == nullptr) return std::nullopt;
    const Value* own = value.find(name);
    if (own != nullptr && open_unknown(*own) != nullptr) return std::nullopt;
    const std::string* chosen = own == nullptr ? nullptr : own->as_string();
    if (chosen == nullptr)
        return TypeProblem{where, fmt::format("has no text `{}` that says its type", name)};
    const auto found = std::ranges::find(*mapping->as_object(), *chosen, &Member::name);
    if (found == mapping->as_object()->end())
        return TypeProblem{where + "." + name, fmt::format("is `{}`, which names no type", *chosen)};
    return misfit_at(value, found->value, where, depth);
}

std::optional<TypeProblem> Types::list_misfit(const Value& value, const Value& declared,
                                              const std::string& where, int depth) const {
    const List& items = *value.as_list();
    const Value* first = declared.find("prefixItems");
    const List none;
    const List& prefix = first == nullptr || first->as_list() == nullptr ? none : *first->as_list();
    if (items.size() < prefix.size())
        return TypeProblem{where, fmt::format("has {} items, and its type {}", items.size(), prefix.size())};
    const Value* rest = declared.find("items");
    const bool is_closed = rest != nullptr && rest->as_bool() != nullptr && !*rest->as_bool();
    for (std::size_t i = 0; i < items.size(); ++i) {
        const std::string place = fmt::format("{}[{}]", where, i);
        if (i >= prefix.size() && is_closed) return TypeProblem{place, "is an item more than its type has"};
        const Value* type = i < prefix.size() ? &prefix[i] : rest;
        if (type == nullptr) continue;
        if (auto problem = misfit_at(items[i], *type, place, depth)) return problem;
    }
    return std::nullopt;
}

} // namespace iotsec::azure
