// Values of the IR in a draft: literals, parameters of the baseline, and what the template writes at a path.
#include "base/overloaded.hpp"
#include "base/text.hpp"
#include "emitters/hardened/solver.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace iotsec::emitters::hardened {

using namespace deployment;
using json = nlohmann::ordered_json;

namespace {

deployment::ParamType template_type(const ir::Parameter& param) {
    if (param.list) return deployment::ParamType::Array;
    switch (param.type) {
    case ir::ParamType::Bool:
        return deployment::ParamType::Bool;
    case ir::ParamType::Int:
        return deployment::ParamType::Int;
    case ir::ParamType::Record:
        return deployment::ParamType::Object;
    default:
        return deployment::ParamType::String;
    }
}

Parameter template_parameter(const ir::Parameter& param) {
    Parameter result{.name = param.name, .type = template_type(param), .of_rules = param.name};
    result.description = param.description.empty() ? param.display_name : param.description;
    for (const Value& allowed : param.allowed) {
        if (const std::string* text = allowed.as_string()) result.allowed.push_back(*text);
    }
    result.min_value = param.min;
    result.max_value = param.max;
    return result;
}

/// What stands behind the last slash, where the end of the text is written out.
Known last_segment(const Expr& whole) {
    const auto* concat = std::get_if<Concat>(&whole.kind);
    const bool has_parts = concat != nullptr && !concat->parts.empty();
    const auto end = constant_text(has_parts ? concat->parts.back() : whole);
    const std::size_t slash = end ? end->rfind('/') : std::string::npos;
    if (!end || (has_parts && slash == std::string::npos)) return Undecided{};
    return text(slash == std::string::npos ? *end : std::string_view{*end}.substr(slash + 1));
}

} // namespace

Known Solver::value(ir::ExprId expr, const Draft& draft, const Bindings& bindings) const {
    return std::visit(
        overloaded{
            [](const ir::Literal& literal) -> Known {
                if (literal.value.is_null()) return Absent{};
                return constant_of(literal.value);
            },
            [&](const ir::Param& param) { return param_value(param, draft); },
            [&](const ir::Path& path) { return path_value(path, draft, bindings); },
            [&](const ir::Coalesce& coalesce) {
                const Known first = value(coalesce.first, draft, bindings);
                return std::holds_alternative<Absent>(first) ? value(coalesce.otherwise, draft, bindings)
                                                             : first;
            },
            [&](const ir::Text& text) -> Known {
                Concat result;
                for (const ir::ExprId id : text.parts) {
                    Known part = value(id, draft, bindings);
                    if (!std::holds_alternative<Expr>(part)) return part;
                    result.parts.push_back(std::get<Expr>(std::move(part)));
                }
                return Expr{std::move(result)};
            },
            [](const ir::Context&) -> Known { return Undecided{}; },
            [](const ir::Shift&) -> Known { return Undecided{}; },
            [&](const ir::Call& call) -> Known {
                if (call.function != ir::Function::LastSegment) return Undecided{};
                const Known whole = value(call.argument, draft, bindings);
                const auto* written = std::get_if<Expr>(&whole);
                return written == nullptr ? whole : last_segment(*written);
            },
            [](const ir::ListOf&) -> Known { return Undecided{}; }, // bodies are `written`, not compared
            [](const ir::ObjectOf&) -> Known { return Undecided{}; },
            [](const IsCondition auto&) -> Known { return Undecided{}; },
        },
        program_[expr]);
}

Known Solver::param_value(const ir::Param& param, const Draft& draft) const {
    const ir::Parameter& declared = program_.params[param.ref.index];
    if (!param.fields.empty()) return Undecided{};
    for (const ir::BaselineEntry& entry : baseline_.entries) {
        for (const ir::Binding& binding : entry.bindings) {
            if (binding.param != param.ref) continue;
            if (binding.value) return value(*binding.value, {}, {});
            if (binding.surfaced && *binding.surfaced != param.ref)
                return param_value({*binding.surfaced, {}}, draft);
        }
    }
    if (declared.default_value) return constant_of(*declared.default_value);
    const auto& params = draft.content.params;
    const auto known = std::ranges::find(params, declared.name, &Parameter::of_rules);
    if (known != params.end()) return Expr{ParamRef{known->name}};
    return Expr{ParamRef{{}, declared.name}};
}

Expr Solver::settled(Expr expr, Draft& draft) const {
    std::visit(overloaded{
                   [&](ParamRef& param) {
                       const auto declared =
                           std::ranges::find(program_.params, param.of_rules, &ir::Parameter::name);
                       if (param.of_rules.empty() || declared == program_.params.end()) return;
                       param = {parameter(draft, template_parameter(*declared))};
                   },
                   [&](Concat& concat) {
                       for (Expr& part : concat.parts)
                           part = settled(std::move(part), draft);
                   },
                   [&](ListExpr& list) {
                       for (Expr& item : list.items)
                           item = settled(std::move(item), draft);
                   },
                   [&](ObjectExpr& object) {
                       for (auto& [name, member] : object.members)
                           member = settled(std::move(member), draft);
                   },
                   [](Constant&) {},
                   [](IdOf&) {},
                   [](GroupLocation&) {},
               },
               expr.kind);
    return expr;
}

Known Solver::path_value(const ir::Path& path, const Draft& draft, const Bindings& bindings) const {
    const auto found = bindings.find(path.root);
    if (found == bindings.end() || !path.fields.empty()) return Undecided{};
    if (const auto* fixed = std::get_if<Expr>(&found->second)) return *fixed;
    const auto& cursor = std::get<Cursor>(found->second);
    const Resource& of = draft.content.resources[cursor.resource];
    const ir::Property* property = path.property ? &program_.properties[path.property->index] : nullptr;
    if (property != nullptr && cursor.items.empty() && path.keys.empty()) {
        if (property->json == "id") return Expr{IdOf{of.symbol}};
        if (property->json == "name" || property->json == "fullName") return of.name;
        if (property->json == "type") return text(of.type);
    }
    const std::string where = property == nullptr ? std::string{} : below(cursor, property->json);
    const Expr* written = find(draft, cursor, where, path.keys);
    if (written != nullptr) return *written;
    if (is_hidden(draft, cursor, where, path.keys)) return Undecided{};
    // What a request has to have will be there, whatever it is.
    const bool is_decided = property != nullptr && !property->read_only && !property->required &&
                            property->visible_in != catalog::VisibleIn::Response &&
                            draft.may_grow[cursor.resource];
    return is_decided ? Known{Absent{}} : Known{Undecided{}};
}

std::vector<Expr> Solver::list_values(const std::vector<ir::ExprId>& values,
                                      const std::optional<ir::ParamId>& param, const Draft& draft,
                                      const Bindings& bindings) const {
    std::vector<Expr> result;
    const auto add = [&](const Known& known) {
        const auto* expr = std::get_if<Expr>(&known);
        const json* list = expr == nullptr ? nullptr : as_constant(*expr);
        if (list != nullptr && list->is_array()) {
            for (const json& element : *list)
                result.push_back(constant(element));
        } else if (expr != nullptr && list != nullptr) {
            result.push_back(*expr);
        }
    };
    for (const ir::ExprId id : values) {
        const Known known = value(id, draft, bindings);
        const auto* expr = std::get_if<Expr>(&known);
        if (expr != nullptr && as_constant(*expr) == nullptr) {
            result.push_back(*expr); // one value that the template computes
        } else {
            add(known);
        }
    }
    if (param) add(param_value({*param, {}}, draft));
    return result;
}

std::optional<std::vector<Binding>> Solver::elements(const ir::Over& over, const Draft& draft,
                                                     const Bindings& bindings) const {
    return std::visit(
        overloaded{
            [&](const ir::Items& items) -> std::optional<std::vector<Binding>> {
                const auto* path = std::get_if<ir::Path>(&program_[items.path]);
                const auto at = path == nullptr ? bindings.end() : bindings.find(path->root);
                if (at == bindings.end() || !path->property || !std::holds_alternative<Cursor>(at->second))
                    return {};
                const ir::Property& list = program_.properties[path->property->index];
                const auto& cursor = std::get<Cursor>(at->second);
                const auto count = item_count(draft, cursor, below(cursor, list.json));
                if (!count ||
                    (*count == 0 && (list.read_only || list.visible_in == catalog::VisibleIn::Response))) {
                    return {};
                }
                std::vector<Binding> result;
                Draft unchanged = draft;
                for (std::size_t i = 0; i < *count; ++i)
                    result.emplace_back(item(unchanged, cursor, list.json, i));
                return result;
            },
            [&](const ir::Values& values) -> std::optional<std::vector<Binding>> {
                const auto all = list_values(values.values, values.param, draft, bindings);
                if (all.empty() && values.param) return {};
                return std::vector<Binding>(all.begin(), all.end());
            },
            [&](const ir::Related& r) -> std::optional<std::vector<Binding>> {
                return related(r, draft, bindings);
            },
            [](const ir::Fleet&) -> std::optional<std::vector<Binding>> { return {}; },
        },
        over);
}

std::vector<Binding> Solver::related(const ir::Related& relation, const Draft& draft,
                                     const Bindings& bindings) const {
    std::vector<Binding> result;
    const auto root = bindings.find(relation.root);
    const auto* subject = root == bindings.end() ? nullptr : std::get_if<Cursor>(&root->second);
    const auto& resources = draft.content.resources;
    for (std::size_t i = 0; i < resources.size(); ++i) {
        if (!equal_ignoring_case(resources[i].type, relation.type)) continue;
        const bool hangs_on_it =
            subject != nullptr && (resources[i].parent == resources[subject->resource].symbol ||
                                   resources[i].scope == resources[subject->resource].symbol);
        if (relation.relation == ir::RelatedBy::Of && !hangs_on_it) continue;
        result.emplace_back(Cursor{.resource = i});
    }
    return result;
}

Expr Solver::written(ir::ExprId expr, Draft& draft, const Bindings& bindings) const {
    return std::visit(overloaded{
                          [&](const ir::ObjectOf& object) {
                              ObjectExpr result;
                              for (const auto& [name, member] : object.members) {
                                  result.members.emplace_back(name, written(member, draft, bindings));
                              }
                              return Expr{std::move(result)};
                          },
                          [&](const ir::ListOf& list) {
                              ListExpr result;
                              for (const ir::ExprId item : list.items) {
                                  result.items.push_back(written(item, draft, bindings));
                              }
                              return Expr{std::move(result)};
                          },
                          [&](const ir::Text& text) {
                              Concat result;
                              for (const ir::ExprId part : text.parts) {
                                  result.parts.push_back(written(part, draft, bindings));
                              }
                              return Expr{std::move(result)};
                          },
                          [&](const auto&) {
                              const Known known = value(expr, draft, bindings);
                              const auto* value = std::get_if<Expr>(&known);
                              return value == nullptr ? constant(nullptr) : settled(*value, draft);
                          },
                      },
                      program_[expr]);
}

} // namespace iotsec::emitters::hardened
