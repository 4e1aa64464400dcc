#include "verifier/evaluate/plan.hpp"

#include "base/overloaded.hpp"
#include "base/text.hpp"

#include <array>
#include <utility>

namespace iotsec::verifier {

namespace {

constexpr std::array<std::pair<std::string_view, ResourceMember>, 8> resource_members{{
    {"id", ResourceMember::Id},
    {"name", ResourceMember::Name},
    {"fullName", ResourceMember::FullName},
    {"type", ResourceMember::Type},
    {"resourceGroup", ResourceMember::ResourceGroup},
    {"subscriptionId", ResourceMember::SubscriptionId},
    {"apiVersion", ResourceMember::ApiVersion},
    {"target", ResourceMember::Target},
}};

/// Data-plane entities are only their body; resources have members that the body need not show.
ResourceMember resource_member(const ir::Program& program, const ir::Property& property) {
    const ir::TypeFacts* facts = program.type(property.type);
    if (facts != nullptr && facts->type_class == catalog::TypeClass::DataPlane) return ResourceMember::None;
    const bool is_extension = facts != nullptr && facts->type_class == catalog::TypeClass::Extension;
    for (const auto& [name, member] : resource_members) {
        if (property.path == name)
            return member == ResourceMember::Target && !is_extension ? ResourceMember::None : member;
    }
    return ResourceMember::None;
}

/// What stands behind the last `[*].` of a path.
std::string_view below_last_list(std::string_view path) {
    constexpr std::string_view mark = "[*].";
    const auto at = path.rfind(mark);
    return at == std::string_view::npos ? path : path.substr(at + mark.size());
}

} // namespace

std::vector<std::string> segments(std::string_view path) {
    std::vector<std::string> result;
    for (const std::string_view part : split(path, '.')) {
        const bool continues = !result.empty() && (result.back() == "odata" || result.back() == "@odata");
        if (continues)
            result.back().append(".").append(part);
        else
            result.emplace_back(part);
    }
    return result;
}

std::vector<PathPlan::Step> steps(const ir::Property& property) {
    const auto names = segments(below_last_list(property.path));
    std::vector<PathPlan::Step> result;
    std::size_t next = 0; // of `names`
    for (std::string& segment : segments(below_last_list(property.json))) {
        const bool is_inner = next >= names.size() || !equal_ignoring_case(segment, names[next]);
        result.push_back({std::move(segment), is_inner});
        if (!is_inner) ++next;
    }
    if (!result.empty()) result.back().is_inner = false;
    return result;
}

Plan::Plan(const ir::Program& program)
    : program_{program}, numbers_(program.exprs.size()), roots_(program.exprs.size()) {
    for (std::size_t i = 0; i < program.exprs.size(); ++i) {
        if (const auto* path = std::get_if<ir::Path>(&program.exprs[i])) plan_path(i, *path);
        if (const auto* count = std::get_if<ir::Count>(&program.exprs[i])) {
            plan_quantifier(i, count->binder, count->over);
        }
        if (const auto* share = std::get_if<ir::Share>(&program.exprs[i])) {
            plan_quantifier(i, share->binder, share->over);
        }
        if (const auto* distinct = std::get_if<ir::Distinct>(&program.exprs[i])) {
            plan_quantifier(i, distinct->binder, distinct->over);
        }
    }
    for (const ir::Requirement& requirement : program.requirements)
        number(requirement.binder);
}

std::uint32_t Plan::binder(std::string_view name) const {
    const auto found = binders_.find(name);
    return found == binders_.end() ? 0 : found->second;
}

std::uint32_t Plan::number(const std::string& binder) {
    return binders_.try_emplace(binder, static_cast<std::uint32_t>(binders_.size())).first->second;
}

void Plan::plan_path(std::size_t index, const ir::Path& path) {
    PathPlan plan{.binder = number(path.root), .steps = {}};
    if (path.property) {
        const ir::Property& property = program_.properties[path.property->index];
        plan.property = &property;
        plan.member = resource_member(program_, property);
        if (plan.member == ResourceMember::None) plan.steps = steps(property);
    }
    // The key of a map with a known shape takes the place of its `*`; other keys read on below.
    std::size_t next = 0;
    for (PathPlan::Step& step : plan.steps) {
        if (step.name == "*" && next < path.keys.size()) step.name = path.keys[next++];
    }
    plan.is_free = next < path.keys.size() || !path.fields.empty();
    for (; next < path.keys.size(); ++next)
        plan.steps.push_back({path.keys[next]});
    for (const std::string& field : path.fields)
        plan.steps.push_back({field});
    numbers_[index] = static_cast<std::uint32_t>(paths_.size());
    paths_.push_back(std::move(plan));
}

void Plan::plan_quantifier(std::size_t index, const std::string& binder, const ir::Over& over) {
    numbers_[index] = number(binder);
    roots_[index] = std::visit(overloaded{
                                   [](const ir::Items&) { return std::uint32_t{0}; },
                                   [](const ir::Values&) { return std::uint32_t{0}; },
                                   [&](const ir::Related& related) {
                                       asks_for_hanging_ |= related.relation == ir::RelatedBy::Of;
                                       return number(related.root);
                                   },
                                   [&](const ir::Fleet& fleet) { return number(fleet.root); },
                               },
                               over);
}

} // namespace iotsec::verifier
