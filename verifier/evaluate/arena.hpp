// Values that are computed while one subject is judged. They live until the arena is rolled back.
#pragma once

#include "base/value.hpp"

#include <cstddef>
#include <deque>
#include <utility>

namespace iotsec::verifier {

class Arena {
  public:
    struct Mark {
        std::size_t values = 0, unknowns = 0;
    };

    const Value& keep(Value value) { return values_.emplace_back(std::move(value)); }
    const Unknown& keep(Unknown unknown) { return unknowns_.emplace_back(std::move(unknown)); }

    [[nodiscard]] Mark mark() const { return {values_.size(), unknowns_.size()}; }
    /// Frees everything that was kept since `mark`.
    void roll_back(Mark mark) {
        while (values_.size() > mark.values)
            values_.pop_back();
        while (unknowns_.size() > mark.unknowns)
            unknowns_.pop_back();
    }

  private:
    std::deque<Value> values_;
    std::deque<Unknown> unknowns_;
};

} // namespace iotsec::verifier
