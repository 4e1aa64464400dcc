// The texts of many files, and what parsing them costs with nlohmann_json: the measure that others are told
// by.
#pragma once

#include <string>
#include <vector>

namespace iotsec::bench {

/// What can be read of `paths`.
[[nodiscard]] std::vector<std::string> texts_of(const std::vector<std::string>& paths);
/// In MB, of a million bytes each.
[[nodiscard]] double megabytes_of(const std::vector<std::string>& texts);

/// Parses as a DOM, and takes comments as templates have them; what is no JSON costs what it costs to notice.
void parse_all(const std::vector<std::string>& texts);

} // namespace iotsec::bench
