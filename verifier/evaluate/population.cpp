#include "verifier/evaluate/population.hpp"

#include "base/text.hpp"
#include "verifier/evaluate/text_pieces.hpp"

#include <algorithm>
#include <cstdlib>
#include <optional>

namespace iotsec::verifier {

namespace {

/// What is known of an id; none where it is no text at all.
std::optional<PartialText> partial_id(const Value& id) {
    if (const std::string* text = id.as_string()) return PartialText{*text}.folded(Casing::Ignore);
    const Unknown* unknown = id.as_unknown();
    if (unknown == nullptr) return std::nullopt;
    return PartialText{unknown->pieces}.folded(Casing::Ignore);
}

bool is_same_unknown(const Value& a, const Value& b) {
    const Unknown* x = a.as_unknown();
    const Unknown* y = b.as_unknown();
    return x != nullptr && y != nullptr && x->identity != 0 && x->identity == y->identity;
}

Truth same_id(const Value& a, const Value& b) {
    if (is_same_unknown(a, b)) return Truth::True;
    const auto x = partial_id(a);
    const auto y = partial_id(b);
    return x && y ? equal(*x, *y) : Truth::Unknown;
}

/// Whether `id` lies below `root`, at any depth.
Truth is_id_below(const Value& id, const Value& root) {
    auto below = partial_id(id);
    auto above = partial_id(root);
    if (!below || !above) return Truth::Unknown;
    above->append(PartialText{"/"});
    if (above->is_known()) return starts_with(*below, above->head());
    const Truth possible = starts_with(*below, above->head());
    return possible == Truth::False ? Truth::False : Truth::Unknown;
}

/// The text that says what a resource hangs on: the scope of an extension, else its own id.
const Value& stated_place(const Resource& resource, bool is_extension) {
    return is_extension && resource.scope ? *resource.scope : resource.id;
}

/// Where neither is known, both are where the deployment goes; where one is, nobody can say.
Truth same_place(std::string_view a, std::string_view b) {
    if (a.empty() != b.empty()) return Truth::Unknown;
    return truth_of(equal_ignoring_case(a, b));
}

} // namespace

Scope scope(const Resource& resource) {
    Scope result{resource.subscription, resource.resource_group};
    const std::string* id = resource.id.as_string();
    if (id == nullptr) return result;
    if (result.subscription.empty()) result.subscription = segment_behind(*id, "subscriptions");
    if (result.resource_group.empty()) result.resource_group = segment_behind(*id, "resourceGroups");
    return result;
}

Truth is_deployed(const Resource& resource) {
    if (const bool* known = resource.condition.as_bool()) return truth_of(*known);
    return resource.condition.as_unknown() == nullptr ? Truth::True : Truth::Unknown;
}

std::string_view api_version(const ir::Program& program, const Resource& resource) {
    if (!resource.api_version.empty()) return resource.api_version;
    const ir::TypeFacts* facts = program.type(resource.type);
    if (facts == nullptr || facts->api_versions.empty()) return {};
    const auto stable =
        std::find_if(facts->api_versions.rbegin(), facts->api_versions.rend(),
                     [](const std::string& version) { return !version.ends_with("-preview"); });
    return stable == facts->api_versions.rend() ? facts->api_versions.back() : *stable;
}

std::string_view target_of(std::string_view id) {
    constexpr std::string_view providers = "/providers/";
    std::size_t last = std::string_view::npos;
    for (auto at = find_ignoring_case(id, providers); at != std::string_view::npos;
         at = find_ignoring_case(id, providers, at + 1)) {
        last = at;
    }
    return last == std::string_view::npos ? std::string_view{} : id.substr(0, last);
}

Population::Population(const Evidence& evidence, const Plan& plan)
    : evidence_{evidence}, program_{plan.program()} {
    for (std::size_t i = 0; i < evidence.resources.size(); ++i) {
        const Resource& resource = evidence.resources[i];
        if (is_deployed(resource) != Truth::False) by_type_[to_lower(resource.type)].push_back(i);
    }
    if (plan.asks_for_hanging()) index_owners();
}

/// Who hangs on whom, so that the children of one resource are found without looking at all.
void Population::index_owners() {
    hanging_.resize(evidence_.resources.size());
    for (std::size_t i = 0; i < evidence_.resources.size(); ++i) {
        const std::string* id = evidence_.resources[i].id.as_string();
        if (id != nullptr) by_id_[to_lower(*id)].push_back(i);
    }
    for (std::size_t i = 0; i < evidence_.resources.size(); ++i) {
        const Resource& resource = evidence_.resources[i];
        for (const std::size_t owner : owners(resource)) {
            if (owner < hanging_.size() && owner != i) hanging_[owner].push_back(i);
        }
        const Value& stated = stated_place(resource, is_extension(resource.type));
        if (!resource.parent && stated.as_string() == nullptr) loose_[to_lower(resource.type)].push_back(i);
    }
}

/// What `resource` hangs on directly: its parent, or what has the longest id that its own (or its scope)
/// begins with. Several where the evidence holds one resource more than once.
std::vector<std::size_t> Population::owners(const Resource& resource) const {
    if (resource.parent) return {*resource.parent};
    const Value& stated = stated_place(resource, is_extension(resource.type));
    const std::string* id = stated.as_string();
    if (id == nullptr) return {};
    std::string rest = to_lower(*id);
    if (&stated == &resource.id) rest.erase(std::min(rest.rfind('/'), rest.size()));
    while (!rest.empty()) {
        const auto found = by_id_.find(rest);
        if (found != by_id_.end()) return found->second;
        const auto slash = rest.rfind('/');
        rest.erase(slash == std::string::npos ? 0 : slash);
    }
    return {};
}

bool Population::is_extension(std::string_view type) const {
    const ir::TypeFacts* facts = program_.type(type);
    return facts != nullptr && facts->type_class == catalog::TypeClass::Extension;
}

/// What hangs on `root`, at any depth, of `type`; and what may.
std::vector<std::size_t> Population::hanging_on(std::string_view type, std::size_t root) const {
    std::vector<std::size_t> result;
    std::vector<std::size_t> to_see = hanging_[root];
    std::size_t seen = 0; // bounds a chain that loops
    while (!to_see.empty() && seen++ <= hanging_.size()) {
        const std::size_t next = to_see.back();
        to_see.pop_back();
        if (equal_ignoring_case(evidence_.resources[next].type, type)) result.push_back(next);
        to_see.insert(to_see.end(), hanging_[next].begin(), hanging_[next].end());
    }
    if (const auto loose = loose_.find(to_lower(type)); loose != loose_.end()) {
        result.insert(result.end(), loose->second.begin(), loose->second.end());
    }
    std::ranges::sort(result);
    result.erase(std::unique(result.begin(), result.end()), result.end());
    return result;
}

std::span<const std::size_t> Population::of_type(std::string_view type) const {
    const auto found = by_type_.find(to_lower(type));
    if (found == by_type_.end()) return {};
    return found->second;
}

Truth Population::is_below(const Resource& candidate, std::size_t root) const {
    constexpr int deepest = 32; // resource types nest far less; bounds a chain that loops
    std::optional<std::size_t> parent = candidate.parent;
    if (!parent) return is_id_below(candidate.id, evidence_.resources[root].id);
    for (int depth = 0; parent && depth < deepest; ++depth) {
        if (*parent == root) return Truth::True;
        if (*parent >= evidence_.resources.size()) break;
        const Resource& next = evidence_.resources[*parent];
        if (!next.parent) return is_id_below(next.id, evidence_.resources[root].id);
        parent = next.parent;
    }
    return Truth::False;
}

Truth Population::is_attached(const Resource& candidate, std::size_t root) const {
    if (candidate.parent) return truth_of(*candidate.parent == root);
    const Value& id = evidence_.resources[root].id;
    if (candidate.scope) return same_id(*candidate.scope, id);
    const std::string* own = candidate.id.as_string();
    if (own == nullptr) return Truth::Unknown;
    return same_id(Value{std::string{target_of(*own)}}, id);
}

std::vector<std::size_t> Population::candidates(std::string_view type, ir::RelatedBy relation,
                                                std::size_t root) const {
    const bool is_placed =
        relation == ir::RelatedBy::Of && evidence_.resources[root].id.as_string() != nullptr;
    if (is_placed && !hanging_.empty()) return hanging_on(type, root);
    const auto all = of_type(type);
    return {all.begin(), all.end()};
}

Truth Population::is_related(std::size_t candidate, std::string_view type, ir::RelatedBy relation,
                             std::size_t root) const {
    const Resource& resource = evidence_.resources[candidate];
    const Scope here = scope(evidence_.resources[root]);
    const Scope there = scope(resource);
    switch (relation) {
    case ir::RelatedBy::Of: {
        return is_extension(type) ? is_attached(resource, root) : is_below(resource, root);
    }
    case ir::RelatedBy::ResourceGroup:
        return std::min(same_place(here.subscription, there.subscription),
                        same_place(here.resource_group, there.resource_group));
    case ir::RelatedBy::Subscription:
        return same_place(here.subscription, there.subscription);
    case ir::RelatedBy::Evidence:
        return Truth::True;
    }
    std::abort();
}

bool Population::is_complete(std::string_view type) const {
    return verifier::is_complete(evidence_, type);
}

bool Population::is_fleet_complete(std::string_view type) const {
    return evidence_.is_whole &&
           std::ranges::none_of(evidence_.incomplete_types, [&](const std::string& incomplete) {
               return equal_ignoring_case(incomplete, type);
           });
}

} // namespace iotsec::verifier
