// Remedies: `remedy set` and `remedy deploy`.
#include "base/diagnostics/names.hpp"
#include "base/diagnostics/requirements.hpp"
#include "base/diagnostics/types.hpp"
#include "base/overloaded.hpp"
#include "base/text.hpp"
#include "compiler/sema/declarations.hpp"
#include "compiler/sema/suggest.hpp"

#include <algorithm>
#include <set>

namespace iotsec::sema {

namespace {

class RemedyChecker {
  public:
    RemedyChecker(ExprChecker& checker, const ast::Requirement& requirement, const ast::Remedy& remedy)
        : checker_{checker}, sink_{checker.state().sink}, requirement_{requirement}, remedy_{remedy} {}

    void check() {
        std::visit(overloaded{
                       [&](const ast::SetRemedy& set) { check_set(set); },
                       [&](const ast::DeployRemedy& deploy) { check_deploy(deploy); },
                   },
                   remedy_.kind);
        if (remedy_.requires_condition) checker_.check_condition(*remedy_.requires_condition);
        if (remedy_.roles) check_roles(*remedy_.roles);
    }

  private:
    void check_set(const ast::SetRemedy& set) {
        std::set<std::string> seen;
        for (const ast::PathValue& entry : set.values) {
            const Type type = checker_.check(entry.path);
            checker_.check_value(entry.value, {type, BodyUse::Deploy});
            if (type.is_error()) continue;
            const Span span = checker_.tree()[entry.path].span;
            const std::string path = settable_path(entry.path, type);
            if (path.empty()) continue;
            if (!seen.insert(path).second) sink_.report(diag::duplicate_member, span, path);
            check_modifiable(type, span);
        }
    }

    /// What Azure cannot modify still shows the author of a template what to write.
    void check_modifiable(const Type& type, Span span) {
        const catalog::Property* property = property_of(type);
        if (property == nullptr || property->modifiable) return;
        report_style(checker_.state(), checker_.module(),
                     make_diagnostic(diag::not_modifiable, span, property->path)
                         .with_help("the remedy becomes advice and a part of snippets, not a modify effect"));
    }

    /// The path in catalogue form, below the subject; reports one that cannot be set (and then gives
    /// nothing).
    std::string settable_path(ast::ExprId id, const Type& type) {
        const Span span = checker_.tree()[id].span;
        const auto* path = std::get_if<BinderPath>(&checker_.reference(id));
        if (!path || path->binder != requirement_.binder.text || path->steps.empty()) {
            sink_.report(diag::remedy_target, span, name(type));
            return {};
        }
        std::string text;
        for (const PathStep& step : path->steps) {
            text += (text.empty() ? "" : ".") + step.name;
            if (!step.property) continue;
            const catalog::Property& property = (*type_of_subject())[*step.property];
            if (property.read_only) return report(diag::read_only_property, span, property.path);
            if (property.create_only) return report(diag::create_only_property, span, property.path);
        }
        return text;
    }

    std::string report(const DiagnosticKind<std::string_view>& kind, Span span, const std::string& path) {
        sink_.report(kind, span, path);
        return {};
    }

    const catalog::ResourceType* type_of_subject() const {
        return checker_.state().catalog.type(requirement_.type.text);
    }

    void check_deploy(const ast::DeployRemedy& deploy) {
        const catalog::ResourceType* type = checker_.find_type(deploy.type);
        checker_.check_relation(deploy.relation, type);
        check_resource_body(checker_, deploy.body, type, BodyUse::Deploy);
        if (!remedy_.roles)
            sink_.report(diag::deploy_needs_roles, remedy_.span)
                .with_help("name the roles that the identity of the assignment needs to deploy it");
    }

    void check_roles(ast::ExprId id) {
        const auto* list = std::get_if<ast::ListLiteral>(&checker_.tree()[id].kind);
        if (!list) return;
        std::vector<std::string_view> names;
        for (const catalog::Role& role : checker_.state().catalog.roles())
            names.push_back(role.name);
        for (const ast::ExprId item : list->items) {
            const auto word = word_or_text(checker_.tree(), item);
            const Span span = checker_.tree()[item].span;
            if (!word) {
                const Type found = checker_.check(item);
                if (!found.is_error())
                    sink_.report(diag::type_mismatch, span, "the name of a role", name(found));
                continue;
            }
            checker_.note_word(item);
            if (checker_.state().catalog.role(*word)) continue;
            Diagnostic& diagnostic = sink_.report(diag::unknown_name, span, "role", *word);
            suggest(sink_, diagnostic, *word, names);
        }
    }

    ExprChecker& checker_;
    DiagnosticSink& sink_;
    const ast::Requirement& requirement_;
    const ast::Remedy& remedy_;
};

} // namespace

void check_remedy_clause(ExprChecker& checker, const ast::Requirement& requirement,
                         const ast::Remedy& remedy) {
    RemedyChecker{checker, requirement, remedy}.check();
}

void check_resource_body(ExprChecker& checker, ast::ExprId body, const catalog::ResourceType* type,
                         BodyUse use) {
    const ast::Module& tree = checker.tree();
    std::string version;
    if (const auto* object = std::get_if<ast::ObjectLiteral>(&tree[body].kind)) {
        const auto stated = std::ranges::find_if(
            object->members, [](const ast::ObjectMember& member) { return member.key.text == "apiVersion"; });
        if (stated != object->members.end())
            if (const auto text = checker.check_constant_text(stated->value, Interpolation::Unchecked))
                version = *text;
        const bool is_known = !type || version.empty() || type->api_versions.empty() ||
                              std::ranges::find(type->api_versions, version) != type->api_versions.end();
        if (!is_known) {
            Diagnostic& diagnostic = checker.state().sink.report(
                diag::unknown_api_version, tree[stated->value].span, type->name, version);
            diagnostic.with_help("the newest is `" + type->newest_api_version() + "`");
            version.clear();
        }
    }
    checker.check_value(body, {type ? resource_type(*type) : Type{}, use, version});
}

} // namespace iotsec::sema
