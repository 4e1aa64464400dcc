// The keys of a property in the catalogue's YAML, one row each: reader, writer and overlay share the table.
#pragma once

#include "compiler/catalog/catalog.hpp"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace iotsec::catalog {

/// What a key fills in.
using PropertyMember =
    std::variant<Kind Property::*, bool Property::*, VisibleIn Property::*, std::string Property::*,
                 std::vector<std::string> Property::*, std::optional<std::int64_t> Property::*,
                 std::optional<Value> Property::*>;

struct PropertyKey {
    std::string_view name;
    PropertyMember member;
};

/// All keys in the order in which they are written. `path` is the key of the mapping itself; `name` and the
/// ids of parent and children follow from it.
inline constexpr std::array property_keys{
    PropertyKey{"json", &Property::json},
    PropertyKey{"alias", &Property::alias},
    PropertyKey{"noAlias", &Property::no_alias_reason},
    PropertyKey{"kind", &Property::kind}, // before `default`, whose type it decides
    PropertyKey{"list", &Property::list},
    PropertyKey{"values", &Property::values},
    PropertyKey{"open", &Property::open},
    PropertyKey{"order", &Property::order},
    PropertyKey{"required", &Property::required},
    PropertyKey{"readOnly", &Property::read_only},
    PropertyKey{"writeOnly", &Property::write_only},
    PropertyKey{"visibleIn", &Property::visible_in},
    PropertyKey{"alwaysReturned", &Property::always_returned},
    PropertyKey{"requestFrom", &Property::request_from},
    PropertyKey{"secret", &Property::secret},
    PropertyKey{"exact", &Property::exact},
    PropertyKey{"createOnly", &Property::create_only},
    PropertyKey{"modifiable", &Property::modifiable},
    PropertyKey{"serviceDefinedWhenAbsent", &Property::service_defined_when_absent},
    PropertyKey{"default", &Property::service_default},
    PropertyKey{"minItems", &Property::min_items},
    PropertyKey{"min", &Property::min},
    PropertyKey{"max", &Property::max},
    PropertyKey{"since", &Property::since},
    PropertyKey{"until", &Property::until},
    PropertyKey{"alsoIn", &Property::also_in},
    PropertyKey{"source", &Property::source},
};

/// The key called `name`; null where there is none.
[[nodiscard]] const PropertyKey* property_key(std::string_view name);

/// The kind that is written `text`.
[[nodiscard]] std::optional<Kind> kind_named(std::string_view text);
/// How a place of visibility is written: `both`, `response`, `request`.
[[nodiscard]] std::string_view name(VisibleIn visible_in);
[[nodiscard]] std::optional<VisibleIn> visible_in_named(std::string_view text);
/// How a class of types is written: `resource`, `child`, `extension`, `dataPlane`.
[[nodiscard]] std::string_view name(TypeClass type_class);
[[nodiscard]] std::optional<TypeClass> type_class_named(std::string_view text);

/// Whether `property` says anything under `key` that a new property does not.
[[nodiscard]] bool is_stated(const PropertyKey& key, const Property& property);
/// Takes what `from` says under `key` over into `to`.
void copy_key(const PropertyKey& key, const Property& from, Property& to);

} // namespace iotsec::catalog
