// Values that a request does not state but tells: `{name}.azure-devices.net`.
#pragma once

#include "base/value.hpp"

#include <string_view>

namespace iotsec::verifier {

/// The value that the pattern `request_from` (`Property::request_from`) tells: alternatives with `|` between
/// them, the first whose parts are all there; `{member}` of `owner`, `{member#Key}` the `Key=` part of a
/// connection string. `name`, where it is given, is what `{name}` stands for. Unknown pieces stay unknown;
/// null where nothing is told.
[[nodiscard]] Value value_from_request(std::string_view request_from, const Value& owner, const Value* name);

} // namespace iotsec::verifier
