#include "azure/template/names.hpp"

#include "azure/expression/unknown.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <span>
#include <utility>

namespace iotsec::azure {

namespace {

/// A gap of `name` as a value of its own.
Value gap_of(const Unknown& name, std::size_t number) {
    const std::uint64_t identity = number < name.gaps.size() ? name.gaps[number] : 0;
    Unknown gap = following(name, identity);
    gap.may_be_absent = false;
    return make_unknown(std::move(gap));
}

/// Joins `segments` with `/`.
Value joined_names(std::span<const Value> segments) {
    std::vector<Value> parts;
    for (const Value& segment : segments) {
        if (!parts.empty()) parts.push_back(text_value("/"));
        parts.push_back(segment);
    }
    return joined_text(parts);
}

std::string joined_type(std::span<const std::string_view> segments) {
    std::string result;
    for (const std::string_view segment : segments) {
        if (!result.empty()) result += '/';
        result += segment;
    }
    return result;
}

bool starts_with_slash(const Value& value) {
    const Unknown* unknown = value.as_unknown();
    const bool has_piece = unknown != nullptr && !unknown->pieces.empty() && unknown->pieces.front();
    return has_piece ? unknown->pieces.front()->starts_with('/')
                     : value.as_string() != nullptr && value.as_string()->starts_with('/');
}

/// A text that a scope may be relative with begins with a known piece.
bool is_relative(const Value& scope) {
    const Unknown* unknown = scope.as_unknown();
    const bool has_piece = unknown != nullptr && !unknown->pieces.empty() && unknown->pieces.front();
    return (scope.as_string() != nullptr || has_piece) && !starts_with_slash(scope);
}

Value id_at(const Value& base, const std::string& type, std::span<const Value> names,
            const Deployment& target) {
    const bool is_group = equal_ignoring_case(type, "Microsoft.Resources/resourceGroups") &&
                          target.scope == ScopeKind::Subscription && names.size() == 1;
    if (is_group) return joined_text(std::vector{base, text_value("/resourceGroups/"), names[0]});
    return resource_id(base, type, names);
}

/// The old way to write an extension resource: `A.B/c/providers/d` named `c/E.F/d`.
std::optional<ResourceAddress> nested_extension(const std::string& type, const Value& name,
                                                const Deployment& target) {
    const auto segments = split(type, '/');
    const auto providers = std::ranges::find_if(
        segments, [](std::string_view segment) { return equal_ignoring_case(segment, "providers"); });
    if (providers == segments.end() || providers - segments.begin() < 2) return std::nullopt;
    const auto above = static_cast<std::size_t>(providers - segments.begin());
    const auto names = name_segments(name, segments.size() - 1);
    if (!names || (*names)[above - 1].as_string() == nullptr) return std::nullopt;
    const std::span<const Value> all{*names};
    ResourceAddress result;
    result.scope =
        resource_id(scope_id(target), joined_type(std::span{segments}.first(above)), all.first(above - 1));
    result.above = result.scope;
    result.type = *all[above - 1].as_string() + "/" + joined_type(std::span{segments}.subspan(above + 1));
    result.name = joined_names(all.subspan(above));
    result.id = resource_id(*result.scope, result.type, all.subspan(above));
    return result;
}

} // namespace

Value absolute_scope(const Value& scope, const Deployment& target) {
    const std::string* text = scope.as_string();
    if (text != nullptr && *text == "/") return Value{std::string{}};
    if (!is_relative(scope)) return scope;
    constexpr std::string_view group = "Microsoft.Resources/resourceGroups/";
    if (text != nullptr && target.scope == ScopeKind::Subscription &&
        starts_with_ignoring_case(*text, group)) {
        const Value name{"/resourceGroups/" + text->substr(group.size())};
        return joined_text(std::vector{scope_id(target), name});
    }
    return joined_text(std::vector{scope_id(target), Value{std::string{"/providers/"}}, scope});
}

std::optional<std::vector<Value>> name_segments(const Value& name, std::size_t count) {
    if (count == 1 && name.as_string() == nullptr) return std::vector{name};
    std::vector<std::vector<Value>> segments(1);
    const auto add_text = [&](std::string_view known) {
        const auto parts = split(known, '/');
        for (std::size_t i = 0; i < parts.size(); ++i) {
            if (i > 0) segments.emplace_back();
            if (!parts[i].empty()) segments.back().push_back(text_value(parts[i]));
        }
    };
    if (const std::string* known = name.as_string()) {
        add_text(*known);
    } else if (const Unknown* unknown = name.as_unknown()) {
        std::size_t gap = 0;
        for (const auto& piece : unknown->pieces) {
            if (piece) {
                add_text(*piece);
            } else {
                segments.back().push_back(gap_of(*unknown, gap++));
            }
        }
    }
    if (segments.size() != count || std::ranges::any_of(segments, &std::vector<Value>::empty)) {
        return std::nullopt;
    }
    std::vector<Value> result;
    result.reserve(segments.size());
    for (const auto& parts : segments)
        result.push_back(joined_text(parts));
    return result;
}

ResourceAddress resource_address(const std::string& type, const Value& name,
                                 const std::optional<Value>& scope, const Deployment& target) {
    if (!scope) {
        if (auto extension = nested_extension(type, name, target)) return std::move(*extension);
    }
    ResourceAddress result{.type = type, .name = name, .id = {}, .scope = {}, .above = {}};
    const bool has_scope = scope && (scope->as_string() == nullptr || !scope->as_string()->empty());
    const Value base = has_scope ? absolute_scope(*scope, target) : scope_id(target);
    if (has_scope) result.scope = base;
    const auto count = static_cast<std::size_t>(std::ranges::count(type, '/'));
    const auto names = name_segments(name, count);
    if (!names) {
        result.name_fits = name.as_unknown() != nullptr;
        result.id = resource_id(base, type, std::vector{name});
        return result;
    }
    result.id = id_at(base, type, *names, target);
    if (count > 1) {
        const std::string parent_type = type.substr(0, type.rfind('/'));
        result.above = id_at(base, parent_type, std::span{*names}.first(count - 1), target);
    } else if (has_scope) {
        result.above = base;
    }
    return result;
}

} // namespace iotsec::azure
