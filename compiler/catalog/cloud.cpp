#include "compiler/catalog/cloud.hpp"

namespace iotsec::catalog {

namespace {

/// One domain in every cloud, in the order of `Cloud`. Source: Azure's tables of private link zones, and the
/// endpoint guides of the US government and China clouds.
using Domain = std::array<std::string_view, 3>;
constexpr std::array<Domain, 2> domains{
    Domain{".azure-devices.net", ".azure-devices.us", ".azure-devices.cn"},
    Domain{".azure-devices-provisioning.net", ".azure-devices-provisioning.us",
           ".azure-devices-provisioning.cn"},
};

} // namespace

std::string in_cloud(std::string text, Cloud cloud) {
    if (cloud == Cloud::Public) return text;
    for (const Domain& domain : domains) {
        const std::string_view there = domain.at(static_cast<std::size_t>(cloud));
        for (auto at = text.find(domain[0]); at != std::string::npos; at = text.find(domain[0], at)) {
            text.replace(at, domain[0].size(), there);
            at += there.size();
        }
    }
    return text;
}

} // namespace iotsec::catalog
