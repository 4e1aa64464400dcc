// Paths: what the first name means, and every step below it.
#include "base/diagnostics/names.hpp"
#include "base/diagnostics/types.hpp"
#include "base/overloaded.hpp"
#include "base/text.hpp"
#include "compiler/sema/expr_checker.hpp"
#include "compiler/sema/modules.hpp"
#include "compiler/sema/suggest.hpp"

#include <algorithm>
#include <utility>

namespace iotsec::sema {

namespace {

/// Where the steps of a reference are kept; null for one that has none.
std::vector<PathStep>* steps_of(Reference& reference) {
    using Steps = std::vector<PathStep>*;
    return std::visit(overloaded{
                          [](std::monostate&) -> Steps { return nullptr; },
                          [](BinderPath& path) -> Steps { return &path.steps; },
                          [](ParamRef& param) -> Steps { return &param.steps; },
                          [](LetRef& let) -> Steps { return &let.steps; },
                          [](ArgumentRef& argument) -> Steps { return &argument.steps; },
                          [](PredicateRef&) -> Steps { return nullptr; },
                          [](Function&) -> Steps { return nullptr; },
                          [](Word&) -> Steps { return nullptr; },
                      },
                      reference);
}

/// The members below a type of the catalogue: of the resource, or of the object.
const std::vector<catalog::PropertyId>& members_of(const Type& type) {
    return type.kind == Type::Kind::Resource ? type.resource->roots
                                             : (*type.resource)[*type.property].children;
}

/// The member that a path without `properties` cannot reach, because the top level has one of that name.
std::optional<catalog::PropertyId> inner_property(const catalog::ResourceType& resource,
                                                  std::string_view name) {
    const auto found = std::ranges::find_if(resource.roots, [&](catalog::PropertyId id) {
        return equal_ignoring_case(resource[id].name, name) &&
               starts_with_ignoring_case(resource[id].json, "properties.");
    });
    return found == resource.roots.end() ? std::nullopt : std::optional{*found};
}

} // namespace

Type ExprChecker::check_path(ast::ExprId id, const ast::Path& path) {
    const Span span = expr(id).span;
    std::optional<Root> root = find_root(path, span);
    if (!root) return {};
    Type type = root->type;
    bool is_optional = type.optional;
    std::vector<PathStep> steps;
    for (std::size_t at = root->consumed; at < path.segments.size();) {
        if (type.is_error()) return {};
        const std::optional<Type> next = step(type, path, at, root->text, steps);
        if (!next) return {};
        is_optional = is_optional || next->optional;
        type = *next;
    }
    const catalog::Property* property = property_of(type);
    type.optional = is_optional && !type.list && !(property && property->service_default);
    if (auto* kept = steps_of(root->reference)) kept->insert(kept->end(), steps.begin(), steps.end());
    state_.program.modules[module_].references[id.index] = std::move(root->reference);
    guard_secret(type, root->text, span);
    return type;
}

std::optional<ExprChecker::Root> ExprChecker::find_root(const ast::Path& path, Span span) {
    if (path.root.text.empty()) return std::nullopt;
    if (auto root = local_root(path)) return root;
    return module_root(path, span);
}

std::optional<ExprChecker::Root> ExprChecker::local_root(const ast::Path& path) {
    const auto found = std::ranges::find_if(locals_.rbegin(), locals_.rend(), [&](const Local& local) {
        return local.name.text == path.root.text;
    });
    if (found == locals_.rend()) return std::nullopt;
    found->used = true;
    add_cost(found->cost);
    return Root{found->type, found->reference, 0, path.root.text};
}

std::optional<ExprChecker::Root> ExprChecker::module_root(const ast::Path& path, Span span) {
    std::vector<ast::Name> parts{path.root};
    for (const ast::Segment& segment : path.segments) {
        if (segment.is_key) break;
        parts.push_back(segment.name);
    }
    const Meaning meaning = resolve(state_, module_, parts);
    if (meaning.declaration) return declaration_root(*meaning.declaration, path, meaning.consumed - 1, span);
    if (meaning.consumed == 0) {
        report_unknown_root(path, span);
    } else if (meaning.consumed < parts.size()) {
        const ast::Name& next = parts[meaning.consumed];
        state_.sink.report(diag::unknown_member, next.span, "module `" + meaning.prefix + "`", next.text);
    } else {
        state_.sink.report(diag::wrong_kind_of_name, span, meaning.prefix, "a module", "a value");
    }
    return std::nullopt;
}

std::optional<ExprChecker::Root> ExprChecker::declaration_root(DeclId id, const ast::Path& path,
                                                               std::size_t consumed, Span span) {
    const ast::Declaration& declaration = state_.program[id];
    std::string text = path.root.text;
    for (std::size_t i = 0; i < consumed; ++i)
        text += "." + path.segments[i].name.text;
    if (std::holds_alternative<ast::Param>(declaration.kind)) {
        if (!ensure_checked(state_, id, span)) return std::nullopt;
        return Root{state_[id].type, ParamRef{id, {}}, consumed, text};
    }
    if (const auto* let = std::get_if<ast::Let>(&declaration.kind)) {
        if (!ensure_checked(state_, id, span)) return std::nullopt;
        add_cost(state_[id].cost);
        return Root{state_[id].type, LetRef{id.module, let->value, {}}, consumed, text};
    }
    const bool is_predicate = std::holds_alternative<ast::Predicate>(declaration.kind);
    Diagnostic& diagnostic =
        state_.sink.report(diag::wrong_kind_of_name, span, text, kind_name(declaration), "a value");
    if (is_predicate) diagnostic.with_help("a predicate is called with its arguments: `" + text + "(…)`");
    return std::nullopt;
}

void ExprChecker::report_unknown_root(const ast::Path& path, Span span) {
    const std::string& word = path.root.text;
    if (state_.scopes[module_].lost.contains(word)) return;
    if (ended_.contains(word)) {
        state_.sink.report(diag::outside_quantifier, span, word)
            .with_help("put the condition after `satisfies` in parentheses, so that it reaches as far as `" +
                       word + "` is mentioned");
        return;
    }
    std::vector<std::string_view> locals;
    for (const Local& local : locals_)
        locals.push_back(local.name.text);
    Diagnostic& diagnostic = state_.sink.report(diag::unknown_name, path.root.span, "name", word);
    suggest(state_.sink, diagnostic, word, visible_names(state_, module_, locals));
}

std::optional<Type> ExprChecker::step(const Type& from, const ast::Path& path, std::size_t& at,
                                      std::string& text, std::vector<PathStep>& steps) {
    const ast::Segment& segment = path.segments[at];
    if (segment.name.text.empty() && !segment.is_key) return std::nullopt;
    if (from.list) {
        state_.sink.report(diag::unknown_member, segment.name.span, "list `" + text + "`", segment.name.text)
            .with_help("ask about its items with a quantifier: `some x in " + text + " satisfies …`");
        return std::nullopt;
    }
    const bool is_free = from.kind == Type::Kind::Map || from.kind == Type::Kind::Any;
    if (segment.is_key && !is_free) {
        state_.sink.report(diag::key_on_object, segment.name.span, segment.name.text, name(from))
            .with_help("write `." + segment.name.text + "`");
        return std::nullopt;
    }
    if (from.kind == Type::Kind::Resource || from.kind == Type::Kind::Shape)
        return step_into_catalogue(from, path, at, text, steps);
    ++at;
    std::optional<Type> next =
        is_free ? step_into_map(from, segment, steps) : step_into_record(from, segment, text, steps);
    text += segment.is_key ? "['" + segment.name.text + "']" : "." + segment.name.text;
    return next;
}

std::optional<Type> ExprChecker::step_into_catalogue(const Type& from, const ast::Path& path, std::size_t& at,
                                                     std::string& text, std::vector<PathStep>& steps) {
    const ast::Segment* segment = &path.segments[at];
    const bool is_resource = from.kind == Type::Kind::Resource;
    auto found = from.resource->child(is_resource ? std::nullopt : from.property, segment->name.text);
    if (!found && is_resource && segment->name.text == "properties" && at + 1 < path.segments.size()) {
        segment = &path.segments[++at];
        text += ".properties";
        found = inner_property(*from.resource, segment->name.text);
        if (!found) found = from.resource->child(std::nullopt, segment->name.text);
    }
    if (!found) return report_no_member(from, *segment, text);
    const catalog::Property& property = (*from.resource)[*found];
    if (property.name != segment->name.text)
        report_style(state_, module_,
                     make_diagnostic(diag::name_case, segment->name.span, segment->name.text, property.name));
    text += "." + property.name;
    steps.push_back({found, property.name, false});
    ++at;
    return property_type(*from.resource, *found);
}

std::optional<Type> ExprChecker::step_into_record(const Type& from, const ast::Segment& segment,
                                                  const std::string& text, std::vector<PathStep>& steps) {
    if (from.kind != Type::Kind::Record || !from.fields) return report_no_member(from, segment, text);
    const auto field = std::ranges::find(*from.fields, segment.name.text, &Field::name);
    if (field == from.fields->end()) return report_no_member(from, segment, text);
    steps.push_back({std::nullopt, field->name, false});
    return field->type;
}

std::optional<Type> ExprChecker::step_into_map(const Type& from, const ast::Segment& segment,
                                               std::vector<PathStep>& steps) {
    steps.push_back({std::nullopt, segment.name.text, true});
    if (from.kind == Type::Kind::Map && property_of(from)) {
        if (const auto value = from.resource->child(from.property, "*")) {
            Type type = property_type(*from.resource, *value);
            type.optional = !type.list;
            return type;
        }
    }
    Type type = of(Type::Kind::Any);
    type.optional = true;
    return type;
}

std::optional<Type> ExprChecker::report_no_member(const Type& from, const ast::Segment& segment,
                                                  const std::string& text) {
    const std::string what = "`" + text + (text == name(from) ? "`" : "` (" + name(from) + ")");
    Diagnostic& diagnostic =
        state_.sink.report(diag::unknown_member, segment.name.span, what, segment.name.text);
    std::vector<std::string_view> names;
    if (from.kind == Type::Kind::Resource || (from.kind == Type::Kind::Shape && property_of(from)))
        for (const catalog::PropertyId id : members_of(from))
            names.push_back((*from.resource)[id].name);
    if (from.kind == Type::Kind::Record && from.fields)
        for (const Field& field : *from.fields)
            names.push_back(field.name);
    suggest(state_.sink, diagnostic, segment.name.text, names);
    return std::nullopt;
}

void ExprChecker::guard_secret(const Type& type, const std::string& text, Span span) {
    const catalog::Property* property = property_of(type);
    if (!property || !property->secret || secrets_allowed_) return;
    state_.sink.report(diag::secret_read, span, text);
}

} // namespace iotsec::sema
