// A table of aliases: resource type, alias and default path, one a line, parted by tabs.
#pragma once

#include "azure/policy/aliases/alias_list.hpp"

namespace iotsec::azure::policy {

/// The aliases of the table in the order of the file; a heading is skipped. Rows of another form are reported
/// and left out.
[[nodiscard]] AliasList read_rows(const SourceFile& file, DiagnosticSink& sink);

} // namespace iotsec::azure::policy
