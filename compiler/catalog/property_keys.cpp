#include "compiler/catalog/property_keys.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace iotsec::catalog {

namespace {

template <typename T, std::size_t Size>
using Names = std::array<std::pair<T, std::string_view>, Size>;

constexpr Names<Kind, 15> kinds{{{Kind::Bool, "bool"},
                                 {Kind::Int, "int"},
                                 {Kind::Number, "number"},
                                 {Kind::String, "string"},
                                 {Kind::Enum, "enum"},
                                 {Kind::Version, "version"},
                                 {Kind::ApiVersion, "apiVersion"},
                                 {Kind::Duration, "duration"},
                                 {Kind::Instant, "instant"},
                                 {Kind::Cidr, "cidr"},
                                 {Kind::ResourceId, "resourceId"},
                                 {Kind::Location, "location"},
                                 {Kind::Object, "object"},
                                 {Kind::Map, "map"},
                                 {Kind::Any, "any"}}};
constexpr Names<VisibleIn, 3> places{
    {{VisibleIn::Both, "both"}, {VisibleIn::Response, "response"}, {VisibleIn::Request, "request"}}};
constexpr Names<TypeClass, 4> classes{{{TypeClass::Resource, "resource"},
                                       {TypeClass::Child, "child"},
                                       {TypeClass::Extension, "extension"},
                                       {TypeClass::DataPlane, "dataPlane"}}};

template <typename T, std::size_t Size>
std::string_view name_in(const Names<T, Size>& names, T value) {
    return std::ranges::find(names, value, &std::pair<T, std::string_view>::first)->second;
}

template <typename T, std::size_t Size>
std::optional<T> value_in(const Names<T, Size>& names, std::string_view text) {
    const auto found = std::ranges::find(names, text, &std::pair<T, std::string_view>::second);
    return found == names.end() ? std::nullopt : std::optional{found->first};
}

bool equal(const std::optional<Value>& a, const std::optional<Value>& b) {
    return a.has_value() == b.has_value() && (!a || same_value(*a, *b));
}

template <typename T>
bool equal(const T& a, const T& b) {
    return a == b;
}

} // namespace

std::string_view name(Kind kind) {
    return name_in(kinds, kind);
}

std::optional<Kind> kind_named(std::string_view text) {
    return value_in(kinds, text);
}

std::string_view name(VisibleIn visible_in) {
    return name_in(places, visible_in);
}

std::optional<VisibleIn> visible_in_named(std::string_view text) {
    return value_in(places, text);
}

std::string_view name(TypeClass type_class) {
    return name_in(classes, type_class);
}

std::optional<TypeClass> type_class_named(std::string_view text) {
    return value_in(classes, text);
}

const PropertyKey* property_key(std::string_view name) {
    const auto* const found = std::ranges::find(property_keys, name, &PropertyKey::name);
    return found == property_keys.end() ? nullptr : found;
}

bool is_stated(const PropertyKey& key, const Property& property) {
    static const Property silent;
    return std::visit([&](auto member) { return !equal(property.*member, silent.*member); }, key.member);
}

void copy_key(const PropertyKey& key, const Property& from, Property& to) {
    std::visit([&](auto member) { to.*member = from.*member; }, key.member);
}

} // namespace iotsec::catalog
