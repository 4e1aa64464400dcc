#include "compiler/ir/lowering/param_type.hpp"

#include "base/overloaded.hpp"
#include "compiler/ir/names.hpp"

#include <cstdlib>
#include <optional>

namespace iotsec::ir::lowering {

namespace {

ParamType of_kind(catalog::Kind kind) {
    using catalog::Kind;
    switch (kind) {
    case Kind::Bool:
        return ParamType::Bool;
    case Kind::Int:
    case Kind::Number:
        return ParamType::Int;
    case Kind::String:
        return ParamType::Text;
    case Kind::Enum:
        return ParamType::Enum;
    case Kind::Version:
        return ParamType::Version;
    case Kind::ApiVersion:
        return ParamType::ApiVersion;
    case Kind::Duration:
        return ParamType::Duration;
    case Kind::Instant:
        return ParamType::Instant;
    case Kind::Cidr:
        return ParamType::Cidr;
    case Kind::ResourceId:
        return ParamType::ResourceId;
    case Kind::Location:
        return ParamType::Location;
    case Kind::Object:
    case Kind::Map:
    case Kind::Any:
        return ParamType::Record;
    }
    std::abort();
}

ParamType named(const std::string& name) {
    if (name == "string") return ParamType::Text;
    return enum_value<ParamType>(name).value_or(ParamType::Text);
}

WrittenType of_catalogue(const ast::CatalogType& written, const catalog::Catalog& catalog) {
    WrittenType result;
    const catalog::ResourceType* resource = catalog.type(written.type.text);
    if (resource == nullptr) return result;
    std::optional<catalog::PropertyId> at;
    bool is_item = false;
    for (const auto& [name, items] : written.path) {
        at = resource->child(at, name.text);
        if (!at) return result;
        is_item = items;
    }
    if (!at) return result;
    const catalog::Property& property = (*resource)[*at];
    result.property = &property;
    result.type = of_kind(property.kind);
    result.list = property.list && !is_item;
    if (result.type != ParamType::Record) return result;
    for (const catalog::PropertyId child : property.children)
        result.fields.emplace_back((*resource)[child].name, of_kind((*resource)[child].kind));
    return result;
}

WrittenType of_record(const ast::RecordType& written, const catalog::Catalog& catalog) {
    WrittenType result{.type = ParamType::Record, .list = false, .fields = {}, .property = nullptr};
    for (const ast::RecordField& field : written.fields) {
        const auto type =
            field.type.empty() ? ParamType::Text : written_type(field.type.front(), catalog).type;
        result.fields.emplace_back(field.name.text, type);
    }
    return result;
}

} // namespace

WrittenType written_type(const ast::TypeExpr& type, const catalog::Catalog& catalog) {
    WrittenType result =
        std::visit(overloaded{
                       [](const ast::Invalid&) { return WrittenType{}; },
                       [](const ast::NamedType& written) {
                           return WrittenType{named(written.name.text), false, {}, nullptr};
                       },
                       [&](const ast::CatalogType& written) { return of_catalogue(written, catalog); },
                       [&](const ast::RecordType& written) { return of_record(written, catalog); },
                   },
                   type.kind);
    result.list = result.list || type.list;
    return result;
}

} // namespace iotsec::ir::lowering
