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

/// The segment behind `/<name>/`, letter case ignored.
std::string_view segment_behind(std::string_view id, std::string_view name) {
    const auto at = find_ignoring_case(id, name);
    if (at == std::string_view::npos) return {};
    const auto rest = id.substr(at + name.size());
    return rest.substr(0, rest.find('/'));
}

RelationKind relation_kind(ir::RelatedBy relation) {
    switch (relation) {
    case ir::RelatedBy::Of:
        return RelationKind::Of;
    case ir::RelatedBy::ResourceGroup:
        return RelationKind::ResourceGroup;
    case ir::RelatedBy::Subscription:
        return RelationKind::Subscription;
    case ir::RelatedBy::Evidence:
        return RelationKind::Evidence;
    }
    std::abort();
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
    if (result.subscription.empty()) result.subscription = segment_behind(*id, "/subscriptions/");
    if (result.resource_group.empty()) result.resource_group = segment_behind(*id, "/resourceGroups/");
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

Population::Population(const Evidence& evidence, const ir::Program& program)
    : evidence_{evidence}, program_{program} {
    for (std::size_t i = 0; i < evidence.resources.size(); ++i) {
        const Resource& resource = evidence.resources[i];
        if (is_deployed(resource) != Truth::False) by_type_[to_lower(resource.type)].push_back(i);
    }
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

std::vector<std::size_t> Population::candidates(std::string_view type, ir::RelatedBy, std::size_t) const {
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
        const ir::TypeFacts* facts = program_.type(type);
        const bool is_extension = facts != nullptr && facts->type_class == catalog::TypeClass::Extension;
        return is_extension ? is_attached(resource, root) : is_below(resource, root);
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

bool Population::is_complete(std::string_view type, ir::RelatedBy relation, const Resource* root) const {
    static const Resource none{};
    return verifier::is_complete(evidence_, type, relation_kind(relation), root == nullptr ? none : *root);
}

bool Population::is_fleet_complete(std::string_view type) const {
    return std::ranges::none_of(evidence_.incomplete_types, [&](const std::string& incomplete) {
        return equal_ignoring_case(incomplete, type);
    });
}

bool Population::is_declared_complete(std::string_view type) const {
    return is_complete(type, ir::RelatedBy::Evidence, nullptr);
}

} // namespace iotsec::verifier
