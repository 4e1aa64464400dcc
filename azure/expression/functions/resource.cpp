// Ids of resources, and what only the deployment can tell of them.
#include "azure/expression/function.hpp"
#include "azure/expression/residual.hpp"
#include "azure/expression/unknown.hpp"
#include "base/text.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace iotsec::azure {

namespace {

bool has_slash(const Value& value) {
    return value.as_string() != nullptr && value.as_string()->find('/') != std::string::npos;
}

/// Where the type (`Namespace/type`) stands among the arguments from `first` on; nullopt where none is one.
std::optional<std::size_t> type_argument(const Call& call, std::size_t first, std::size_t last) {
    for (std::size_t i = first; i <= last && i < call.size(); ++i) {
        if (has_slash(call.args[i])) return i;
    }
    return std::nullopt;
}

bool is_open(const Call& call) {
    return std::ranges::any_of(call.args, [](const Value& v) { return open_unknown(v) != nullptr; });
}

/// Why the type and the names from argument `at` on make no id; empty if they do.
std::string problem_of(const Call& call, std::size_t at) {
    std::string_view type = call.text(at);
    if (type.ends_with('/')) type.remove_suffix(1);
    const auto segments = static_cast<std::size_t>(std::ranges::count(type, '/'));
    const auto names = call.args.subspan(at + 1);
    if (segments == 0) return "the type is written `Namespace/type`";
    if (names.size() != segments) {
        return fmt::format("the type `{}` takes {} names, found {}", type, segments, names.size());
    }
    if (std::ranges::any_of(names, has_slash)) return "a name has no `/`: each is an argument";
    return {};
}

/// `base` + `/providers/` + type and names, which begin at argument `at`.
Value id_below(const Call& call, const Value& base, std::size_t at) {
    if (auto problem = problem_of(call, at); !problem.empty()) return call.fail(problem);
    std::string_view type = call.text(at);
    if (type.ends_with('/')) type.remove_suffix(1);
    std::vector<Value> names; // an empty one takes no place, as in the engine
    std::ranges::copy_if(call.args.subspan(at + 1), std::back_inserter(names), [](const Value& name) {
        return name.as_string() == nullptr || !name.as_string()->empty();
    });
    std::size_t end = type.find('/');
    for (std::size_t i = 0; i < names.size(); ++i)
        end = type.find('/', end + 1);
    if (names.empty())
        return joined_text(
            std::vector{base, text_value("/providers/"), text_value(type.substr(0, end)), text_value("/")});
    return resource_id(base, type.substr(0, end), names);
}

Value no_type(const Call& call) {
    return call.fail("exactly one argument is a type (`Namespace/type`)");
}

Value group_id(const Value& subscription, const Value& group) {
    return joined_text(
        std::vector{text_value("/subscriptions/"), subscription, text_value("/resourceGroups/"), group});
}

Value no_guid(const Call& call, const Value& found) {
    return call.fail(fmt::format("`{}` is no id of a subscription", *found.as_string()));
}

/// In a prediction: the call with what the scope adds in front.
Value left_of_id(const Call& call, std::vector<Value> before) {
    before.insert(before.end(), call.args.begin(), call.args.end());
    return make_residual(call_text(call.name, before));
}

/// In a prediction, `resourceId` of an unknown name: with subscription and group filled in.
Value left_of_resource_id(const Call& call, const std::optional<std::size_t>& at) {
    const Deployment& here = call.evaluator.deployment();
    const bool in_group = here.scope == ScopeKind::ResourceGroup;
    if (at == 0U && in_group) return left_of_id(call, {here.subscription_id, here.resource_group});
    if (at == 0U && here.scope == ScopeKind::Subscription) return left_of_id(call, {here.subscription_id});
    if (at == 1U && in_group) return left_of_id(call, {here.subscription_id});
    return left_of_id(call, {});
}

Value resource_id_(Call& call) {
    const auto at = type_argument(call, 0, 2);
    if (call.evaluator.session().is_prediction && is_open(call)) return left_of_resource_id(call, at);
    if (!at) return is_open(call) ? follow("resourceid", call) : no_type(call);
    const Deployment& here = call.evaluator.deployment();
    const bool in_group = here.scope == ScopeKind::ResourceGroup;
    const bool names_subscription = *at == 2 || (*at == 1 && !in_group);
    if (names_subscription && !may_be_guid(call.args[0])) return no_guid(call, call.args[0]);
    if (*at == 2) return id_below(call, group_id(call.args[0], call.args[1]), *at);
    const bool is_group = here.scope == ScopeKind::Subscription && call.size() == *at + 2 &&
                          equal_ignoring_case(call.text(*at), "Microsoft.Resources/resourceGroups");
    if (is_group) {
        const Value subscription = *at == 0 ? here.subscription_id : call.args[0];
        return group_id(subscription, call.args[*at + 1]);
    }
    if (*at == 0) {
        const bool is_high = here.scope == ScopeKind::ManagementGroup || here.scope == ScopeKind::Tenant;
        return id_below(call, is_high ? text_value("") : scope_id(here), *at);
    }
    if (in_group) return id_below(call, group_id(here.subscription_id, call.args[0]), *at);
    return id_below(call, joined_text(std::vector{text_value("/subscriptions/"), call.args[0]}), *at);
}

Value subscription_resource_id(Call& call) {
    const auto at = type_argument(call, 0, 1);
    const Deployment& here = call.evaluator.deployment();
    if (call.evaluator.session().is_prediction && is_open(call)) {
        return at == 0U ? left_of_id(call, {here.subscription_id}) : left_of_id(call, {});
    }
    if (!at) return is_open(call) ? follow("subscriptionresourceid", call) : no_type(call);
    const bool is_high = here.scope == ScopeKind::ManagementGroup || here.scope == ScopeKind::Tenant;
    if (*at == 0 && is_high) return call.fail("no subscription is deployed to, and none is named");
    if (*at == 1 && !may_be_guid(call.args[0])) return no_guid(call, call.args[0]);
    const Value subscription = *at == 1 ? call.args[0] : here.subscription_id;
    const Value base = joined_text(std::vector{text_value("/subscriptions/"), subscription});
    const bool is_group =
        equal_ignoring_case(call.text(*at), "Microsoft.Resources/resourceGroups") && call.size() == *at + 2;
    if (is_group) return joined_text(std::vector{base, text_value("/resourceGroups/"), call.args[*at + 1]});
    return id_below(call, base, *at);
}

Value tenant_resource_id(Call& call) {
    if (call.evaluator.session().is_prediction && is_open(call)) return left_of_id(call, {});
    if (open_unknown(call.args[0]) != nullptr) return follow("tenantresourceid", call);
    return has_slash(call.args[0]) ? id_below(call, text_value(""), 0) : no_type(call);
}

Value management_group_resource_id(Call& call) {
    if (call.evaluator.session().is_prediction && is_open(call)) return left_of_id(call, {});
    if (open_unknown(call.args[1]) != nullptr) return follow("managementgroupresourceid", call);
    const Deployment& here = call.evaluator.deployment();
    if (has_slash(call.args[0]) && here.scope == ScopeKind::ManagementGroup) {
        return id_below(call, scope_id(here), 0);
    }
    if (call.size() < 3) return call.fail("a management group is named, as none is deployed to");
    if (has_slash(call.args[0]) || !has_slash(call.args[1])) return no_type(call);
    return id_below(call, joined_text(std::vector{text_value(management_groups), call.args[0]}), 1);
}

/// Whether a text is the id of something that a resource can be attached to.
bool is_parent_id(const std::string& id) {
    const auto segments = split(id, '/');
    if (segments.size() < 3 || !segments[0].empty()) return false;
    if (segments.back().empty()) return false;
    return equal_ignoring_case(segments[1], "subscriptions") || equal_ignoring_case(segments[1], "providers");
}

/// `Namespace.Of/type/name/…`, as resources write their scopes.
bool is_relative_id(std::string_view id) {
    const auto segments = split(id, '/');
    return segments.size() > 2 && segments.size() % 2 == 1 &&
           segments[0].find('.') != std::string_view::npos &&
           std::ranges::none_of(segments, &std::string_view::empty);
}

Value extension_resource_id(Call& call) {
    if (call.evaluator.session().is_prediction && is_open(call)) return left_of_id(call, {});
    if (open_unknown(call.args[1]) != nullptr) return follow("extensionresourceid", call);
    const bool is_relative = call.args[0].as_string() != nullptr && is_relative_id(call.text(0));
    if (call.args[0].as_string() != nullptr && !is_relative && !is_parent_id(call.text(0))) {
        return call.fail(fmt::format("`{}` is no id of a resource", call.text(0)));
    }
    const Value parent = is_relative ? Value{"/" + std::string{call.text(0)}} : call.args[0];
    return has_slash(call.args[1]) ? id_below(call, parent, 1) : no_type(call);
}

/// `reference()`, `list…()`: an answer of the resource's own service.
Value of_service(Call& call) {
    if (call.evaluator.session().is_prediction) {
        auto told = call.evaluator.names().at_runtime(call);
        return told ? std::move(*told) : make_residual(call_text(call.name, call.args));
    }
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

constexpr std::array<Function, 9> resource_table{{
    {"extensionresourceid", 3, any_number, "s", extension_resource_id, OnUnknown::Never},
    {"list*", 0, any_number, "x", of_service, OnUnknown::Never},
    {"managementgroupresourceid", 2, any_number, "s", management_group_resource_id, OnUnknown::Never},
    {"reference", 1, 3, "s", of_service, OnUnknown::Never},
    {"references", 1, 2, "s", of_service, OnUnknown::Never},
    {"resourceid", 2, any_number, "s", resource_id_, OnUnknown::Never},
    {"resourceinfo", 1, 1, "s", of_service, OnUnknown::Never},
    {"subscriptionresourceid", 2, any_number, "s", subscription_resource_id, OnUnknown::Never},
    {"tenantresourceid", 2, any_number, "s", tenant_resource_id, OnUnknown::Never},
}};

} // namespace

bool is_guid(std::string_view text) {
    std::string_view digits = text;
    const bool is_wrapped = (digits.starts_with('{') && digits.ends_with('}')) ||
                            (digits.starts_with('(') && digits.ends_with(')'));
    if (is_wrapped) digits = digits.substr(1, digits.size() - 2);
    std::string bare;
    for (std::size_t i = 0; i < digits.size(); ++i) {
        const bool is_hyphen = digits[i] == '-' && (i == 8 || i == 13 || i == 18 || i == 23);
        if (!is_hyphen) bare += digits[i];
    }
    constexpr std::size_t count = 32;
    return bare.size() == count && (digits.size() == count || digits.size() == count + 4) &&
           bare.find_first_not_of("0123456789abcdefABCDEF") == std::string::npos;
}

bool may_be_guid(const Value& value) {
    return value.as_string() == nullptr || is_guid(*value.as_string());
}

std::span<const Function> resource_functions() {
    return resource_table;
}

} // namespace iotsec::azure
