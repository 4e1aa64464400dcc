// What a run of `iotsec agree` found, for people and for programs.
#pragma once

#include "base/source.hpp"
#include "compiler/ir/ir.hpp"
#include "verifier/agreement/agree.hpp"
#include "verifier/agreement/builtin.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace iotsec::verifier::agreement {

/// All results of a run.
struct Report {
    std::uint64_t seed = 1;
    unsigned least_share = 10;
    std::size_t readings = 1;
    std::vector<Result> results;
    std::vector<LeftOut> left_out;

    /// Whether every requirement that is compared agrees, and its samples show it.
    [[nodiscard]] bool is_clean() const;
};

/// `not applicable`
[[nodiscard]] std::string_view words(Verdict verdict);

[[nodiscard]] std::string text(const Report& report, const ir::Program& program, const Sources& sources);
[[nodiscard]] std::string json(const Report& report, const ir::Program& program, const Sources& sources);

/// How requirements compare with definitions that somebody else wrote.
[[nodiscard]] std::string text(const std::vector<Equivalence>& found, const ir::Program& program);
[[nodiscard]] std::string json(const std::vector<Equivalence>& found, const ir::Program& program);

} // namespace iotsec::verifier::agreement
