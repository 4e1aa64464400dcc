// Files of policy definitions, as they are published: the definitions by their names.
#pragma once

#include "cli/driver/session.hpp"

#include <map>
#include <string>

namespace iotsec::cli {

/// The definitions of a file by name: one JSON document with one or many, or one document a line. A line may
/// hold its definition in a member `definition`. Mistakes are reported.
[[nodiscard]] std::map<std::string, std::string> read_builtins(const std::string& path, Session& session,
                                                               Host& host);

} // namespace iotsec::cli
