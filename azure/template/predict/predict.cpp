#include "azure/expression/function.hpp"
#include "azure/expression/residual.hpp"
#include "azure/expression/unknown.hpp"
#include "azure/template/expander.hpp"
#include "azure/template/predict/checks.hpp"
#include "azure/template/predict/level.hpp"
#include "azure/template/prediction.hpp"
#include "base/diagnostics/evidence.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <iterator>
#include <ranges>
#include <set>
#include <utility>

namespace iotsec::azure {

namespace {

/// What the engine calls what it is not told.
Value told(const std::string& fact, std::string_view expression) {
    return fact.empty() ? make_residual(std::string{expression}) : Value{fact};
}

Deployment deployment_of(const Value& root, const DeploymentFacts& facts) {
    Deployment here = deployment(template_scope(root), facts);
    const bool in_group = here.scope == ScopeKind::ResourceGroup;
    here.tenant_id = told(facts.tenant_id, "tenant().tenantId");
    here.subscription_id = told(facts.subscription_id, "subscription().subscriptionId");
    here.resource_group = told(facts.resource_group, "resourceGroup().name");
    here.location = told(facts.location, in_group ? "resourceGroup().location" : "deployment().location");
    here.management_group = told(facts.management_group, "managementGroup().name");
    here.name = told(facts.name, "deployment().name");
    return here;
}

/// Ids begin with these: what makes no id is refused.
bool check_facts(const DeploymentFacts& facts, const Value& root, Session& session) {
    const auto refuse = [&](std::string_view what) {
        session.report(make_diagnostic(diag::template_refused, root.span, what));
        return false;
    };
    if (facts.resource_group.find('/') != std::string::npos)
        return refuse("the name of a resource group has no `/`");
    if (!facts.subscription_id.empty() && !is_guid(facts.subscription_id)) {
        return refuse("the id of a subscription is a GUID");
    }
    return true;
}

bool has_repeated_names(const Value& value) {
    if (const List* items = value.as_list()) return std::ranges::any_of(*items, has_repeated_names);
    const Object* members = value.as_object();
    if (members == nullptr) return false;
    std::set<std::string_view> names;
    return std::ranges::any_of(*members, [&](const Member& member) {
        return !names.insert(member.name).second || has_repeated_names(member.value);
    });
}

/// Of members with one name the last counts, and stands last.
Value without_repeated_names(const Value& value) {
    if (const List* items = value.as_list()) {
        List result;
        std::ranges::transform(*items, std::back_inserter(result), without_repeated_names);
        return Value{std::move(result), value.span};
    }
    const Object* members = value.as_object();
    if (members == nullptr) return value;
    Object result;
    std::set<std::string_view> seen;
    for (const Member& member : *members | std::views::reverse) {
        if (!seen.insert(member.name).second) continue;
        result.push_back({member.name, member.name_span, without_repeated_names(member.value)});
    }
    std::ranges::reverse(result);
    return Value{std::move(result), value.span};
}

/// Whether a text in `value` has half of a surrogate pair: the engine cannot print it.
bool has_half_a_pair(const Value& value) {
    if (const std::string* text = value.as_string()) return first_bad_utf8(*text).has_value();
    if (const List* items = value.as_list()) return std::ranges::any_of(*items, has_half_a_pair);
    const Object* members = value.as_object();
    return members != nullptr && std::ranges::any_of(*members, [](const Member& member) {
               return first_bad_utf8(member.name).has_value() || has_half_a_pair(member.value);
           });
}

} // namespace

Level::Level(PredictionRun& run, TemplateScope& scope, std::optional<Value> condition, bool is_main)
    : run_{run}, scope_{scope}, evaluator_{run.session, scope, scope.deployment()},
      condition_{std::move(condition)}, is_main_{is_main} {
    const Value* resources = scope.root().find("resources");
    is_symbolic_ = resources != nullptr && resources->as_object() != nullptr;
    scope.answer_with(this);
}

Level::~Level() {
    scope_.answer_with(nullptr);
}

std::optional<Object> Level::run() {
    read(*scope_.root().find("resources"), std::nullopt);
    if (is_cut_ || stopped()) return std::nullopt;
    index_symbols();
    for (Node& node : nodes_) {
        if (!finish(node)) return std::nullopt;
    }
    index_nodes();
    for (std::size_t i = 0; i < nodes_.size() && !stopped(); ++i)
        visit(i);
    if (stopped()) return std::nullopt;
    return outputs();
}

Prediction predict(const Value& root, const TemplateOptions& options, DiagnosticSink& sink) {
    Prediction result;
    Session session{.sink = sink, .limits = options.limits, .is_prediction = true, .reported = {}};
    PredictionRun run{.session = session, .result = result, .known = {}, .extensible = {}};
    const bool is_repeated = has_repeated_names(root);
    const Value cleaned = is_repeated ? without_repeated_names(root) : Value{};
    const Value& used = is_repeated ? cleaned : root;
    const auto refused = [&] {
        result.is_refused = true;
        result.resources.clear();
        result.outputs.clear();
        result.diagnostics.clear();
        return result;
    };
    if (!check_template(used, true, session) || !check_facts(options.facts, used, session)) return refused();
    const Value* file = options.parameters;
    TemplateScope scope{session, used, deployment_of(used, options.facts),
                        given_parameters(file == nullptr ? nullptr : file->find("parameters"), nullptr), ""};
    if (!scope.evaluate_all(true)) return refused();
    Level level{run, scope, std::nullopt, true};
    const auto outputs = level.run();
    if (run.is_refused() || !outputs) return refused();
    std::ranges::move(run.extensible, std::back_inserter(result.resources));
    for (const Member& output : *outputs) {
        const Value& value = *output.value.find("value");
        const bool is_open = first_unknown(value) != nullptr;
        result.outputs.push_back({output.name, output.name_span,
                                  is_open ? Value{"[" + expression_of(settled(value)) + "]"} : value});
    }
    const auto printed = [](const Member& output) { return has_half_a_pair(output.value); };
    if (std::ranges::any_of(result.resources, has_half_a_pair) ||
        std::ranges::any_of(result.outputs, printed)) {
        session.report(make_diagnostic(diag::template_refused, root.span,
                                       "half of a surrogate pair is no text and cannot be printed"));
        return refused();
    }
    return result;
}

} // namespace iotsec::azure
