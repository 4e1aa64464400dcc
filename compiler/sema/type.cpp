#include "compiler/sema/type.hpp"

#include "compiler/sema/kind_facts.hpp"
#include "compiler/sema/types.hpp"

#include <cstdlib>
#include <utility>

namespace iotsec::sema {

namespace {

std::string quoted_values(const catalog::Property& property) {
    constexpr std::size_t shown = 4;
    std::string text;
    for (std::size_t i = 0; i < property.values.size() && i < shown; ++i)
        text += (i == 0 ? "'" : ", '") + property.values[i] + "'";
    if (property.values.size() > shown) text += ", …";
    return text;
}

std::string record_name(const Type& type) {
    std::string text = "{ ";
    for (const Field& field : *type.fields) {
        if (&field != &type.fields->front()) text += ", ";
        text += field.name + ": " + name(field.type);
    }
    return text + " }";
}

std::string enum_name(const Type& type) {
    if (const catalog::Property* property = property_of(type))
        return property->name + " (" + quoted_values(*property) + ")";
    return std::string{facts_of(type.kind).name};
}

std::string shape_name(const Type& type) {
    if (const catalog::Property* property = property_of(type)) return "object `" + property->name + "`";
    return std::string{facts_of(type.kind).name};
}

std::string element_name(const Type& type) {
    if (type.kind == Type::Kind::Enum) return enum_name(type);
    if (type.kind == Type::Kind::Shape) return shape_name(type);
    if (type.kind == Type::Kind::Resource && type.resource) return type.resource->name;
    if (type.kind == Type::Kind::Record && type.fields) return record_name(type);
    return std::string{facts_of(type.kind).name};
}

Type::Kind kind_of(catalog::Kind kind) {
    switch (kind) {
    case catalog::Kind::Bool:
        return Type::Kind::Bool;
    case catalog::Kind::Int:
        return Type::Kind::Int;
    case catalog::Kind::Number:
        return Type::Kind::Number;
    case catalog::Kind::String:
        return Type::Kind::String;
    case catalog::Kind::Enum:
        return Type::Kind::Enum;
    case catalog::Kind::Version:
        return Type::Kind::Version;
    case catalog::Kind::ApiVersion:
        return Type::Kind::ApiVersion;
    case catalog::Kind::Duration:
        return Type::Kind::Duration;
    case catalog::Kind::Instant:
        return Type::Kind::Instant;
    case catalog::Kind::Cidr:
        return Type::Kind::Cidr;
    case catalog::Kind::ResourceId:
        return Type::Kind::ResourceId;
    case catalog::Kind::Location:
        return Type::Kind::Location;
    case catalog::Kind::Object:
        return Type::Kind::Shape;
    case catalog::Kind::Map:
        return Type::Kind::Map;
    case catalog::Kind::Any:
        return Type::Kind::Any;
    }
    std::abort();
}

} // namespace

std::string name(const Type& type) {
    return element_name(type) + (type.list ? "[]" : "");
}

Type of(Type::Kind kind) {
    Type type;
    type.kind = kind;
    return type;
}

Type list_of(Type element) {
    element.list = true;
    element.optional = false;
    return element;
}

Type element_of(Type list) {
    list.list = false;
    list.optional = false;
    return list;
}

Type resource_type(const catalog::ResourceType& resource) {
    Type type = of(Type::Kind::Resource);
    type.resource = &resource;
    return type;
}

bool is_always_there(const catalog::Property& property) {
    if (property.service_default) return true;
    return property.read_only ? property.always_returned : property.required;
}

Type property_type(const catalog::ResourceType& resource, catalog::PropertyId id) {
    const catalog::Property& property = resource[id];
    Type type = of(kind_of(property.kind));
    type.list = property.list;
    type.optional = !property.list && !is_always_there(property);
    type.resource = &resource;
    type.property = id;
    return type;
}

const catalog::Property* property_of(const Type& type) {
    return type.resource && type.property ? &(*type.resource)[*type.property] : nullptr;
}

bool is_scalar(const Type& type) {
    return !type.list && facts_of(type.kind).is_scalar;
}

bool is_written_as_text(const Type& type) {
    return !type.list && facts_of(type.kind).is_written_as_text;
}

bool is_a(const Type& type, Type::Kind kind) {
    return type.is_error() || (!type.list && type.kind == kind);
}

} // namespace iotsec::sema
