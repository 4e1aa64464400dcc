#include "cli/import/conditions.hpp"

#include "base/diagnostics/policy_commands.hpp"
#include "base/overloaded.hpp"
#include "base/text.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

namespace iotsec::cli::import {

namespace {

using azure::policy::Operator;

const std::string* literal(const azure::policy::Operand& operand) {
    return operand.is_literal() ? operand.value.as_string() : nullptr;
}

/// The call at the root of an expression, if it calls `name` (lower case).
const arm_expression::Call* root_call(const azure::policy::Operand& operand, std::string_view name) {
    if (!operand.expression) return nullptr;
    const auto* call =
        std::get_if<arm_expression::Call>(&(*operand.expression)[operand.expression->root].kind);
    return call != nullptr && call->key == name ? call : nullptr;
}

const std::string* text_argument(const arm_expression::Tree& tree, const arm_expression::Call& call) {
    if (call.arguments.size() != 1) return nullptr;
    const auto* text = std::get_if<arm_expression::Text>(&tree[call.arguments.front()].kind);
    return text == nullptr ? nullptr : &text->value;
}

bool is_api_version(const azure::policy::Operand& operand) {
    if (!operand.expression) return false;
    const arm_expression::Tree& tree = *operand.expression;
    const auto* property = std::get_if<arm_expression::Property>(&tree[tree.root].kind);
    if (property == nullptr || !equal_ignoring_case(property->name, "apiVersion")) return false;
    const auto* call = std::get_if<arm_expression::Call>(&tree[property->base].kind);
    return call != nullptr && call->key == "requestcontext";
}

} // namespace

Plain plain(Operator op) {
    switch (op) {
    case Operator::NotEquals:
        return {Operator::Equals, true};
    case Operator::NotLike:
        return {Operator::Like, true};
    case Operator::NotMatch:
        return {Operator::Match, true};
    case Operator::NotMatchInsensitively:
        return {Operator::MatchInsensitively, true};
    case Operator::NotContains:
        return {Operator::Contains, true};
    case Operator::NotIn:
        return {Operator::In, true};
    case Operator::NotContainsKey:
        return {Operator::ContainsKey, true};
    case Operator::Equals:
    case Operator::Like:
    case Operator::Match:
    case Operator::MatchInsensitively:
    case Operator::Contains:
    case Operator::In:
    case Operator::ContainsKey:
    case Operator::Less:
    case Operator::LessOrEquals:
    case Operator::Greater:
    case Operator::GreaterOrEquals:
    case Operator::Exists:
        return {op, false};
    }
    return {op, false};
}

std::nullopt_t ConditionImport::refuse(Span span, std::string_view what) {
    sink_.report(diag::cannot_import, span, what);
    return std::nullopt;
}

std::string ConditionImport::new_name() {
    return names_++ == 0 ? "item" : fmt::format("item{}", names_);
}

ConditionImport::Result ConditionImport::formula(azure::policy::ConditionId id) {
    const Condition& condition = tree_[id];
    return std::visit(
        overloaded{
            [&](const azure::policy::Invalid&) -> Result {
                return refuse(condition.span, "a condition that could not be read");
            },
            [&](const azure::policy::AllOf& node) { return all(node.conditions, Formula::Kind::And); },
            [&](const azure::policy::AnyOf& node) { return all(node.conditions, Formula::Kind::Or); },
            [&](const azure::policy::Not& node) -> Result {
                auto inner = formula(node.condition);
                if (!inner) return std::nullopt;
                return opposite(*std::move(inner));
            },
            [&](const azure::policy::FieldCondition& node) { return field(condition, node); },
            [&](const azure::policy::ValueCondition& node) { return value(condition, node); },
            [&](const azure::policy::FieldCount& node) { return count(condition, node); },
            [&](const azure::policy::ValueCount&) -> Result {
                return refuse(condition.span, "a count of values");
            },
        },
        condition.kind);
}

ConditionImport::Result ConditionImport::all(const std::vector<azure::policy::ConditionId>& ids,
                                             Formula::Kind kind) {
    std::vector<Formula> parts;
    for (const azure::policy::ConditionId id : ids) {
        auto part = formula(id);
        if (!part) return std::nullopt;
        parts.push_back(*std::move(part));
    }
    return kind == Formula::Kind::And ? all_of(std::move(parts)) : any_of(std::move(parts));
}

ConditionImport::Result ConditionImport::field(const Condition& condition,
                                               const azure::policy::FieldCondition& field) {
    const std::string* name = literal(tree_[field.field]);
    if (name == nullptr) return refuse(condition.span, "a field whose name is computed");
    const auto path = fields_.find(*name, items_);
    if (!path)
        return refuse(
            tree_[field.field].value.span,
            fmt::format("`{}`, which the catalogue does not have for {}", *name, fields_.type().name));
    return path->open_list ? every_item(*name, field.test, *path) : comparison(*path, field.test);
}

ConditionImport::Result ConditionImport::every_item(std::string_view name, const Test& test,
                                                    const FieldPath& path) {
    const std::string variable = new_name();
    // The list is reached from the item around it, if there is one.
    std::string list = fields_.variable() + "." + *path.open_list;
    for (const NamedItem& item : items_) {
        const std::string below = item.path + "[*].";
        if (path.open_list->starts_with(below)) list = item.name + "." + path.open_list->substr(below.size());
    }
    items_.push_back({*path.open_list, variable});
    const auto inner = fields_.find(name, items_);
    auto body = inner->open_list ? every_item(name, test, *inner) : comparison(*inner, test);
    items_.pop_back();
    if (!body) return std::nullopt;
    const std::string holds = written_as_one(*body);
    const std::string fails = written_as_one(opposite(*std::move(body)));
    return atom(fmt::format("every {} in {} (or empty) satisfies {}", variable, list, holds),
                fmt::format("some {} in {} satisfies {}", variable, list, fails));
}

ConditionImport::Result ConditionImport::value(const Condition& condition,
                                               const azure::policy::ValueCondition& value) {
    const azure::policy::Operand& left = tree_[value.value];
    if (is_api_version(left)) return version(value.test);
    if (const auto* call = root_call(left, "parameters")) {
        const std::string* name = text_argument(*left.expression, *call);
        if (name != nullptr) return parameter(*name, value.test);
    }
    if (const auto* call = root_call(left, "length"); call != nullptr && call->arguments.size() == 1) {
        const auto* inner =
            std::get_if<arm_expression::Call>(&(*left.expression)[call->arguments.front()].kind);
        const std::string* name =
            inner != nullptr && inner->key == "field" ? text_argument(*left.expression, *inner) : nullptr;
        const auto path = name == nullptr ? std::nullopt : subject_.find(*name, {});
        if (path && path->property != nullptr && path->property->list)
            return size(subject_.variable() + "." + path->property->path, value.test);
    }
    return refuse(condition.span, "a value that is computed");
}

ConditionImport::Result ConditionImport::count(const Condition& condition,
                                               const azure::policy::FieldCount& count) {
    const std::string* name = literal(tree_[count.field]);
    const auto path = name == nullptr ? std::nullopt : fields_.find(*name, items_);
    if (!path) return refuse(condition.span, "a count of what the catalogue does not have");
    if (!path->open_list || path->property == nullptr || path->property->path != *path->open_list)
        return refuse(condition.span, "a count over several lists at once");
    const std::string list = path->text;
    if (!count.where) return size(list, count.test);
    const std::string variable = new_name();
    items_.push_back({*path->open_list, variable});
    auto where = formula(*count.where);
    items_.pop_back();
    if (!where) return std::nullopt;
    return number_of(list, variable, *where, count.test);
}

} // namespace iotsec::cli::import
