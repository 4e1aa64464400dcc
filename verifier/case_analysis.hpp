// Case analysis: where a verdict hangs on parameters that can have a few values only, each of them is tried.
#pragma once

#include "base/value.hpp"
#include "verifier/evaluate/evaluate.hpp"
#include "verifier/evaluate/evidence.hpp"

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace iotsec::verifier {

/// A parameter of a template, and the value that it is taken to have.
struct Choice {
    std::string parameter;
    Value value;
};

/// Values for parameters that nothing else gives one. None: what is known of the template as it is.
using Assignment = std::vector<Choice>;

/// `env is 'dev' and zoned is true`
[[nodiscard]] std::string words(const Assignment& assignment);

/// What there is, and what was found.
struct Judgement {
    Evidence evidence;
    Findings findings;
};

/// A template, as case analysis sees it.
struct OpenTemplate {
    /// Judges it under an assignment; nothing where it cannot be deployed so.
    std::function<std::optional<Judgement>(const Assignment&)> judge;
    /// The values that a parameter can have; an unknown among them stands for all but those that it never
    /// has. Empty if they are not known.
    std::function<std::vector<Value>(const std::string& parameter)> possible_values;
};

/// Findings and the assignment that they hold under.
struct JudgedCase {
    Assignment when;
    Judgement judgement;
};

/// How often a template is judged at most, above the first time.
inline constexpr std::size_t most_cases_judged = 64;

/// Decides what is unknown in `base` for want of a parameter's value. A requirement that a resource keeps in
/// every case is compliant. One that it violates in some is a violation in those, each under an assignment
/// from which no choice can be dropped, or without one where it is violated in all. Everything else stays as
/// it is. The first of the result is `base` with what it still tells.
[[nodiscard]] std::vector<JudgedCase> analyse_cases(Judgement base, const OpenTemplate& open);

} // namespace iotsec::verifier
