#include "emitters/hardened/hardened.hpp"

#include "base/text.hpp"
#include "emitters/arm/print.hpp"
#include "emitters/bicep/print.hpp"
#include "emitters/hardened/solver.hpp"
#include "emitters/hardened/versions.hpp"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <set>
#include <utility>

namespace iotsec::emitters::hardened {

using namespace deployment;

namespace {

constexpr std::string_view target = "hardened";
// A snippet that needs more resources than this is no snippet.
constexpr std::size_t most_resources = 32;

/// `IotHubs` gives `iot-hubs`.
std::string kebab(std::string_view name) {
    std::string result;
    for (const char c : name) {
        const bool is_upper = c >= 'A' && c <= 'Z';
        if (is_upper && !result.empty()) result += '-';
        result += is_upper ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return result;
}

/// `iot-hubs-certificates` for `Microsoft.Devices/IotHubs/certificates`: children of different types may
/// share their last name.
std::string file_stem(std::string_view type) {
    std::string stem;
    std::size_t at = type.find('/');
    while (at != std::string_view::npos) {
        const std::size_t next = type.find('/', at + 1);
        stem += (stem.empty() ? "" : "-") + kebab(type.substr(at + 1, next - at - 1));
        at = next;
    }
    return stem;
}

std::string last_part(std::string_view type) {
    return std::string{last_segment(type)};
}

class SnippetBuilder {
  public:
    SnippetBuilder(const ir::Program& program, const ir::Baseline& baseline, const catalog::Catalog& catalog)
        : program_{program}, baseline_{baseline}, catalog_{catalog}, solver_{program, baseline, catalog} {}

    /// The snippet of `type`, or none where no request creates such a resource.
    Snippet build(const catalog::ResourceType& type) {
        Snippet result{.type = type.name, .file_stem = file_stem(type.name)};
        draft_ = {};
        add_subject(type);
        for (std::size_t i = 0; i < draft_.content.resources.size() && i < most_resources; ++i)
            solve(i);
        for (std::size_t i = 0; i < draft_.content.resources.size(); ++i)
            solver_.complete(draft_, i);
        choose_versions();
        result.coverage = coverage(type);
        result.content = std::move(draft_.content);
        return result;
    }

  private:
    using Requirements = std::vector<const ir::Requirement*>;

    /// The requirements of the baseline for `type`: those without `when` first, since they decide whether
    /// others apply.
    [[nodiscard]] Requirements requirements(std::string_view type) const {
        Requirements result;
        for (const ir::BaselineEntry& entry : baseline_.entries) {
            const ir::Requirement& requirement = program_.requirements[entry.requirement];
            if (equal_ignoring_case(requirement.type, type) && !requirement.all)
                result.push_back(&requirement);
        }
        std::ranges::stable_partition(result, [](const auto* r) { return !r->when; });
        return result;
    }

    void add_subject(const catalog::ResourceType& type) {
        const std::string symbol = requirements(type.name).front()->binder;
        if (type.type_class == catalog::TypeClass::Child) add_parent(type);
        const std::size_t subject = solver_.add_resource(draft_, type.name, symbol);
        if (type.type_class == catalog::TypeClass::Child) {
            draft_.content.resources[subject].parent = draft_.content.resources[subject - 1].symbol;
        }
    }

    void add_parent(const catalog::ResourceType& type) {
        const catalog::ResourceType* parent = catalog_.type(type.parent);
        if (parent == nullptr) return;
        if (parent->type_class == catalog::TypeClass::Child) add_parent(*parent);
        Resource existing;
        existing.symbol = new_symbol(draft_, "parent");
        existing.type = parent->name;
        existing.api_version = parent->newest_api_version();
        existing.existing = true;
        existing.name = {ParamRef{
            parameter(draft_, {.name = existing.symbol + "Name",
                               .description = "Name of the " + parent->name + " that it belongs to."})}};
        draft_.content.resources.push_back(std::move(existing));
        draft_.may_grow.push_back(false);
    }

    void solve(std::size_t resource) {
        if (!draft_.may_grow[resource]) return;
        for (const ir::Requirement* requirement : requirements(draft_.content.resources[resource].type)) {
            const Bindings bindings{{requirement->binder, Cursor{.resource = resource}}};
            if (requirement->when && solver_.holds(*requirement->when, draft_, bindings) == Truth::No)
                continue;
            for (const ir::Check& check : requirement->checks) {
                solver_.satisfy(check.condition, true, draft_, bindings, *requirement);
            }
        }
    }

    [[nodiscard]] Truth satisfied(const ir::Requirement& requirement, std::size_t resource) const {
        const Bindings bindings{{requirement.binder, Cursor{.resource = resource}}};
        Truth result = Truth::Yes;
        for (const ir::Check& check : requirement.checks) {
            result = std::min(result, solver_.holds(check.condition, draft_, bindings));
        }
        const Truth applies =
            requirement.when ? solver_.holds(*requirement.when, draft_, bindings) : Truth::Yes;
        return std::max(result, negation(applies));
    }

    [[nodiscard]] std::vector<Coverage> coverage(const catalog::ResourceType& type) const {
        const auto& resources = draft_.content.resources;
        const auto subject = std::ranges::find(resources, type.name, &Resource::type) - resources.begin();
        std::vector<Coverage> result;
        for (const ir::Requirement* requirement : requirements(type.name)) {
            Coverage entry{.requirement = requirement->meta.id, .target = std::string{target}};
            const Truth truth = requirement->attest
                                    ? Truth::Maybe
                                    : satisfied(*requirement, static_cast<std::size_t>(subject));
            entry.carriage = truth == Truth::Yes ? Carriage::Carried : Carriage::No;
            if (requirement->attest) {
                entry.reasons.push_back({requirement->span, "attested: no property of a resource shows it"});
            } else if (truth != Truth::Yes) {
                entry.reasons.push_back(
                    {requirement->span, "no value that a request can carry satisfies it"});
            }
            result.push_back(std::move(entry));
        }
        std::ranges::sort(result, {}, &Coverage::requirement);
        return result;
    }

    void choose_versions() {
        for (Resource& resource : draft_.content.resources) {
            const catalog::ResourceType* type = catalog_.type(resource.type);
            if (type != nullptr && resource.api_version.empty())
                resource.api_version = version_for(*type, resource.body);
        }
    }

    const ir::Program& program_;
    const ir::Baseline& baseline_;
    const catalog::Catalog& catalog_;
    Solver solver_;
    Draft draft_;
};

void describe(Snippet& snippet, const ir::Baseline& baseline, const Options& options) {
    Template& content = snippet.content;
    const std::string of_project = options.project.empty() ? std::string{} : " for " + options.project;
    content.header = {
        "Built by iotsec" + of_project + ". Do not edit: change the requirements and build again.",
        "For new resources only: deployed over an existing one it replaces all of its properties."};
    content.name = "Hardened " + last_part(snippet.type);
    content.description =
        "A new " + snippet.type + " that satisfies " + baseline.name + " " + baseline.version + ".";
}

bool can_be_created(const catalog::ResourceType* type) {
    return type != nullptr && (type->type_class == catalog::TypeClass::Resource ||
                               type->type_class == catalog::TypeClass::Child);
}

} // namespace

std::vector<Snippet> snippets(const ir::Program& program, const ir::Baseline& baseline,
                              const catalog::Catalog& catalog, const Options& options) {
    std::set<std::string> types;
    for (const ir::BaselineEntry& entry : baseline.entries) {
        const ir::Requirement& requirement = program.requirements[entry.requirement];
        const catalog::ResourceType* type = catalog.type(requirement.type);
        if (can_be_created(type) && !requirement.all) types.insert(type->name);
    }
    std::vector<Snippet> result;
    SnippetBuilder builder{program, baseline, catalog};
    for (const std::string& type : types) {
        result.push_back(builder.build(*catalog.type(type)));
        describe(result.back(), baseline, options);
    }
    return result;
}

namespace {

/// Why no snippet is about `requirement`.
std::string why_no_snippet(const ir::Requirement& requirement) {
    if (requirement.all) return "it is about all resources of its type together, and a snippet creates one";
    return "no request creates a resource of type " + requirement.type;
}

/// The requirements of `baseline` that no snippet is about.
std::vector<Coverage> without_snippet(const ir::Program& program, const ir::Baseline& baseline,
                                      const catalog::Catalog& catalog) {
    std::vector<Coverage> result;
    for (const ir::BaselineEntry& entry : baseline.entries) {
        const ir::Requirement& requirement = program.requirements[entry.requirement];
        if (can_be_created(catalog.type(requirement.type)) && !requirement.all) continue;
        Coverage coverage{.requirement = requirement.meta.id, .target = std::string{target}};
        coverage.reasons.push_back({requirement.span, why_no_snippet(requirement)});
        result.push_back(std::move(coverage));
    }
    return result;
}

/// The requirements that no baseline has.
std::vector<Coverage> without_baseline(const ir::Program& program) {
    std::set<std::uint32_t> used;
    for (const ir::Baseline& baseline : program.baselines) {
        for (const ir::BaselineEntry& entry : baseline.entries)
            used.insert(entry.requirement);
    }
    std::vector<Coverage> result;
    for (std::uint32_t i = 0; i < program.requirements.size(); ++i) {
        if (used.contains(i)) continue;
        const ir::Requirement& requirement = program.requirements[i];
        Coverage coverage{.requirement = requirement.meta.id, .target = std::string{target}};
        coverage.reasons.push_back(
            {requirement.span, "no baseline has it, and a snippet satisfies a baseline"});
        result.push_back(std::move(coverage));
    }
    return result;
}

} // namespace

Emitted emit(const ir::Program& program, const catalog::Catalog& catalog, const Options& options) {
    Emitted result;
    result.coverage = without_baseline(program);
    for (const ir::Baseline& baseline : program.baselines) {
        std::ranges::move(without_snippet(program, baseline, catalog), std::back_inserter(result.coverage));
        const std::string folder = program.baselines.size() > 1 ? baseline.name + "/" : std::string{};
        for (const Snippet& snippet : snippets(program, baseline, catalog, options)) {
            const std::string stem = folder + snippet.file_stem;
            const std::string bicep_file = snippet.file_stem + ".bicep";
            result.files.push_back({stem + ".bicep", bicep::print(snippet.content)});
            if (options.environments.empty())
                result.files.push_back(
                    {stem + ".bicepparam", bicep::print_params(snippet.content, bicep_file)});
            for (const Environment& environment : options.environments)
                result.files.push_back(
                    {stem + "." + environment.name + ".bicepparam",
                     bicep::print_params(snippet.content, bicep_file, environment.values)});
            result.files.push_back({stem + ".json", arm::print(snippet.content)});
            result.coverage.insert(result.coverage.end(), snippet.coverage.begin(), snippet.coverage.end());
        }
    }
    return result;
}

} // namespace iotsec::emitters::hardened
