// Random evidence for the programs of random_program.hpp: whole, and the same with parts of it masked by
// unknowns that what was there is one of the possible values of.
#pragma once

#include "verifier/evaluate/evaluate.hpp"

#include <rapidcheck.h>

namespace iotsec::test {

struct MaskedEvidence {
    verifier::Evidence whole, masked;
    verifier::Options whole_options, masked_options;
};

/// Well-typed evidence for the made-up catalogue. Hubs come first and are in both; other resources may be
/// left out of the masked one, which is incomplete there.
[[nodiscard]] rc::Gen<MaskedEvidence> random_evidence();

/// The same evidence as another view writes it: members that are null or absent, and lists that are empty or
/// absent, each the other way at random; `access`, whose default is `Enabled`, is stated or left out.
[[nodiscard]] verifier::Evidence rewritten(const verifier::Evidence& evidence);

} // namespace iotsec::test
