// Makes a condition what is wanted: one small step for each kind of condition, the first alternative that
// works.
#include "base/overloaded.hpp"
#include "base/text.hpp"
#include "compiler/ir/compare_op.hpp"
#include "emitters/hardened/solver.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace iotsec::emitters::hardened {

using namespace deployment;
using json = nlohmann::ordered_json;

/// One attempt: the draft that it changes, and what stands around it.
struct Solver::Attempt {
    Draft& draft;
    const Bindings& bindings;
    const ir::Requirement& requirement;
};

namespace {

// More than any sensible requirement asks for; a bound that is larger is not for a snippet.
constexpr std::int64_t most_items = 16;

constexpr Truth truth_of(bool value) {
    return value ? Truth::Yes : Truth::No;
}

constexpr bool is_at_least(ir::CompareOp op) {
    return op == ir::CompareOp::Ge || op == ir::CompareOp::Gt;
}

std::string last_step(std::string_view path) {
    return std::string{path.substr(path.rfind('.') + 1)};
}

deployment::ParamType template_type(const ir::Property& property) {
    if (property.list) return deployment::ParamType::Array;
    switch (property.kind) {
    case catalog::Kind::Bool:
        return deployment::ParamType::Bool;
    case catalog::Kind::Int:
        return deployment::ParamType::Int;
    case catalog::Kind::Object:
    case catalog::Kind::Map:
    case catalog::Kind::Any:
        return deployment::ParamType::Object;
    default:
        return deployment::ParamType::String;
    }
}

/// The parameter for a property, or for a value of the map that it is.
Parameter chosen_by_user(const ir::Property& property, const Keys& keys,
                         std::optional<std::int64_t> min_length) {
    Parameter result{.name = last_step(property.path), .type = template_type(property)};
    result.description = "Property " + property.path + " of " + property.type + ".";
    if (!keys.empty()) {
        result.name = symbol_of(last_step(property.path) + " " + keys.back());
        result.type = deployment::ParamType::String;
        result.description = "`" + keys.back() + "` in " + property.path + " of " + property.type + ".";
    }
    if (!property.open && keys.empty()) result.allowed = property.values;
    result.min_length = min_length;
    return result;
}

/// A value with which `op` against `bound` is true.
std::optional<Expr> boundary(const ir::Compare& compare, ir::CompareOp op, const Expr& bound) {
    const json* value = as_constant(bound);
    if (value == nullptr) return bound;
    if (op != ir::CompareOp::Lt && op != ir::CompareOp::Gt) return bound;
    const int step = op == ir::CompareOp::Gt ? 1 : -1;
    if (value->is_number_integer()) return constant(value->get<std::int64_t>() + step);
    const auto at = std::ranges::find(compare.order, *constant_text(bound));
    const auto index = (at - compare.order.begin()) + step;
    if (at == compare.order.end() || index < 0 || index >= std::ssize(compare.order)) return std::nullopt;
    return text(compare.order[static_cast<std::size_t>(index)]);
}

} // namespace

bool Solver::satisfy(ir::ExprId condition, bool wanted, Draft& draft, const Bindings& bindings,
                     const ir::Requirement& requirement) const {
    const Truth goal = truth_of(wanted);
    if (holds(condition, draft, bindings) == goal) return true;
    const Draft before = draft;
    const Attempt attempt{draft, bindings, requirement};
    const bool reached = std::visit(
        overloaded{
            [&](const ir::Not& n) { return satisfy(n.of, !wanted, draft, bindings, requirement); },
            [&](const ir::All& all) {
                return wanted ? satisfy_all(all.of, true, attempt) : satisfy_any(all.of, false, attempt);
            },
            [&](const ir::Any& any) {
                return wanted ? satisfy_any(any.of, true, attempt) : satisfy_all(any.of, false, attempt);
            },
            [&](const ir::Compare& compare) { return satisfy_compare(compare, wanted, attempt); },
            [&](const ir::OneOf& one_of) {
                const auto values = list_values(one_of.values, one_of.param, draft, bindings);
                if (!wanted) return assign_known(condition, one_of.left, false, attempt);
                if (values.empty()) return false;
                return choose(one_of.left, values, attempt) || assign(one_of.left, values.front(), attempt);
            },
            [&](const ir::Match& match) { return satisfy_match(condition, match, wanted, attempt); },
            [&](const ir::Inside& inside) {
                const auto ranges = list_values(inside.right, inside.param, draft, bindings);
                return wanted && !ranges.empty() && assign(inside.left, ranges.front(), attempt);
            },
            [&](const ir::Present& present) { return satisfy_present(present, wanted, attempt); },
            [&](const ir::Count& count) { return satisfy_count(count, wanted, attempt); },
            [](const ir::Const&) { return false; },
            [](const ir::Share&) { return false; },
            [](const ir::Distinct&) { return false; },
            [](const IsValue auto&) { return false; },
        },
        program_[condition]);
    if (reached && holds(condition, draft, bindings) == goal) return true;
    draft = before;
    return false;
}

bool Solver::satisfy_all(const std::vector<ir::ExprId>& parts, bool wanted, const Attempt& attempt) const {
    return std::ranges::all_of(parts, [&](ir::ExprId part) {
        return satisfy(part, wanted, attempt.draft, attempt.bindings, attempt.requirement);
    });
}

bool Solver::satisfy_any(const std::vector<ir::ExprId>& parts, bool wanted, const Attempt& attempt) const {
    return std::ranges::any_of(parts, [&](ir::ExprId part) {
        return satisfy(part, wanted, attempt.draft, attempt.bindings, attempt.requirement);
    });
}

bool Solver::satisfy_compare(const ir::Compare& compare, bool wanted, const Attempt& attempt) const {
    const ir::CompareOp op = wanted ? compare.op : ir::complement(compare.op);
    const Known right = value(compare.right, attempt.draft, attempt.bindings);
    const auto* bound = std::get_if<Expr>(&right);
    if (bound == nullptr) return false;
    if (op != ir::CompareOp::Ne) {
        const auto chosen = boundary(compare, op, *bound);
        if (!chosen) return false;
        return (op == ir::CompareOp::Eq && choose(compare.left, {*chosen}, attempt)) ||
               assign(compare.left, *chosen, attempt);
    }
    // Unequal: the other truth value, or another value of the enumeration.
    const json* refused = as_constant(*bound);
    if (refused != nullptr && refused->is_boolean())
        return assign(compare.left, constant(!refused->get<bool>()), attempt);
    return std::ranges::any_of(known_values(compare.left), [&](const std::string& other) {
        return !equal_ignoring_case(other, constant_text(*bound).value_or(other)) &&
               assign(compare.left, text(other), attempt);
    });
}

const std::vector<std::string>& Solver::known_values(ir::ExprId target) const {
    static const std::vector<std::string> none;
    const auto* coalesce = std::get_if<ir::Coalesce>(&program_[target]);
    const auto* path = std::get_if<ir::Path>(&program_[coalesce == nullptr ? target : coalesce->first]);
    return path == nullptr || !path->property ? none : program_.properties[path->property->index].values;
}

bool Solver::assign_known(ir::ExprId condition, ir::ExprId target, bool wanted,
                          const Attempt& attempt) const {
    const Draft before = attempt.draft;
    for (const std::string& one : known_values(target)) {
        const bool is_written = assign(target, text(one), attempt);
        if (is_written && holds(condition, attempt.draft, attempt.bindings) == truth_of(wanted)) return true;
        attempt.draft = before;
    }
    return false;
}

/// With one of the values of an enumeration; else with the pattern itself.
bool Solver::satisfy_match(ir::ExprId condition, const ir::Match& match, bool wanted,
                           const Attempt& attempt) const {
    if (assign_known(condition, match.left, wanted, attempt)) return true;
    const Known pattern = value(match.pattern, attempt.draft, attempt.bindings);
    const auto* expr = std::get_if<Expr>(&pattern);
    const auto literal = expr == nullptr ? std::nullopt : constant_text(*expr);
    if (!wanted || !literal) return false;
    std::string without_star = *literal;
    if (match.op == ir::MatchOp::Like) std::erase(without_star, '*');
    return assign(match.left, text(without_star), attempt);
}

bool Solver::satisfy_present(const ir::Present& present, bool wanted, const Attempt& attempt) const {
    const auto* path = std::get_if<ir::Path>(&program_[present.path]);
    if (!wanted || path == nullptr || !path->property) return false;
    const ir::Property& property = program_.properties[path->property->index];
    const std::string name = parameter(attempt.draft, chosen_by_user(property, path->keys, std::nullopt));
    return assign(present.path, Expr{ParamRef{name}}, attempt);
}

bool Solver::satisfy_count(const ir::Count& count, bool wanted, const Attempt& attempt) const {
    const ir::CompareOp op = wanted ? count.op : ir::complement(count.op);
    const Known known = value(count.bound, attempt.draft, attempt.bindings);
    const auto* bound = std::get_if<Expr>(&known);
    const json* limit = bound == nullptr ? nullptr : as_constant(*bound);
    if (limit == nullptr || !limit->is_number_integer()) return false;
    const std::int64_t n = limit->get<std::int64_t>();
    const bool wants_none = (n == 0 && (op == ir::CompareOp::Eq || op == ir::CompareOp::Le)) ||
                            (n == 1 && op == ir::CompareOp::Lt);
    if (wants_none) return refuse_all(count, attempt);
    if (n > most_items) return false;
    if (op == ir::CompareOp::Ne) return n == 0 && reach(count, 1, attempt);
    if (!is_at_least(op) && op != ir::CompareOp::Eq) return false;
    return reach(count, static_cast<std::size_t>(op == ir::CompareOp::Gt ? n + 1 : n), attempt);
}

bool Solver::refuse_all(const ir::Count& count, const Attempt& attempt) const {
    const auto all = elements(count.over, attempt.draft, attempt.bindings);
    if (!all || !count.where) return all && all->empty();
    return std::ranges::all_of(*all, [&](const Binding& element) {
        Bindings inner = attempt.bindings;
        inner.insert_or_assign(count.binder, element);
        return satisfy(*count.where, false, attempt.draft, inner, attempt.requirement);
    });
}

/// Adds elements until `wanted` of them hit; first those that are there are tried.
bool Solver::reach(const ir::Count& count, std::size_t wanted, const Attempt& attempt) const {
    std::size_t hits = 0;
    const auto present = elements(count.over, attempt.draft, attempt.bindings);
    for (const Binding& element : present.value_or(std::vector<Binding>{})) {
        Bindings inner = attempt.bindings;
        inner.insert_or_assign(count.binder, element);
        const bool hit =
            !count.where || satisfy(*count.where, true, attempt.draft, inner, attempt.requirement);
        if (hit && ++hits >= wanted) return true;
    }
    for (; hits < wanted; ++hits) {
        const bool added =
            std::visit(overloaded{
                           [&](const ir::Items& items) { return grow_items(items, count, attempt); },
                           [&](const ir::Related& related) { return add_related(related, count, attempt); },
                           [](const ir::Values&) { return false; },
                           [](const ir::Fleet&) { return false; },
                       },
                       count.over);
        if (!added) return false;
    }
    return true;
}

bool Solver::grow_items(const ir::Items& items, const ir::Count& count, const Attempt& attempt) const {
    const auto* path = std::get_if<ir::Path>(&program_[items.path]);
    if (path == nullptr || !path->property) return false;
    const ir::Property& list = program_.properties[path->property->index];
    if (list.read_only || list.visible_in == catalog::VisibleIn::Response) return false;
    const auto at = attempt.bindings.find(path->root);
    const auto* cursor = at == attempt.bindings.end() ? nullptr : std::get_if<Cursor>(&at->second);
    if (cursor == nullptr) return false;
    const auto present = item_count(attempt.draft, *cursor, below(*cursor, list.json));
    if (!present) return false;
    if (!count.where) {
        const std::string name = parameter(attempt.draft, chosen_by_user(list, {}, std::nullopt));
        put(attempt.draft, item(attempt.draft, *cursor, list.json, *present), "", Expr{ParamRef{name}});
        auto& params = attempt.draft.content.params;
        std::ranges::find(params, name, &Parameter::name)->type = deployment::ParamType::String;
        return true;
    }
    Bindings inner = attempt.bindings;
    inner.insert_or_assign(count.binder, item(attempt.draft, *cursor, list.json, *present));
    return satisfy(*count.where, true, attempt.draft, inner, attempt.requirement);
}

bool Solver::add_related(const ir::Related& related, const ir::Count& count, const Attempt& attempt) const {
    for (const ir::Remedy& remedy : attempt.requirement.remedies) {
        if (!remedy.deploy || !equal_ignoring_case(remedy.deploy->type, related.type)) continue;
        deploy(*remedy.deploy, attempt);
        return true;
    }
    const catalog::ResourceType* type = catalog_.type(related.type);
    if (type == nullptr || type->type_class == catalog::TypeClass::DataPlane) return false;
    const std::size_t added = add_resource(attempt.draft, type->name, count.binder);
    Resource& resource = attempt.draft.content.resources[added];
    const auto root = attempt.bindings.find(related.root);
    if (related.relation == ir::RelatedBy::Of && root != attempt.bindings.end()) {
        const auto& subject = attempt.draft.content.resources[std::get<Cursor>(root->second).resource];
        const bool is_child = type->type_class == catalog::TypeClass::Child;
        (is_child ? resource.parent : resource.scope) = subject.symbol;
    }
    Bindings inner = attempt.bindings;
    inner.insert_or_assign(count.binder, Cursor{.resource = added});
    return !count.where || satisfy(*count.where, true, attempt.draft, inner, attempt.requirement);
}

void Solver::deploy(const ir::Deploy& deploy, const Attempt& attempt) const {
    Draft& draft = attempt.draft;
    Resource added;
    added.symbol = new_symbol(draft, deploy.name);
    added.type = deploy.type;
    added.api_version = deploy.api_version;
    Expr body = written(deploy.body, draft, attempt.bindings);
    for (auto& [name, member] : std::get<ObjectExpr>(body.kind).members) {
        if (name == "name") {
            added.name = std::move(member);
        } else {
            added.body.members.emplace_back(name, std::move(member));
        }
    }
    const auto root = attempt.bindings.find(deploy.root);
    if (deploy.relation == ir::RelatedBy::Of && root != attempt.bindings.end()) {
        const auto& subject = draft.content.resources[std::get<Cursor>(root->second).resource];
        const catalog::ResourceType* type = catalog_.type(deploy.type);
        const bool is_child = type != nullptr && type->type_class == catalog::TypeClass::Child;
        (is_child ? added.parent : added.scope) = subject.symbol;
    }
    draft.content.resources.push_back(std::move(added));
    draft.may_grow.push_back(true);
}

bool Solver::choose(ir::ExprId target, const std::vector<Expr>& values, const Attempt& attempt) const {
    const Known known = value(target, attempt.draft, attempt.bindings);
    const auto* present = std::get_if<Expr>(&known);
    std::vector<std::string> texts;
    for (const Expr& value : values) {
        const auto text = constant_text(value);
        if (!text) return false;
        texts.push_back(*text);
    }
    return present != nullptr && limit(attempt.draft, *present, texts);
}

bool Solver::assign(ir::ExprId target, const Expr& wanted, const Attempt& attempt) const {
    const auto* coalesce = std::get_if<ir::Coalesce>(&program_[target]);
    if (coalesce != nullptr) return assign(coalesce->first, wanted, attempt);
    const auto* path = std::get_if<ir::Path>(&program_[target]);
    if (path == nullptr || !path->fields.empty()) return false;
    const auto at = attempt.bindings.find(path->root);
    const auto* cursor = at == attempt.bindings.end() ? nullptr : std::get_if<Cursor>(&at->second);
    if (cursor == nullptr || !attempt.draft.may_grow[cursor->resource]) return false;
    if (!path->property) {
        put(attempt.draft, *cursor, "", settled(wanted, attempt.draft));
        return true;
    }
    const ir::Property& property = program_.properties[path->property->index];
    if (property.read_only || property.visible_in == catalog::VisibleIn::Response) return false;
    const std::string where = below(*cursor, property.json);
    const bool is_decided = find(attempt.draft, *cursor, where, path->keys) != nullptr ||
                            is_hidden(attempt.draft, *cursor, where, path->keys);
    if (is_decided) return false; // and not as wanted here
    put(attempt.draft, *cursor, where, settled(wanted, attempt.draft), path->keys);
    return true;
}

} // namespace iotsec::emitters::hardened
