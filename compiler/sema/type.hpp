// The types of expressions (reference, section 13).
#pragma once

#include "compiler/catalog/catalog.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace iotsec::sema {

struct Type;

/// A field of an author's record type, `{ name: string, version: version }`.
struct Field;

/// A type. `Error` was reported where it arose and goes with everything, so that nothing is said twice.
struct Type {
    enum class Kind {
        Error,
        Condition,
        Null,
        Bool,
        Int,
        Number,
        Percent,
        String,
        Version,
        ApiVersion,
        Duration,
        Instant,
        Cidr,
        ResourceId,
        Location,
        Any,
        Enum,     ///< text out of the values of `property`
        Shape,    ///< the object at `property` of `resource`
        Resource, ///< a binder: one resource of `resource`
        Record,   ///< an author's `{ … }`
        Map,
    };

    Kind kind = Kind::Error;
    bool list = false;
    bool optional = false;                            ///< may be absent
    const catalog::ResourceType* resource = nullptr;  ///< of Resource, and of what a property is
    std::optional<catalog::PropertyId> property;      ///< whose values these are; none for other values
    std::shared_ptr<const std::vector<Field>> fields; ///< of Record

    [[nodiscard]] bool is_error() const { return kind == Kind::Error; }
};

struct Field {
    std::string name;
    Type type;
};

/// As messages show it: `string[]`, `Microsoft.Devices/IotHubs`, `minTlsVersion ('1.0', '1.1', …)`.
[[nodiscard]] std::string name(const Type& type);

} // namespace iotsec::sema
