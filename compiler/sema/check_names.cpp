// Local names, and the names of types and relations.
#include "base/diagnostics/names.hpp"
#include "base/diagnostics/types.hpp"
#include "base/overloaded.hpp"
#include "base/text.hpp"
#include "compiler/sema/expr_checker.hpp"
#include "compiler/sema/suggest.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace iotsec::sema {

namespace {

struct NamedKind {
    std::string_view name;
    Type::Kind kind;
};
constexpr std::array named_kinds{
    NamedKind{"bool", Type::Kind::Bool},         NamedKind{"int", Type::Kind::Int},
    NamedKind{"string", Type::Kind::String},     NamedKind{"percent", Type::Kind::Percent},
    NamedKind{"version", Type::Kind::Version},   NamedKind{"apiVersion", Type::Kind::ApiVersion},
    NamedKind{"duration", Type::Kind::Duration}, NamedKind{"instant", Type::Kind::Instant},
    NamedKind{"cidr", Type::Kind::Cidr},         NamedKind{"resourceId", Type::Kind::ResourceId},
    NamedKind{"location", Type::Kind::Location}, NamedKind{"any", Type::Kind::Any},
};

bool is_ancestor(const catalog::Catalog& catalog, const catalog::ResourceType& type,
                 const catalog::ResourceType& above) {
    const catalog::ResourceType* at = &type;
    for (int levels = 0; levels < 16 && at && !at->parent.empty(); ++levels) {
        if (equal_ignoring_case(at->parent, above.name)) return true;
        at = catalog.type(at->parent);
    }
    return starts_with_ignoring_case(type.name, above.name + "/");
}

} // namespace

void ExprChecker::declare(Local local) {
    const std::string& text = local.name.text;
    if (text.empty()) return;
    const Local* outer = find_local(text);
    const ModuleScope& scope = state_.scopes[module_];
    if (outer) {
        state_.sink
            .report(diag::shadowed_name, local.name.span, text,
                    (outer->what == "argument" ? "an " : "a ") + std::string{outer->what})
            .with_label(outer->name.span, "declared here");
    } else if (const auto own = scope.declarations.find(text); own != scope.declarations.end()) {
        const ast::Declaration& declaration = tree().declarations[own->second];
        const bool is_value = std::holds_alternative<ast::Param>(declaration.kind) ||
                              std::holds_alternative<ast::Let>(declaration.kind) ||
                              std::holds_alternative<ast::Predicate>(declaration.kind);
        if (is_value)
            state_.sink.report(diag::shadowed_name, local.name.span, text, kind_name(declaration))
                .with_label(declared_name(declaration)->span, "declared here");
    } else if (const auto imported = scope.imports.find(text); imported != scope.imports.end()) {
        state_.sink.report(diag::shadowed_name, local.name.span, text, "an import")
            .with_label(imported->second.span, "imported here");
    }
    local_by_name_[text].push_back(locals_.size());
    locals_.push_back(std::move(local));
}

Local* ExprChecker::find_local(std::string_view name) {
    const auto found = local_by_name_.find(name);
    return found == local_by_name_.end() || found->second.empty() ? nullptr : &locals_[found->second.back()];
}

void ExprChecker::forget(std::size_t mark) {
    while (locals_.size() > mark) {
        const Local& local = locals_.back();
        if (!local.used && !local.may_be_unused && !local.type.is_error())
            report_style(state_, module_,
                         make_diagnostic(diag::unused_name, local.name.span, local.what, local.name.text));
        ended_.insert(local.name.text);
        local_by_name_[local.name.text].pop_back();
        locals_.pop_back();
    }
}

const catalog::ResourceType* ExprChecker::find_type(const ast::TypeName& name) {
    if (name.text.empty()) return nullptr;
    const catalog::ResourceType* type = state_.catalog.type(name.text);
    if (!type) {
        Diagnostic& diagnostic =
            state_.sink.report(diag::unknown_name, name.span, "resource type", name.text);
        std::vector<std::string_view> names;
        for (const catalog::ResourceType& other : state_.catalog.types())
            names.push_back(other.name);
        suggest(state_.sink, diagnostic, name.text, names);
        return nullptr;
    }
    if (type->name != name.text)
        report_style(state_, module_, make_diagnostic(diag::name_case, name.span, name.text, type->name));
    return type;
}

void ExprChecker::check_relation(const ast::Relation& relation, const catalog::ResourceType* type) {
    if (!relation.of) {
        constexpr std::array<std::string_view, 3> scopes{"resourceGroup", "subscription", "evidence"};
        if (relation.word.text.empty() || std::ranges::find(scopes, relation.word.text) != scopes.end())
            return;
        Diagnostic& diagnostic =
            state_.sink.report(diag::unknown_name, relation.word.span, "scope", relation.word.text);
        suggest(state_.sink, diagnostic, relation.word.text, scopes,
                "the scopes are `resourceGroup`, `subscription` and `evidence`");
        return;
    }
    const Type root = check(relation.path);
    const Span span = expr(relation.path).span;
    if (root.is_error()) return;
    if (root.kind != Type::Kind::Resource || root.list) {
        mismatch(span, "the name of one resource after `of`", root);
        return;
    }
    if (!type || !root.resource || type->type_class == catalog::TypeClass::Extension) return;
    if (is_ancestor(state_.catalog, *type, *root.resource)) return;
    state_.sink.report(diag::unrelated_type, relation.span, type->name, root.resource->name)
        .with_help(
            "look for it `in resourceGroup` or `in subscription`, and say in the condition what joins them");
}

Type ExprChecker::check_type(const ast::TypeExpr& written) {
    Type type = std::visit(overloaded{
                               [](const ast::Invalid&) { return Type{}; },
                               [&](const ast::NamedType& named) { return check_named_type(named); },
                               [&](const ast::CatalogType& path) { return check_catalog_type(path); },
                               [&](const ast::RecordType& record) { return check_record_type(record); },
                           },
                           written.kind);
    if (!written.list || type.is_error()) return type;
    if (type.list) return mismatch(written.span, "a list of single values", type);
    return list_of(type);
}

Type ExprChecker::check_named_type(const ast::NamedType& named) {
    const auto found = std::ranges::find(named_kinds, named.name.text, &NamedKind::name);
    if (found != named_kinds.end()) return of(found->kind);
    if (named.name.text.empty()) return {};
    Diagnostic& diagnostic = state_.sink.report(diag::unknown_name, named.name.span, "type", named.name.text);
    std::vector<std::string_view> names;
    for (const NamedKind& kind : named_kinds)
        names.push_back(kind.name);
    suggest(state_.sink, diagnostic, named.name.text, names);
    return {};
}

Type ExprChecker::check_catalog_type(const ast::CatalogType& written) {
    const catalog::ResourceType* resource = find_type(written.type);
    if (!resource) return {};
    Type type = resource_type(*resource);
    std::string text = resource->name;
    for (const auto& [name, has_star] : written.path) {
        const bool has_members =
            !type.list && (type.kind == Type::Kind::Resource || type.kind == Type::Kind::Shape);
        const auto child = has_members ? resource->child(type.property, name.text) : std::nullopt;
        if (!child) {
            (void)report_no_member(type, {name, false}, text);
            return {};
        }
        type = property_type(*resource, *child);
        text += "." + name.text;
        if (has_star && !type.list) return mismatch(name.span, "a list before `[*]`", type);
        if (has_star) type = element_of(type);
        type.optional = false;
    }
    return type;
}

Type ExprChecker::check_record_type(const ast::RecordType& record) {
    std::vector<Field> fields;
    for (const ast::RecordField& field : record.fields) {
        const bool is_repeated =
            std::ranges::any_of(fields, [&](const Field& other) { return other.name == field.name.text; });
        if (is_repeated) state_.sink.report(diag::duplicate_member, field.name.span, field.name.text);
        fields.push_back({field.name.text, field.type.empty() ? Type{} : check_type(field.type.front())});
    }
    Type type = of(Type::Kind::Record);
    type.fields = std::make_shared<const std::vector<Field>>(std::move(fields));
    return type;
}

} // namespace iotsec::sema
