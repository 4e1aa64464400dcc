// Members of objects as template expressions find them.
#pragma once

#include "base/value.hpp"

#include <string_view>

namespace iotsec::azure {

/// The member `name`: with the exact spelling first, else the first that equals it with case ignored; null
/// where there is none.
[[nodiscard]] const Value* member(const Object& members, std::string_view name);

/// The first member that equals `name` with case ignored; null where there is none.
[[nodiscard]] Member* first_member(Object& members, std::string_view name);

} // namespace iotsec::azure
