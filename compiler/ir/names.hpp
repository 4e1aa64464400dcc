// The names of the IR's enumerations, as its JSON and text forms write them.
#pragma once

#include "compiler/ir/ir.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace iotsec::ir {

/// The names of an enumeration, in the order of its enumerators.
template <typename E>
inline constexpr std::array<std::string_view, 0> enum_names{};

template <>
inline constexpr std::array<std::string_view, 6> enum_names<CompareOp>{"eq", "ne", "lt", "le", "gt", "ge"};
template <>
inline constexpr std::array<std::string_view, 8> enum_names<CompareBy>{
    "text", "exact", "location", "int", "instant", "version", "apiVersion", "rank"};
template <>
inline constexpr std::array<std::string_view, 4> enum_names<MatchOp>{"prefix", "suffix", "contains", "like"};
template <>
inline constexpr std::array<std::string_view, 2> enum_names<InsideOf>{"cidr", "id"};
template <>
inline constexpr std::array<std::string_view, 4> enum_names<RelatedBy>{"of", "resourceGroup", "subscription",
                                                                       "evidence"};
template <>
inline constexpr std::array<std::string_view, 15> enum_names<LiteralType>{
    "bool", "int",        "text",     "percent", "version", "apiVersion", "duration", "instant",
    "cidr", "resourceId", "location", "null",    "list",    "object",     "number"};
template <>
inline constexpr std::array<std::string_view, 2> enum_names<ContextValue>{"now", "apiVersion"};
template <>
inline constexpr std::array<std::string_view, 2> enum_names<Function>{"lastSegment", "version"};
template <>
inline constexpr std::array<std::string_view, 13> enum_names<ParamType>{
    "bool",    "int",  "text",       "percent",  "version", "apiVersion", "duration",
    "instant", "cidr", "resourceId", "location", "enum",    "record"};
template <>
inline constexpr std::array<std::string_view, 4> enum_names<SeverityLevel>{"low", "medium", "high",
                                                                           "critical"};
template <>
inline constexpr std::array<std::string_view, 6> enum_names<Effect>{"audit",  "deny",     "modify",
                                                                    "deploy", "disabled", "manual"};
template <>
inline constexpr std::array<std::string_view, 15> enum_names<catalog::Kind>{
    "bool",    "int",  "number",     "string",   "enum",   "version", "apiVersion", "duration",
    "instant", "cidr", "resourceId", "location", "object", "map",     "any"};
template <>
inline constexpr std::array<std::string_view, 3> enum_names<catalog::VisibleIn>{"both", "response",
                                                                                "request"};
template <>
inline constexpr std::array<std::string_view, 4> enum_names<catalog::TypeClass>{"resource", "child",
                                                                                "extension", "dataPlane"};

/// The name of an enumerator.
template <typename E>
[[nodiscard]] constexpr std::string_view enum_name(E value) {
    static_assert(!enum_names<E>.empty(), "this enumeration has no names");
    return enum_names<E>[static_cast<std::size_t>(value)];
}

/// The enumerator that is called `name`, with its letter case.
template <typename E>
[[nodiscard]] constexpr std::optional<E> enum_value(std::string_view name) {
    static_assert(!enum_names<E>.empty(), "this enumeration has no names");
    const auto& names = enum_names<E>;
    const auto found = std::find(names.begin(), names.end(), name);
    if (found == names.end()) return std::nullopt;
    return static_cast<E>(found - names.begin());
}

} // namespace iotsec::ir
