// What the evidence looks like once the remedies of a requirement have been carried out.
#pragma once

#include "verifier/evaluate/evaluate.hpp"

#include <cstddef>
#include <cstdint>

namespace iotsec::verifier {

/// `evidence` with every remedy of `requirement` applied to resource `subject`: `set` changes it, `deploy`
/// adds what the body describes (in place of a resource of the same id). A remedy whose presupposition is not
/// known to hold changes nothing.
[[nodiscard]] Evidence remedied(const ir::Program& program, const Evidence& evidence, const Options& options,
                                std::uint32_t requirement, std::size_t subject);

} // namespace iotsec::verifier
