// What holds for every type of a kind: one row for each, so that a new kind is described in one place.
#pragma once

#include "compiler/sema/type.hpp"

#include <array>
#include <cstddef>
#include <string_view>

namespace iotsec::sema {

struct KindFacts {
    Type::Kind kind{};
    std::string_view name;            ///< of a plain type of that kind
    bool is_scalar = false;           ///< no object: can be compared and shown
    bool is_written_as_text = false;  ///< its values are written as text literals
    bool has_order = false;           ///< `<` is defined; of an enumeration if the catalogue orders it
    bool compares_as_written = false; ///< two values are equal exactly where they are written the same
};

inline constexpr std::array kind_facts{
    KindFacts{Type::Kind::Error, "something wrong", true, false, true, false},
    KindFacts{Type::Kind::Condition, "condition", false, false, false, false},
    KindFacts{Type::Kind::Null, "null", false, false, false, false},
    KindFacts{Type::Kind::Bool, "bool", true, false, false, true},
    KindFacts{Type::Kind::Int, "int", true, false, true, true},
    KindFacts{Type::Kind::Number, "number", true, false, false, false},
    KindFacts{Type::Kind::Percent, "percent", true, false, false, false},
    KindFacts{Type::Kind::String, "string", true, true, false, true},
    KindFacts{Type::Kind::Version, "version", true, true, true, false},
    KindFacts{Type::Kind::ApiVersion, "apiVersion", true, true, true, false},
    KindFacts{Type::Kind::Duration, "duration", true, true, false, false},
    KindFacts{Type::Kind::Instant, "instant", true, false, true, false},
    KindFacts{Type::Kind::Cidr, "cidr", true, true, false, false},
    KindFacts{Type::Kind::ResourceId, "resourceId", true, true, false, true},
    KindFacts{Type::Kind::Location, "location", true, true, false, true},
    KindFacts{Type::Kind::Any, "any", true, false, true, false},
    KindFacts{Type::Kind::Enum, "enumeration", true, true, true, true},
    KindFacts{Type::Kind::Shape, "object", false, false, false, false},
    KindFacts{Type::Kind::Resource, "resource", false, false, false, false},
    KindFacts{Type::Kind::Record, "object", false, false, false, false},
    KindFacts{Type::Kind::Map, "map", false, false, false, false},
};

constexpr bool kinds_are_in_order() {
    for (std::size_t i = 0; i < kind_facts.size(); ++i)
        if (static_cast<std::size_t>(kind_facts[i].kind) != i) return false;
    return kind_facts.size() == static_cast<std::size_t>(Type::Kind::Map) + 1;
}
static_assert(kinds_are_in_order(), "every kind has its row, in the order of the enumeration");

[[nodiscard]] constexpr const KindFacts& facts_of(Type::Kind kind) {
    return kind_facts.at(static_cast<std::size_t>(kind));
}

} // namespace iotsec::sema
