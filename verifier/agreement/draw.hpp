// Values and bodies at random, out of what a requirement reads.
#pragma once

#include "base/value.hpp"
#include "verifier/agreement/random.hpp"
#include "verifier/agreement/reads.hpp"

#include <string>
#include <vector>

namespace iotsec::verifier::agreement {

/// Draws values for one sample. `ids` are ids of its evidence, that of the subject first.
class Draw {
  public:
    explicit Draw(Random& random) : random_{random} {}

    std::vector<std::string> ids;

    /// What may stand at `shape`: absent half as often as not, null, a value.
    [[nodiscard]] Value any(const Shape& shape);
    /// The same, but there: a scalar, an object, or a list.
    [[nodiscard]] Value present(const Shape& shape);
    /// An item of the list `shape`.
    [[nodiscard]] Value item(const Shape& shape);
    /// An object with the members of `shape`, each drawn.
    [[nodiscard]] Value object(const Shape& shape);
    /// The same value written otherwise: letter case of texts that compare without it.
    [[nodiscard]] Value respelt(Value value, const ir::Property* property);
    /// A value of a type that the catalogue does not state for `shape`.
    [[nodiscard]] Value malformed(const Shape& shape);

  private:
    [[nodiscard]] Value scalar(const Shape& shape);
    [[nodiscard]] Value foreign(const Shape& shape);
    [[nodiscard]] Value id();

    Random& random_;
};

} // namespace iotsec::verifier::agreement
