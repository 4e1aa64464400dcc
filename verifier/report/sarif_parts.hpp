// Parts of SARIF files that every kind of report has.
#pragma once

#include "verifier/report/report.hpp"

#include <nlohmann/json_fwd.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace iotsec::verifier::report {

inline constexpr std::size_t most_results = 25'000; ///< GitHub refuses a file with more

[[nodiscard]] nlohmann::ordered_json physical_location(const Place& place);
/// `text` with a capital and a full stop.
[[nodiscard]] std::string sentence(std::string text);
/// `text` as a message: its brackets would be links.
[[nodiscard]] std::string plain_text(std::string_view text);
[[nodiscard]] nlohmann::ordered_json notification(const Remark& remark);
/// What an exit code of the program means, in a word.
[[nodiscard]] std::string_view exit_description(int code);
/// The whole file around one run.
[[nodiscard]] std::string sarif_log(const nlohmann::ordered_json& run);

} // namespace iotsec::verifier::report
