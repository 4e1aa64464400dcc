// Related resources among those of an export or a template.
#include "azure/policy/resource.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <array>

namespace iotsec::azure::policy {

namespace {

/// What ids of resources in the same group, or the same subscription, begin with.
std::string scope_prefix(std::string_view id, std::string_view group, bool in_subscription) {
    const auto segments = split(id, '/');
    if (segments.size() < 3 || !equal_ignoring_case(segments[1], "subscriptions")) return {};
    std::string prefix = "/subscriptions/" + std::string{segments[2]} + "/";
    if (in_subscription) return prefix;
    const bool has_group = segments.size() > 4 && equal_ignoring_case(segments[3], "resourceGroups");
    if (group.empty() && !has_group) return prefix;
    return prefix + "resourceGroups/" + std::string{group.empty() ? segments[4] : group} + "/";
}

/// `vm1/ama`, or `ama` alone, or `?` for any last segment.
bool has_name(const Resource& resource, std::string_view wanted) {
    if (wanted.empty()) return true;
    const std::string& full = resource.full_name();
    if (equal_ignoring_case(full, wanted)) return true;
    if (wanted.find('/') == std::string_view::npos)
        return wanted == "?" || equal_ignoring_case(resource.name(), wanted);
    if (!wanted.ends_with("/?")) return false;
    const std::string_view parent = wanted.substr(0, wanted.size() - 1);
    return starts_with_ignoring_case(full, parent) && full.find('/', parent.size()) == std::string::npos;
}

/// `Microsoft.X/a/b` is a child type of `Microsoft.X/a`.
bool is_child_type(std::string_view type, std::string_view of) {
    return type.size() > of.size() && starts_with_ignoring_case(type, of) && type[of.size()] == '/';
}

/// Whether an id names what hangs on a resource of another provider: `…/providers/A/a/x/providers/B/b/y`.
bool is_extension_id(std::string_view id) {
    const std::size_t first = find_ignoring_case(id, "/providers/");
    return first != std::string_view::npos &&
           find_ignoring_case(id, "/providers/", first + 1) != std::string_view::npos;
}

/// What the ids begin with of those resources that a query is about.
struct Prefixes {
    std::string standing, attached;
    bool is_whole_id = false; ///< a resource of its own type is itself alone
};

Prefixes prefixes(const RelatedQuery& query) {
    const std::string own = to_lower(query.resource.id());
    if (equal_ignoring_case(query.type, query.resource.type())) return {own, own, true};
    if (is_child_type(query.type, query.resource.type())) return {own + "/", own + "/", false};
    const std::string scope = to_lower(scope_prefix(own, query.resource_group, query.in_subscription));
    const bool looks_elsewhere = !query.resource_group.empty() || query.in_subscription;
    return {scope, looks_elsewhere ? scope : own + "/providers/", false};
}

} // namespace

std::span<const std::string_view> types_never_listed() {
    static constexpr std::array<std::string_view, 8> types{
        "Microsoft.Security/assessments",
        "Microsoft.Security/complianceResults",
        "Microsoft.Security/pricings",
        "Microsoft.Security/securityContacts",
        "Microsoft.Security/settings",
        "Microsoft.Security/advancedThreatProtectionSettings",
        "Microsoft.GuestConfiguration/guestConfigurationAssignments",
        "Microsoft.Resources/links",
    };
    return types;
}

const Resource& Inventory::add(const Value& body, std::string_view api_version) {
    const Resource& added = resources_.emplace_back(body, api_version);
    OfType& of_type = by_type_[to_lower(added.type())];
    ById& ids = is_extension_id(added.id()) ? of_type.attached : of_type.standing;
    ids.emplace(to_lower(added.id()), &added);
    return added;
}

void Inventory::set_not_listed(std::string_view type) {
    not_listed_.push_back(to_lower(type));
}

RelatedAnswer Inventory::find(const RelatedQuery& query) const {
    RelatedAnswer answer;
    if (query.resource.id().empty()) { // what belongs to it is told by its id
        answer.is_known = false;
        return answer;
    }
    const std::string type = to_lower(query.type);
    const auto found = by_type_.find(type);
    if (found != by_type_.end()) {
        const Prefixes wanted = prefixes(query);
        const auto take = [&](const ById& ids, const std::string& prefix) {
            for (auto at = ids.lower_bound(prefix); at != ids.end() && at->first.starts_with(prefix); ++at) {
                if (wanted.is_whole_id && at->first != prefix) break;
                if (has_name(*at->second, query.name)) answer.resources.push_back(at->second);
            }
        };
        take(found->second.standing, wanted.standing);
        take(found->second.attached, wanted.attached);
    }
    answer.is_known = std::ranges::find(not_listed_, type) == not_listed_.end();
    return answer;
}

} // namespace iotsec::azure::policy
