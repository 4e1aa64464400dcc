#include "compiler/ir/value_type.hpp"

#include <cstdlib>

namespace iotsec::ir {

ValueType value_type(catalog::Kind kind) {
    using catalog::Kind;
    switch (kind) {
    case Kind::Bool:
        return LiteralType::Bool;
    case Kind::Int:
        return LiteralType::Int;
    case Kind::Number:
        return LiteralType::Number;
    case Kind::String:
    case Kind::Enum:
        return LiteralType::Text;
    case Kind::Version:
        return LiteralType::Version;
    case Kind::ApiVersion:
        return LiteralType::ApiVersion;
    case Kind::Duration:
        return LiteralType::Duration;
    case Kind::Instant:
        return LiteralType::Instant;
    case Kind::Cidr:
        return LiteralType::Cidr;
    case Kind::ResourceId:
        return LiteralType::ResourceId;
    case Kind::Location:
        return LiteralType::Location;
    case Kind::Object:
        return LiteralType::Object;
    case Kind::Map:
    case Kind::Any:
        return std::nullopt;
    }
    std::abort();
}

ValueType value_type(ParamType type) {
    switch (type) {
    case ParamType::Bool:
        return LiteralType::Bool;
    case ParamType::Int:
        return LiteralType::Int;
    case ParamType::Text:
    case ParamType::Enum:
        return LiteralType::Text;
    case ParamType::Percent:
        return LiteralType::Percent;
    case ParamType::Version:
        return LiteralType::Version;
    case ParamType::ApiVersion:
        return LiteralType::ApiVersion;
    case ParamType::Duration:
        return LiteralType::Duration;
    case ParamType::Instant:
        return LiteralType::Instant;
    case ParamType::Cidr:
        return LiteralType::Cidr;
    case ParamType::ResourceId:
        return LiteralType::ResourceId;
    case ParamType::Location:
        return LiteralType::Location;
    case ParamType::Record:
        return LiteralType::Object;
    }
    std::abort();
}

} // namespace iotsec::ir
