#include "cli/import/definition.hpp"

#include "base/diagnostics/policy_commands.hpp"
#include "base/text.hpp"
#include "cli/import/conditions.hpp"
#include "cli/import/fields.hpp"
#include "cli/import/parameters.hpp"
#include "grammar/iotsec/lexical.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <utility>

namespace iotsec::cli::import {

namespace {

namespace policy = azure::policy;
using policy::ConditionId;

std::string lowered_first(std::string text) {
    if (!text.empty() && text.front() >= 'A' && text.front() <= 'Z')
        text.front() = static_cast<char>(text.front() - 'A' + 'a');
    return text;
}

/// `hub` for Microsoft.Devices/IotHubs: the last segment, in the singular.
std::string variable_of(std::string_view type) {
    std::string name{last_segment(type)};
    if (equal_ignoring_case(name, "IotHubs")) return "hub";
    if (name.ends_with("s")) name.pop_back();
    name = lowered_first(std::move(name));
    return grammar::is_reserved(name) || name.empty() ? "resource" : name;
}

bool is_guid(std::string_view text) {
    constexpr std::string_view form = "00000000-0000-0000-0000-000000000000";
    if (text.size() != form.size()) return false;
    for (std::size_t i = 0; i < form.size(); ++i) {
        const char c = text[i];
        const bool is_hex = is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
        if (form[i] == '-' ? c != '-' : !is_hex) return false;
    }
    return true;
}

std::string documentation(std::string_view text) {
    std::string result;
    for (const std::string_view line : split(text, '\n'))
        result += fmt::format("/// {}\n", line);
    return text.empty() ? std::string{} : result;
}

/// The type that a condition asks for, if that is all it does.
const std::string* asked_type(const policy::Conditions& tree, ConditionId id) {
    const auto* field = std::get_if<policy::FieldCondition>(&tree[id].kind);
    if (field == nullptr || field->test.op != policy::Operator::Equals) return nullptr;
    const std::string* name = tree[field->field].value.as_string();
    const policy::Operand& operand = tree[field->test.operand];
    if (name == nullptr || !equal_ignoring_case(*name, "type") || !operand.is_literal()) return nullptr;
    return operand.value.as_string();
}

/// A rule taken apart: the type that it is about, and what else has to hold.
struct Subject {
    std::string type;
    std::vector<ConditionId> others;
};

std::optional<Subject> subject_of(const policy::Conditions& tree, ConditionId root) {
    if (const std::string* type = asked_type(tree, root)) return Subject{*type, {}};
    const auto* all = std::get_if<policy::AllOf>(&tree[root].kind);
    if (all == nullptr) return std::nullopt;
    Subject subject;
    for (const ConditionId id : all->conditions) {
        const std::string* type = asked_type(tree, id);
        if (type != nullptr && subject.type.empty()) {
            subject.type = *type;
        } else {
            subject.others.push_back(id);
        }
    }
    return subject.type.empty() ? std::nullopt : std::optional{std::move(subject)};
}

class DefinitionImport {
  public:
    DefinitionImport(const policy::Definition& definition, const catalog::Catalog& catalog,
                     DiagnosticSink& sink)
        : definition_{definition}, catalog_{catalog}, sink_{sink}, parameters_{definition} {}

    std::optional<ImportedDefinition> run(const ImportNames& names) {
        if (definition_.mode == policy::Mode::ResourceProvider)
            return refuse(definition_.mode_text.span, "a mode of a resource provider");
        effects_ = possible_effects();
        const auto subject = subject_of(tree(), definition_.rule.condition);
        if (!subject) return refuse(definition_.rule.span, "a rule that is not about one resource type");
        const catalog::ResourceType* type = catalog_.type(subject->type);
        if (type == nullptr)
            return refuse(
                definition_.rule.span,
                fmt::format("the resource type {}, which the catalogue does not have", subject->type));
        const Fields fields{*type, variable_of(type->name)};
        ImportedDefinition result;
        const auto expect = expectation(*subject, fields);
        if (!expect) return std::nullopt;
        result.expect = *expect;
        result.remedy = remedy(fields);
        result.effects = effects(!result.remedy.empty());
        result.id = id(names);
        result.symbol = symbol_of(definition_.display_name.value);
        result.head = head(names, fields, result);
        return result;
    }

  private:
    [[nodiscard]] const policy::Conditions& tree() const { return definition_.rule.tree; }

    std::nullopt_t refuse(Span span, std::string_view what) {
        sink_.report(diag::cannot_import, span, what);
        return std::nullopt;
    }

    void leave_out(Span span, std::string_view what) { sink_.report(diag::not_imported, span, what); }

    /// The effects that can be in force, each once.
    [[nodiscard]] std::vector<policy::Effect> possible_effects() const {
        std::vector<policy::Effect> effects;
        const auto add = [&](const Value& value) {
            const std::string* text = value.as_string();
            const auto effect = text == nullptr ? std::nullopt : policy::effect_named(*text);
            if (effect && std::ranges::find(effects, *effect) == effects.end()) effects.push_back(*effect);
        };
        const policy::Operand& operand = tree()[definition_.rule.effect];
        if (!operand.expression) {
            add(operand.value);
            return effects;
        }
        for (const policy::Parameter& parameter : definition_.parameters) {
            if (!equal_ignoring_case(parameter.name, effect_parameter())) continue;
            if (parameter.default_value) add(*parameter.default_value);
            if (parameter.allowed_values) std::ranges::for_each(*parameter.allowed_values, add);
        }
        return effects;
    }

    [[nodiscard]] std::string effect_parameter() const {
        const policy::Operand& operand = tree()[definition_.rule.effect];
        const auto* call =
            std::get_if<arm_expression::Call>(&(*operand.expression)[operand.expression->root].kind);
        if (call == nullptr || call->key != "parameters" || call->arguments.size() != 1) return {};
        const auto* name =
            std::get_if<arm_expression::Text>(&(*operand.expression)[call->arguments.front()].kind);
        return name == nullptr ? std::string{} : name->value;
    }

    [[nodiscard]] bool has(policy::Effect effect) const {
        return std::ranges::find(effects_, effect) != effects_.end();
    }

    [[nodiscard]] bool looks_for_related() const {
        return has(policy::Effect::AuditIfNotExists) || has(policy::Effect::DeployIfNotExists);
    }

    /// The conditions beside the type; nullopt where one cannot be said.
    std::optional<std::vector<Formula>> others(const Subject& subject, const Fields& fields) {
        ConditionImport conditions{tree(), fields, fields, parameters_, sink_};
        std::vector<Formula> parts;
        for (const ConditionId id : subject.others) {
            auto part = conditions.formula(id);
            if (!part) return std::nullopt;
            parts.push_back(*std::move(part));
        }
        return parts;
    }

    std::optional<std::string> expectation(const Subject& subject, const Fields& fields) {
        auto parts = others(subject, fields);
        if (!parts) return std::nullopt;
        if (looks_for_related()) {
            const auto related = related_resource(fields);
            if (!related) return std::nullopt;
            std::string when;
            if (!parts->empty()) when = fmt::format("  when {}\n", written(all_of(*std::move(parts))));
            return when + "  expect " + *related + "\n";
        }
        // Azure says what is wrong, a requirement what is right.
        if (parts->empty())
            return refuse(definition_.rule.span, "a rule that every resource of the type breaks");
        return fmt::format("  expect {}\n", written(opposite(all_of(*std::move(parts)))));
    }

    std::optional<std::string> related_resource(const Fields& subject) {
        const auto& details = definition_.rule.details.related;
        const std::string* type_name = details ? tree()[details->type].value.as_string() : nullptr;
        const catalog::ResourceType* type = type_name == nullptr ? nullptr : catalog_.type(*type_name);
        if (type == nullptr)
            return refuse(definition_.rule.span,
                          "related resources of a type that the catalogue does not have");
        if (details->resource_group_name || details->name)
            return refuse(definition_.rule.span, "related resources of a certain name or resource group");
        std::string variable = variable_of(type->name);
        if (variable == subject.variable()) variable = "related";
        std::string text = fmt::format("some {}: {} {}", variable, type->name, relation(*type, subject));
        if (!details->existence_condition) return text;
        const Fields fields{*type, variable};
        const auto condition = ConditionImport{tree(), fields, subject, parameters_, sink_}.formula(
            *details->existence_condition);
        if (!condition) return std::nullopt;
        return text + " satisfies " + written_as_one(*condition);
    }

    [[nodiscard]] std::string relation(const catalog::ResourceType& type, const Fields& subject) const {
        const bool is_child = equal_ignoring_case(type.parent, subject.type().name);
        if (is_child || type.type_class == catalog::TypeClass::Extension) return "of " + subject.variable();
        const auto& scope = definition_.rule.details.related->existence_scope;
        const std::string* text = scope ? tree()[*scope].value.as_string() : nullptr;
        return text != nullptr && equal_ignoring_case(*text, "subscription") ? "in subscription"
                                                                             : "in resourceGroup";
    }

    /// `remedy set …` of the operations that can be said.
    std::string remedy(const Fields& fields) {
        const policy::Details& details = definition_.rule.details;
        std::string sets;
        for (const policy::Operation& operation : details.operations) {
            const std::string* name = tree()[operation.field].value.as_string();
            const auto path = name == nullptr ? std::nullopt : fields.find(*name, {});
            const auto value = operation.value ? operand(*operation.value, path) : std::nullopt;
            if (!path || path->open_list || !value) {
                leave_out(operation.span, "an operation that the language cannot say");
                continue;
            }
            sets += fmt::format("{}{} = {}", sets.empty() ? "" : ", ", path->text, *value);
            if (operation.condition)
                leave_out(
                    tree()[*operation.condition].value.span,
                    "the condition of an operation; ours runs from the API version that has the property");
        }
        for (const policy::AppendedField& field : details.fields)
            leave_out(field.span, "`append`, which `modify` replaces");
        if (details.related && !details.related->deployment.is_null() &&
            has(policy::Effect::DeployIfNotExists)) {
            const Span span = details.related->deployment.span;
            leave_out({span.source, span.begin, span.begin + 1},
                      "the deployment; write it as `remedy deploy`");
        }
        return sets.empty() ? sets : fmt::format("  remedy set {}\n", sets);
    }

    std::optional<std::string> operand(policy::OperandId id, const std::optional<FieldPath>& path) {
        const policy::Operand& operand = tree()[id];
        if (!operand.is_literal()) {
            if (!operand.expression) return std::nullopt;
            const auto* call =
                std::get_if<arm_expression::Call>(&(*operand.expression)[operand.expression->root].kind);
            const auto* name =
                call == nullptr || call->key != "parameters" || call->arguments.size() != 1
                    ? nullptr
                    : std::get_if<arm_expression::Text>(&(*operand.expression)[call->arguments.front()].kind);
            return name == nullptr ? std::nullopt
                                   : parameters_.use(name->value, path ? path->property : nullptr);
        }
        return written_value(operand.value);
    }

    std::string effects(bool has_remedy) {
        std::string list;
        const auto add = [&](std::string_view name) {
            if (list.find(name) == std::string::npos)
                list += fmt::format("{}{}", list.empty() ? "" : ", ", name);
        };
        for (const policy::Effect effect : effects_) {
            if (effect == policy::Effect::Audit || effect == policy::Effect::AuditIfNotExists) add("audit");
            if (effect == policy::Effect::Deny) add("deny");
            if (effect == policy::Effect::Modify && has_remedy) add("modify");
        }
        return list.empty() ? list : fmt::format("  effects {}\n", list);
    }

    [[nodiscard]] std::string id(const ImportNames& names) const {
        const Value* own = definition_.metadata.find("iotsec");
        const Value* known = own == nullptr ? nullptr : own->find("id");
        const bool is_known = known != nullptr && known->as_string() != nullptr;
        return is_known ? *known->as_string() : names.id;
    }

    std::string head(const ImportNames& names, const Fields& fields, const ImportedDefinition& result) const {
        const std::string title =
            definition_.display_name.value.empty() ? result.id : definition_.display_name.value;
        std::string text =
            fmt::format("/// Imported from the policy definition {}.\nmodule {}\n\n",
                        definition_.name.value.empty() ? title : definition_.name.value, names.module);
        text += parameters_.written();
        text += documentation(definition_.description.value);
        text += fmt::format("requirement {} for {}: {} {{\n  id: {}\n  title: {}\n  severity: medium\n",
                            result.symbol, fields.variable(), fields.type().name, in_quotes(result.id),
                            in_quotes(title));
        const bool is_built_in = equal_ignoring_case(definition_.policy_type.value, "BuiltIn");
        if (is_built_in && is_guid(definition_.name.value))
            text += fmt::format("  builtin: {}\n", in_quotes(definition_.name.value));
        return text + "\n";
    }

    const policy::Definition& definition_;
    const catalog::Catalog& catalog_;
    DiagnosticSink& sink_;
    Parameters parameters_;
    std::vector<policy::Effect> effects_;
};

} // namespace

std::string ImportedDefinition::source(bool with_remedy, bool with_effects) const {
    return head + expect + (with_remedy ? remedy : "") + (with_effects ? effects : "") + "}\n";
}

std::optional<ImportedDefinition> import_definition(const policy::Definition& definition,
                                                    const catalog::Catalog& catalog, const ImportNames& names,
                                                    DiagnosticSink& sink) {
    return DefinitionImport{definition, catalog, sink}.run(names);
}

std::string symbol_of(std::string_view title) {
    constexpr std::size_t longest = 60;
    std::string symbol;
    bool is_start = false;
    for (const char c : title) {
        if (!is_letter(c) && !is_digit(c)) {
            is_start = true;
            if (symbol.size() > longest) break;
            continue;
        }
        if (symbol.empty() && is_digit(c)) continue;
        const bool raise = is_start && !symbol.empty() && c >= 'a' && c <= 'z';
        symbol += raise ? static_cast<char>(c - 'a' + 'A') : c;
        is_start = false;
    }
    symbol = lowered_first(std::move(symbol));
    return symbol.empty() || grammar::is_reserved(symbol) ? "imported" : symbol;
}

} // namespace iotsec::cli::import
