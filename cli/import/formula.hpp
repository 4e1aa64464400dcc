// A condition on its way from Azure Policy to the language: what it says, and what its opposite says.
#pragma once

#include <string>
#include <vector>

namespace iotsec::cli::import {

/// Conditions joined by `and` or `or`, or one that is written in a clause of the language. The opposite is
/// kept beside it, as `!=` reads better than `not`.
struct Formula {
    enum class Kind { Atom, And, Or };
    Kind kind = Kind::Atom;
    std::vector<Formula> parts;
    std::string holds, fails; ///< of an atom
};

[[nodiscard]] Formula atom(std::string holds, std::string fails);
[[nodiscard]] Formula all_of(std::vector<Formula> parts);
[[nodiscard]] Formula any_of(std::vector<Formula> parts);
[[nodiscard]] Formula opposite(Formula formula);

/// As the language writes it.
[[nodiscard]] std::string written(const Formula& formula);
/// The same for a place that takes one condition only: in parentheses where it is more.
[[nodiscard]] std::string written_as_one(const Formula& formula);

} // namespace iotsec::cli::import
