// The programs that agreement is shown on.
#pragma once

#include "azure/policy/aliases/alias.hpp"
#include "compiler/ir/ir.hpp"

#include <map>
#include <string>

namespace iotsec::test {

/// The whole library.
[[nodiscard]] const ir::Program& library();
/// One requirement for each form that a condition has in Azure Policy (rows.iotsec).
[[nodiscard]] const ir::Program& rows();

/// The lines `name | text` of a file of the project, without comments (`#`); the text may be empty.
[[nodiscard]] std::map<std::string, std::string> read_table(const std::string& path);

/// The aliases of the catalogue.
[[nodiscard]] const azure::policy::AliasIndex& aliases();

} // namespace iotsec::test
