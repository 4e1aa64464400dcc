// What is new in this run: its findings beside those of an earlier one, usually that of the base branch.
#pragma once

#include "base/result.hpp"
#include "base/source.hpp"
#include "verifier/report/report.hpp"

#include <set>
#include <string>
#include <vector>

namespace iotsec::verifier::report {

/// 128 bits of FNV-1a in hexadecimal digits: tells texts apart, and is the same on every machine.
[[nodiscard]] std::string fingerprint(std::string_view text);

/// Tells a finding from others in any run: from requirement, file, resource as the file writes it, verdict
/// and expectation, never from lines. 32 hexadecimal digits.
[[nodiscard]] std::string fingerprint(const Entry& entry, const ir::Program& program);

/// The fingerprints in a report that `iotsec check --format json` wrote. Errors: IOT6204 where it is none.
[[nodiscard]] Result<std::vector<std::string>> fingerprints(const SourceFile& earlier);

/// Says of each entry of `file` whether it is new: not among `earlier`, out of which those that stayed are
/// taken.
void mark_new(FileReport& file, const ir::Program& program, std::multiset<std::string>& earlier);

/// The same for a whole run, with the counts of what came, went and stayed. `path` is how the earlier report
/// is called.
void compare(Report& report, const ir::Program& program, std::vector<std::string> earlier, std::string path);

} // namespace iotsec::verifier::report
