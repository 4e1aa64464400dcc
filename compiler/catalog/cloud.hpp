// The clouds of Azure, and what is called otherwise in each.
#pragma once

#include <array>
#include <string>
#include <string_view>

namespace iotsec::catalog {

enum class Cloud { Public, Government, China };

/// The clouds' names, as `az cloud list` has them, in the order of `Cloud`.
inline constexpr std::array<std::string_view, 3> cloud_names{"AzureCloud", "AzureUSGovernment",
                                                             "AzureChinaCloud"};

/// `text` with the host names of the public cloud in it as `cloud` has them (`x.azure-devices.net` is
/// `x.azure-devices.us` for the US government).
[[nodiscard]] std::string in_cloud(std::string text, Cloud cloud);

} // namespace iotsec::catalog
