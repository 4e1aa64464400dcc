// Mistakes that an emitter could make, put into a definition it wrote.
#pragma once

#include <string>
#include <vector>

namespace iotsec::test {

struct Mutant {
    std::string what; ///< `/allOf/1: notEquals becomes equals`
    std::string json; ///< the `properties` of the definition
};

/// Every definition that `properties` becomes by one mistake: another operator, a condition or a guard that
/// is left out, `allOf` for `anyOf`, a lost `not`, a count without its `where`, `[*]` outside a count. The
/// condition on the type stays.
[[nodiscard]] std::vector<Mutant> mutants(const std::string& properties);

} // namespace iotsec::test
