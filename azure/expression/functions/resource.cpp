// Ids of resources, and what only the deployment can tell of them.
#include "azure/expression/function.hpp"
#include "azure/expression/unknown.hpp"
#include "base/text.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace iotsec::azure {

namespace {

Value text(std::string_view known) {
    return Value{std::string{known}};
}

/// Where the type (`Namespace/type`) stands among the arguments, looking at the
/// first `last + 1`; nullopt where no argument is one.
std::optional<std::size_t> type_argument(const Call& call, std::size_t last) {
    for (std::size_t i = 0; i <= last && i < call.size(); ++i) {
        const std::string* argument = call.args[i].as_string();
        if (argument != nullptr && argument->find('/') != std::string::npos) return i;
    }
    return std::nullopt;
}

/// `base` + `/providers/` + type and names, which begin at argument `at`.
Value id_below(const Call& call, const Value& base, std::size_t at) {
    std::string_view type = call.text(at);
    if (type.ends_with('/')) type.remove_suffix(1);
    const auto segments = static_cast<std::size_t>(std::ranges::count(type, '/'));
    const auto names = call.args.subspan(at + 1);
    if (segments == 0) return call.fail("the type is written `Namespace/type`");
    if (names.size() != segments) {
        return call.fail(fmt::format("the type `{}` takes {} names, found {}", type, segments, names.size()));
    }
    const auto has_slash = [](const Value& name) {
        return name.as_string() != nullptr && name.as_string()->find('/') != std::string::npos;
    };
    if (std::ranges::any_of(names, has_slash)) return call.fail("a name has no `/`: each is an argument");
    return resource_id(base, type, names);
}

Value group_id(const Value& subscription, const Value& group) {
    return joined_text(std::vector{text("/subscriptions/"), subscription, text("/resourceGroups/"), group});
}

Value resource_id_(Call& call) {
    const auto at = type_argument(call, 2);
    if (!at) {
        const bool open = std::ranges::any_of(call.args.subspan(0, std::min<std::size_t>(call.size(), 3)),
                                              [](const Value& v) { return v.as_unknown() != nullptr; });
        return open ? follow("resourceid", call) : call.fail("no argument is a type (`Namespace/type`)");
    }
    const Deployment& here = call.evaluator.deployment();
    if (*at == 2) return id_below(call, group_id(call.args[0], call.args[1]), *at);
    if (*at == 0) return id_below(call, scope_id(here), *at);
    if (here.scope == ScopeKind::Subscription) {
        return id_below(call, joined_text(std::vector{text("/subscriptions/"), call.args[0]}), *at);
    }
    if (here.scope != ScopeKind::ResourceGroup) return call.fail("a group is named at no such scope");
    return id_below(call, group_id(here.subscription_id, call.args[0]), *at);
}

Value subscription_resource_id(Call& call) {
    const auto at = type_argument(call, 1);
    if (!at)
        return first_unknown(call.args[0]) ? follow("subscriptionresourceid", call)
                                           : call.fail("no argument is a type (`Namespace/type`)");
    const Value subscription = *at == 1 ? call.args[0] : call.evaluator.deployment().subscription_id;
    const Value base = joined_text(std::vector{text("/subscriptions/"), subscription});
    const bool is_group =
        equal_ignoring_case(call.text(*at), "Microsoft.Resources/resourceGroups") && call.size() == *at + 2;
    if (is_group) return joined_text(std::vector{base, text("/resourceGroups/"), call.args[*at + 1]});
    return id_below(call, base, *at);
}

Value tenant_resource_id(Call& call) {
    if (call.args[0].as_unknown() != nullptr) return follow("tenantresourceid", call);
    return id_below(call, text(""), 0);
}

Value management_group_resource_id(Call& call) {
    const auto at = type_argument(call, 1);
    if (!at) return call.fail("no argument is a type (`Namespace/type`)");
    const Value group = *at == 1 ? call.args[0] : call.evaluator.deployment().management_group;
    return id_below(
        call, joined_text(std::vector{text("/providers/Microsoft.Management/managementGroups/"), group}),
        *at);
}

Value extension_resource_id(Call& call) {
    if (call.args[1].as_unknown() != nullptr) return follow("extensionresourceid", call);
    if (call.text(1).find('/') == std::string::npos) return call.fail("the second argument is a type");
    return id_below(call, call.args[0], 1);
}

/// `reference()`, `list…()`: an answer of the resource's own service.
Value of_service(Call& call) {
    Unknown unknown;
    unknown.cause = Cause::KnownAfterDeployment;
    unknown.reason = fmt::format("`{}()` is known after deployment", call.name);
    Identity identity{"service"};
    identity.add(call.name);
    for (const Value& argument : call.args)
        identity.add(argument);
    unknown.identity = identity.value();
    return make_unknown(std::move(unknown));
}

constexpr auto inside = OnUnknown::LookInside;

constexpr std::array<Function, 10> table{{
    {"extensionresourceid", 3, any_number, "s", extension_resource_id, inside},
    {"getsecret", 1, 2, "s", of_service, inside},
    {"list*", 1, 3, "x", of_service, inside},
    {"managementgroupresourceid", 2, any_number, "s", management_group_resource_id, inside},
    {"reference", 1, 3, "x", of_service, inside},
    {"references", 1, 2, "x", of_service, inside},
    {"resourceid", 2, any_number, "s", resource_id_, inside},
    {"resourceinfo", 1, 1, "s", of_service, inside},
    {"subscriptionresourceid", 2, any_number, "s", subscription_resource_id, inside},
    {"tenantresourceid", 2, any_number, "s", tenant_resource_id, inside},
}};

} // namespace

std::span<const Function> resource_functions() {
    return table;
}

} // namespace iotsec::azure
