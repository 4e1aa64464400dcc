// Cases of Azure's own deployment engine: how they are read, and how its
// answers are compared with ours.
#pragma once

#include "azure/expression/deployment.hpp"
#include "base/value.hpp"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace iotsec::test {

/// The cases of a JSON Lines file. One that cannot be read is null.
[[nodiscard]] std::vector<Value> json_lines(const std::filesystem::path& file);

/// The whole of a file.
[[nodiscard]] std::string file_text(const std::filesystem::path& file);

/// A member that is a text; empty where there is none.
[[nodiscard]] std::string text_at(const Value& value, std::string_view name);

/// What a case says of where its template is deployed to.
[[nodiscard]] azure::DeploymentFacts facts_of(const Value& metadata);

/// The template that the engine was given for a case of one expression.
[[nodiscard]] Value expression_template(const Value& one);

/// How our value compares with the engine's. Less: something is unknown that
/// the engine knows. Wrong: both know, and differ.
enum class Match { Same, Less, Wrong };

/// `expected` may hold residual expressions (`[reference(…)]`), which are
/// unknown here.
[[nodiscard]] Match compare(const Value& expected, const Value& found);

[[nodiscard]] Match worse(Match a, Match b);

/// Counts of one file of cases.
struct Tally {
    std::size_t same = 0, less = 0, wrong = 0;
    std::vector<std::string> failures;

    void add(Match match, std::string what);
    [[nodiscard]] std::size_t total() const { return same + less + wrong; }
    [[nodiscard]] std::string summary() const;
};

/// Writes the failures where `$IOTSEC_FAILURES` says, for whoever works on
/// them.
void keep_failures(std::string_view name, const Tally& tally);

} // namespace iotsec::test
