// Cases of Azure's own deployment engine: templates and expressions, and what it makes of them.
#pragma once

#include "azure/template/prediction.hpp"
#include "base/value.hpp"

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace iotsec::test {

struct ArmNote {
    std::string id;
    std::string text; ///< what was expected, what was found
};

struct ArmReport {
    std::size_t passed = 0;
    std::vector<ArmNote> failed;

    void add(bool holds, std::string id, std::string text);
};

/// A file of each form; `corpus` is where the templates of expansion cases are.
[[nodiscard]] ArmReport run_arm_functions(const std::filesystem::path& file);
[[nodiscard]] ArmReport run_arm_constructs(const std::filesystem::path& file);
[[nodiscard]] ArmReport run_arm_expansion(const std::filesystem::path& file,
                                          const std::filesystem::path& corpus);

/// What a case expects, and how it compares with a prediction; empty where they agree.
struct ArmExpectation {
    bool is_refused = false;
    const Value* resources = nullptr; ///< null: not asked
    const Value* outputs = nullptr;
    const Value* diagnostics = nullptr;
};
[[nodiscard]] std::string difference(const ArmExpectation& expected, const azure::Prediction& found);

/// Where the first difference of two values is, and what it is; empty where they are the same. Numbers differ
/// in kind: 1 is not 1.0.
[[nodiscard]] std::string difference(const Value& expected, const Value& found, const std::string& path);

/// What an answer reads like when it is printed and read again.
[[nodiscard]] Value reread(const Value& value);

/// The cases of a file, one a line.
[[nodiscard]] std::vector<Value> arm_cases(const std::filesystem::path& file);
/// Plain values as a parameter file has them.
[[nodiscard]] Value arm_parameters(const Value* values);
/// The template that a construct case names by its generator; null for one that is not known.
[[nodiscard]] std::string generated_template(const Value& generator);

} // namespace iotsec::test
