// Making types and asking about them, for the checker.
#pragma once

#include "compiler/sema/type.hpp"

namespace iotsec::sema {

/// A plain type of that kind.
[[nodiscard]] Type of(Type::Kind kind);
[[nodiscard]] Type list_of(Type element);
[[nodiscard]] Type element_of(Type list);
/// The type of a binder of a resource.
[[nodiscard]] Type resource_type(const catalog::ResourceType& resource);
/// The type of a property, optional unless it `is_always_there`.
[[nodiscard]] Type property_type(const catalog::ResourceType& resource, catalog::PropertyId id);
/// Whether the effective value is never absent, as long as the parent is there.
[[nodiscard]] bool is_always_there(const catalog::Property& property);
/// The property that an enumeration, shape or map is of; null for other types.
[[nodiscard]] const catalog::Property* property_of(const Type& type);
/// One value that is no object: can be compared and shown.
[[nodiscard]] bool is_scalar(const Type& type);
/// Values of the type are written as text literals.
[[nodiscard]] bool is_written_as_text(const Type& type);
/// One value of `kind`, or an error that was reported already.
[[nodiscard]] bool is_a(const Type& type, Type::Kind kind);

} // namespace iotsec::sema
