// A value, or the diagnostic that says why there is none: for failures of the outside world.
#pragma once

#include "base/diagnostic.hpp"

#include <utility>
#include <variant>

namespace iotsec {

template <typename T>
class [[nodiscard]] Result {
  public:
    Result(T value) : state_{std::in_place_index<0>, std::move(value)} {}          // NOLINT(*-explicit-*)
    Result(Diagnostic error) : state_{std::in_place_index<1>, std::move(error)} {} // NOLINT(*-explicit-*)

    [[nodiscard]] bool ok() const { return state_.index() == 0; }
    explicit operator bool() const { return ok(); }

    [[nodiscard]] const T& value() const& { return std::get<0>(state_); }
    [[nodiscard]] T& value() & { return std::get<0>(state_); }
    [[nodiscard]] T&& value() && { return std::get<0>(std::move(state_)); }
    [[nodiscard]] const Diagnostic& error() const { return std::get<1>(state_); }

  private:
    std::variant<T, Diagnostic> state_;
};

} // namespace iotsec
