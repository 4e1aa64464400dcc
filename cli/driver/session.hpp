// The texts and diagnostics of one run, and how they end up on the screen and in the exit code.
#pragma once

#include "base/diagnostic.hpp"
#include "base/source.hpp"
#include "cli/driver/files.hpp"
#include "cli/driver/host.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace iotsec::cli {

struct Session {
    Sources sources;
    DiagnosticSink sink;
    std::uint64_t largest_file = cli::largest_file; ///< bytes of what `load` reads
};

/// Whether a code says that a limit was reached, or that iotsec itself made a mistake.
[[nodiscard]] bool is_limit(std::string_view code);
[[nodiscard]] bool is_internal(std::string_view code);

enum class Strictness { Usual, Strict };

/// How a run ends because of what was reported: `Clean` where there are no errors (no warnings either, if
/// strict).
[[nodiscard]] Exit exit_of(const std::vector<Diagnostic>& diagnostics,
                           Strictness strictness = Strictness::Usual);

/// Prints what was reported (`format`: text or json) and says how the run ends because of it: `Clean` where
/// there are no errors (no warnings either, if strict). Text goes to standard error, JSON to standard output.
[[nodiscard]] Exit finish(Session& session, Host& host, std::string_view format = "text",
                          Strictness strictness = Strictness::Usual);

/// Reads a file into the session; `-` is standard input. What fails is reported.
[[nodiscard]] const SourceFile* load(Session& session, Host& host, const std::string& path);

} // namespace iotsec::cli
