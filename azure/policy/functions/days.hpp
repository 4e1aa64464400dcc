// `addDays`: dates as policies reckon with them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace iotsec::azure::policy {

/// `addDays`: the rest of the text stays as it is; nullopt for what is no date.
[[nodiscard]] std::optional<std::string> add_days(std::string_view time, std::int64_t days);

} // namespace iotsec::azure::policy
