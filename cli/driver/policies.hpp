// Policy documents from files and folders.
#pragma once

#include "azure/policy/definition.hpp"
#include "cli/driver/host.hpp"
#include "cli/driver/session.hpp"

#include <string>
#include <vector>

namespace iotsec::cli {

/// The policy documents of `operands`. Folders are searched for `*.json`, and files there that are something
/// else are left out; a file that is named and is no policy document is reported.
[[nodiscard]] azure::policy::Documents read_policies(Session& session, Host& host,
                                                     const std::vector<std::string>& operands);

/// How a definition is called in messages: its name, else its display name, else where it stands.
[[nodiscard]] std::string shown_name(const azure::policy::Definition& definition, const Sources& sources);

} // namespace iotsec::cli
