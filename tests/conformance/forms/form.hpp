// Files of conformance cases: each form of file has a reader that runs its cases.
#pragma once

#include "azure/policy/options.hpp"

#include <cstddef>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace iotsec::test {

/// A case that was not passed, or that is no case of right and wrong.
struct CaseNote {
    std::string id;
    std::string text; ///< what was expected, what was found
};

/// What became of the cases of a file.
struct Report {
    std::size_t passed = 0;
    std::vector<CaseNote> failed;
    std::vector<CaseNote> aside; ///< cases about an open question, under a reading that they do not give

    void add(bool holds, std::string id, std::string text);
};

/// How cases are run.
struct RunOptions {
    azure::policy::Options readings;
    bool alternatives = false;    ///< cases with an open question: under the reading that gives `alternative`
    std::filesystem::path corpus; ///< where the templates of `--arm-expansion` are
};

struct Form {
    std::string_view option; ///< `--evaluation`
    std::string_view text;
    Report (*run)(const std::filesystem::path& file, const RunOptions& options) = nullptr;
};

/// All forms, in the order in which help lists them.
[[nodiscard]] std::span<const Form> forms();

// One file each.
Report run_evaluation(const std::filesystem::path& file, const RunOptions& options);
Report run_functions(const std::filesystem::path& file, const RunOptions& options);
Report run_parsing(const std::filesystem::path& file, const RunOptions& options);
Report run_aliases(const std::filesystem::path& file, const RunOptions& options);
Report run_policy_cases(const std::filesystem::path& file, const RunOptions& options);
Report run_related_cases(const std::filesystem::path& file, const RunOptions& options);
Report run_arm_function_cases(const std::filesystem::path& file, const RunOptions& options);
Report run_arm_construct_cases(const std::filesystem::path& file, const RunOptions& options);
Report run_arm_expansion_cases(const std::filesystem::path& file, const RunOptions& options);

} // namespace iotsec::test
