// What a policy definition reads, as far as samples need to know it.
#pragma once

#include "azure/policy/aliases/alias.hpp"
#include "azure/policy/definition.hpp"
#include "compiler/ir/ir.hpp"
#include "verifier/agreement/reads.hpp"

namespace iotsec::verifier::agreement {

/// Adds the places that `definition` reads, with the constants they are held against, and the related type
/// that it looks for beside the subject of `requirement`. Fields without an alias in `aliases` are left out.
void add_reads(Reads& reads, const azure::policy::Definition& definition,
               const azure::policy::AliasIndex& aliases, const ir::Requirement& requirement,
               const ir::Program& program);

} // namespace iotsec::verifier::agreement
