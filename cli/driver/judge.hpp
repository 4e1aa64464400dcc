// Judging files: each is read, expanded under each parameter file, and evaluated; many at a time, with the
// same result as one after the other.
#pragma once

#include "azure/template/template.hpp"
#include "cli/driver/evidence_files.hpp"
#include "cli/driver/files.hpp"
#include "cli/driver/host.hpp"
#include "cli/driver/pipeline.hpp"
#include "verifier/report/report.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace iotsec::cli {

struct TextFile {
    std::string path;
    std::string text;
};

struct JudgeOptions {
    std::string as_of; ///< `now`
    bool closed = false;
    std::vector<std::string> complete_types;
    std::vector<TextFile> parameters; ///< parameter files
    bool match_parameters =
        false;                    ///< a parameter file is for those templates that have all of its parameters
    azure::DeploymentFacts facts; ///< where templates are deployed to
    azure::Limits limits;
    std::uint64_t largest_file = cli::largest_file;
    unsigned threads = 1;
};

/// What became of one file.
struct Judged {
    std::optional<verifier::report::FileReport> report;
    std::optional<verifier::report::Skipped> skipped;
    Exit exit = Exit::Clean; ///< `BadInput`, `Limit` where it could not be judged
};

/// Judges every file; results are in the order of `files`.
[[nodiscard]] std::vector<Judged> judge(const std::vector<EvidenceFile>& files, const Rules& rules,
                                        const Sources& program_sources, const JudgeOptions& options,
                                        Host& host);

} // namespace iotsec::cli
