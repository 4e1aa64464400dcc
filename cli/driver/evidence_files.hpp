// Which files a check looks at, and under which parameter files.
#pragma once

#include "cli/driver/session.hpp"

#include <string>
#include <vector>

namespace iotsec::cli {

/// A file to judge. One that was found in a folder may turn out to be something else; one that was named may
/// not.
struct EvidenceFile {
    std::string path;
    bool is_named = false;
};

/// The files behind what stands on the command line: folders are searched for `*.json`.
[[nodiscard]] std::vector<EvidenceFile> evidence_files(Session& session,
                                                       const std::vector<std::string>& operands);

/// The parameter files behind `--parameters`, with `*` and `?` expanded, in the order given.
[[nodiscard]] std::vector<std::string> parameter_files(Session& session,
                                                       const std::vector<std::string>& patterns);

} // namespace iotsec::cli
