#include "emitters/azure_policy/modify.hpp"

#include "emitters/azure_policy/literal.hpp"

#include <fmt/core.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <optional>

namespace iotsec::emitters::azure_policy {

namespace {

using ir::Effect;

const ir::Property* property_of(const ir::Program& program, const ir::Set& set) {
    const auto* path = std::get_if<ir::Path>(&program[set.path]);
    return path && path->property ? &program.properties[path->property->index] : nullptr;
}

/// Why Azure cannot set a property; empty where it can.
std::string no_set_reason(const ir::Property* property) {
    if (!property) return "only a property of the resource can be set";
    if (property->alias.empty()) return fmt::format("no alias is published for `{}`", property->path);
    if (property->create_only) return fmt::format("`{}` is taken at creation only", property->path);
    if (property->read_only) return fmt::format("`{}` is read-only", property->path);
    if (property->alias.find("[*]") != std::string::npos)
        return fmt::format("`{}` lies inside the items of a list", property->path);
    if (!property->modifiable)
        return fmt::format("the alias of `{}` is not known to be modifiable", property->path);
    return {};
}

/// The first api-version that has a property: below it, the request is left as it is.
std::string first_version(const Context& context, const ir::Property& property) {
    if (!property.since.empty()) return property.since;
    const ir::TypeFacts* type = context.program.type(context.requirement.type);
    return type && !type->api_versions.empty() ? type->api_versions.front() : "";
}

/// The value of a `set` with its own JSON type; null where it has no Azure form.
Json set_value(Lowering& lowering, ir::ExprId id) {
    if (const auto* literal = std::get_if<ir::Literal>(&lowering.program()[id]))
        return as_json(literal->value);
    const std::string expression = lowering.expression(id);
    return expression.empty() ? Json{} : Json(bracketed(expression));
}

/// Whether a conjunct speaks of something that the remedy sets.
bool is_touched(const ir::Program& program, const Conjunct& conjunct, const ir::Remedy& remedy) {
    return std::ranges::any_of(conjunct.local, [&](const LocalPart& part) {
        const auto read = properties_read(program, part.expr);
        return std::ranges::any_of(remedy.sets, [&](const ir::Set& set) {
            const auto* path = std::get_if<ir::Path>(&program[set.path]);
            return path && path->property && std::ranges::find(read, *path->property) != read.end();
        });
    });
}

/// The resources that the remedy is for: those that violate what it touches.
Condition condition_of(const Context& context, Lowering& lowering, const std::vector<Conjunct>& conjuncts,
                       const ir::Remedy& remedy) {
    std::vector<Condition> violations;
    for (const Conjunct& conjunct : conjuncts) {
        if (!is_touched(context.program, conjunct, remedy)) continue;
        std::vector<Condition> failed;
        failed.reserve(conjunct.local.size());
        for (const LocalPart& part : conjunct.local)
            failed.push_back(lowering.lower(part.expr, opposite(part.sign)));
        violations.push_back(all_of(std::move(failed)));
    }
    if (violations.empty()) return lowering.not_carried("no expectation that it touches is carried");
    std::vector<Condition> conditions;
    if (context.requirement.when)
        conditions.push_back(lowering.lower(*context.requirement.when, Sign::Holds));
    conditions.push_back(any_of(std::move(violations)));
    if (remedy.presupposes) {
        lowering.related_reason =
            "a modify definition cannot look at the related resource that it presupposes";
        conditions.push_back(lowering.lower(*remedy.presupposes, Sign::Holds));
    }
    return all_of(std::move(conditions));
}

std::optional<Json> operation(const Context& context, Lowering& lowering, const ir::Set& set) {
    const ir::Property* property = property_of(context.program, set);
    if (auto reason = no_set_reason(property); !reason.empty()) {
        lowering.not_carried(std::move(reason));
        return std::nullopt;
    }
    Json value = set_value(lowering, set.value);
    if (value.is_null()) return std::nullopt;
    Json json = Json::object();
    if (const std::string since = first_version(context, *property); !since.empty())
        json["condition"] =
            fmt::format("[greaterOrEquals(requestContext().apiVersion, {})]", in_quotes(since));
    json["operation"] = "addOrReplace";
    json["field"] = property->alias;
    json["value"] = std::move(value);
    return json;
}

std::string value_in_words(const ir::Program& program, ir::ExprId id) {
    if (const auto* literal = std::get_if<ir::Literal>(&program[id])) return as_text(*literal);
    if (const auto* param = std::get_if<ir::Param>(&program[id]))
        return "the parameter " + program.params[param->ref.index].name;
    return "a computed value";
}

/// What the remedy does, to whom, and whom it leaves alone.
std::string description(const Context& context, const ir::Remedy& remedy) {
    std::string sets;
    std::set<std::string> versions;
    for (const ir::Set& set : remedy.sets) {
        const ir::Property* property = property_of(context.program, set);
        sets += fmt::format("{}{} to {}", sets.empty() ? "" : ", ", property->path,
                            value_in_words(context.program, set.value));
        if (!property->since.empty()) versions.insert(property->since);
    }
    std::string text = fmt::format(
        "Sets {} on new and updated resources, and on existing ones by a remediation task.", sets);
    for (const auto& since : versions)
        text += fmt::format(" Requests with an API version before {} are left as they are.", since);
    return text;
}

std::optional<Draft> modify_draft(const Context& context, const ir::Remedy& remedy,
                                  const Expectations& expectations, std::set<std::string>& notes) {
    Lowering lowering = subject_lowering(context);
    Json operations = Json::array();
    for (const ir::Set& set : remedy.sets) {
        if (auto one = operation(context, lowering, set)) operations.push_back(std::move(*one));
    }
    const std::set<ir::ParamId> remedy_parameters = lowering.parameters();
    lowering.undo({lowering.reasons(), {}, {}, 0});
    Condition condition = condition_of(context, lowering, expectations.in_check, remedy);
    if (!lowering.reasons().empty()) {
        notes.insert("the remedy is not carried: " + lowering.reasons().front().reason);
        return std::nullopt;
    }
    Json details = Json::object();
    details["roleDefinitionIds"] = role_ids(remedy);
    details["conflictEffect"] = "audit";
    details["operations"] = std::move(operations);
    Draft draft;
    draft.kind = DefinitionKind::Modify;
    draft.suffix = draft.uuid_kind = "remedy";
    draft.title_suffix = " (remedy)";
    draft.description = description(context, remedy);
    draft.effects = {"Modify", "Disabled"};
    draft.condition = std::make_shared<const Condition>(for_subject(context, std::move(condition)));
    draft.details = std::make_shared<const Json>(std::move(details));
    draft.parameters = lowering.parameters();
    draft.remedy_parameters = remedy_parameters;
    return draft;
}

} // namespace

std::vector<Draft> modify_drafts(const Context& context, const Expectations& expectations,
                                 std::set<std::string>& notes) {
    std::vector<Draft> drafts;
    if (!admits(context.requirement, Effect::Modify)) return drafts;
    for (const ir::Remedy& remedy : context.requirement.remedies) {
        if (remedy.sets.empty()) continue;
        auto draft = modify_draft(context, remedy, expectations, notes);
        if (!draft) continue;
        if (!drafts.empty()) draft->suffix = draft->uuid_kind = fmt::format("remedy-{}", drafts.size() + 1);
        drafts.push_back(std::move(*draft));
    }
    return drafts;
}

} // namespace iotsec::emitters::azure_policy
