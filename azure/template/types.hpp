// The types that templates declare, for parameters, outputs and the arguments of functions: what they allow.
#pragma once

#include "base/value.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace iotsec::azure {

/// What is wrong with a value, or with a declaration itself.
struct TypeProblem {
    std::string where; ///< `.name`, `[1]`; empty for the value as a whole
    std::string what;  ///< `is a text, and its type is `int``
};

class Types {
  public:
    /// `root`: the template, whose `definitions` types may name.
    explicit Types(const Value& root) : root_{root} {}

    /// The first problem of a declaration; nothing where it is good.
    [[nodiscard]] std::optional<TypeProblem> check(const Value& declared) const;
    /// The first problem of `value`; nothing where it fits. What is unknown fits.
    [[nodiscard]] std::optional<TypeProblem> misfit(const Value& value, const Value& declared) const;

    [[nodiscard]] bool is_nullable(const Value& declared) const;
    [[nodiscard]] bool is_secure(const Value& declared) const;
    /// `value` with what its type keeps secret replaced by what is left of `expression`.
    [[nodiscard]] Value hidden(Value value, const Value& declared, const std::string& expression) const;

  private:
    [[nodiscard]] const Value* definition(std::string_view reference) const;
    [[nodiscard]] std::optional<TypeProblem> check_reference(const Value& declared) const;
    [[nodiscard]] std::optional<TypeProblem> misfit_at(const Value& value, const Value& declared,
                                                       const std::string& where, int depth) const;
    [[nodiscard]] std::optional<TypeProblem> object_misfit(const Value& value, const Value& declared,
                                                           const std::string& where, int depth) const;
    [[nodiscard]] std::optional<TypeProblem> list_misfit(const Value& value, const Value& declared,
                                                         const std::string& where, int depth) const;
    [[nodiscard]] std::optional<TypeProblem> choice_misfit(const Value& value, const Value& choice,
                                                           const std::string& where, int depth) const;

    const Value& root_;
};

} // namespace iotsec::azure
