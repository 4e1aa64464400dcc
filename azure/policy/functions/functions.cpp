#include "azure/policy/functions/functions.hpp"

#include "azure/expression/function.hpp"

#include <algorithm>
#include <array>

namespace iotsec::azure::policy {

namespace {

/// Those that Azure forbids in rules, and those that only a deployment in progress can answer; in lower case
/// and in order. Every `list…` besides.
constexpr std::array<std::string_view, 37> forbidden{
    "copyindex",
    "datetimeadd",
    "datetimefromepoch",
    "datetimetoepoch",
    "deployer",
    "deployment",
    "environment",
    "extensionresourceid",
    "externalinput",
    "filter",
    "getsecret",
    "groupby",
    "lambda",
    "lambdavariables",
    "managementgroup",
    "managementgroupresourceid",
    "map",
    "mapvalues",
    "newguid",
    "pickzones",
    "providers",
    "reduce",
    "reference",
    "references",
    "resourceid",
    "resourceinfo",
    "roledefinitions",
    "sort",
    "subscriptionresourceid",
    "tenant",
    "tenantresourceid",
    "tologicalzone",
    "tologicalzones",
    "toobject",
    "tophysicalzone",
    "tophysicalzones",
    "variables",
};

/// Those that templates lack, or that mean something else there.
constexpr std::array<std::string_view, 11> own_to_policies{
    "adddays", "claims",         "current",       "field",        "iprangecontains", "parameters",
    "policy",  "requestcontext", "resourcegroup", "subscription", "utcnow",
};

constexpr std::array<std::string_view, 8> about_the_world{
    "claims", "current", "field", "policy", "requestcontext", "resourcegroup", "subscription", "utcnow",
};

template <std::size_t N>
bool is_among(const std::array<std::string_view, N>& names, std::string_view key) {
    return std::ranges::binary_search(names, key);
}

} // namespace

Allowed allowed(std::string_view key) {
    if (is_among(own_to_policies, key)) return Allowed::Yes;
    if (is_among(forbidden, key) || key.starts_with("list") || key.find('.') != std::string_view::npos)
        return Allowed::Forbidden;
    const bool is_known = find_function(key) != nullptr || find_lazy_function(key) != nullptr;
    return is_known ? Allowed::Yes : Allowed::NoSuchFunction;
}

bool is_pure(std::string_view key) {
    return !is_among(about_the_world, key) && allowed(key) == Allowed::Yes;
}

std::vector<std::string_view> allowed_names() {
    std::vector<std::string_view> names = function_names();
    std::erase_if(names, [](std::string_view name) { return allowed(name) != Allowed::Yes; });
    names.insert(names.end(), own_to_policies.begin(), own_to_policies.end());
    return names;
}

} // namespace iotsec::azure::policy
