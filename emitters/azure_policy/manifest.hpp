// The manifest: what is deployed in which order, and which roles at which scopes that needs.
#pragma once

#include "emitters/azure_policy/azure_policy.hpp"
#include "emitters/azure_policy/condition.hpp"

#include <string>
#include <string_view>

namespace iotsec::emitters::azure_policy {

[[nodiscard]] Json manifest(const Model& model, const Options& options);

/// JSON as it is written: two spaces, `\n`, one at the end.
[[nodiscard]] std::string written(const Json& json);
/// A name as the stem of a file: nothing in it leads to another folder.
[[nodiscard]] std::string file_stem(std::string_view name);

} // namespace iotsec::emitters::azure_policy
