#include "compiler/ir/lowering/requirement.hpp"

#include "base/overloaded.hpp"
#include "compiler/catalog/body.hpp"
#include "compiler/ir/connective.hpp"
#include "compiler/ir/lowering/constants.hpp"
#include "compiler/ir/names.hpp"

#include <cctype>
#include <utility>

namespace iotsec::ir::lowering {

namespace {

/// A clause on one line, as messages show it.
std::string on_one_line(std::string_view text) {
    std::string result;
    for (const char c : text) {
        const bool is_blank = std::isspace(static_cast<unsigned char>(c)) != 0;
        if (!is_blank) {
            result += c;
        } else if (!result.empty() && !result.ends_with(' ')) {
            result += ' ';
        }
    }
    return result;
}

/// Lowers the clauses of one requirement.
class RequirementLowering {
  public:
    RequirementLowering(sema::DeclId id, const ast::Requirement& declared, ExprLowering& exprs,
                        const Sources& sources)
        : id_{id}, declared_{declared}, exprs_{exprs}, sources_{sources} {}

    Requirement lower(Program& program);

  private:
    [[nodiscard]] Site site(ast::ExprId id) const { return {id_.module, id, &scope_}; }
    [[nodiscard]] const ast::Module& tree() const { return *exprs_.facts().typed().modules[id_.module].tree; }

    Check check(const ast::Expect& expect);
    Remedy remedy(const ast::Remedy& node);
    void set_remedy(const ast::SetRemedy& node, Remedy& out);
    void deploy_remedy(const ast::DeployRemedy& node, Remedy& out);
    std::vector<std::string> roles(const ast::Remedy& remedy);

    sema::DeclId id_;
    const ast::Requirement& declared_;
    ExprLowering& exprs_;
    const Sources& sources_;
    Scope scope_;
};

Requirement RequirementLowering::lower(Program& program) {
    Requirement out;
    const catalog::ResourceType* type = exprs_.facts().type(declared_.type.text);
    out.name = declared_.name.text;
    out.module = tree().name.text();
    out.type = type == nullptr ? declared_.type.text : type->name;
    out.binder = declared_.binder.text;
    out.all = declared_.all;
    out.meta = metadata(id_, declared_, exprs_.facts().typed());
    out.span = declared_.name.span;
    if (type == nullptr) return out;
    scope_.elements.push_back(exprs_.start(out.binder, *type, out.all));
    std::vector<ExprId> whens;
    for (const ast::When& when : declared_.whens)
        whens.push_back(exprs_.condition(site(when.condition)));
    if (!whens.empty()) out.when = conjunction(program, whens);
    for (const ast::Expect& expect : declared_.expects)
        out.checks.push_back(check(expect));
    for (const ast::Remedy& each : declared_.remedies)
        out.remedies.push_back(remedy(each));
    for (const ast::Attest& attest : declared_.attests)
        out.attest = Attest{seconds(attest.every), constant_text(tree(), attest.asking)};
    for (const ast::Name& effect : declared_.effects) {
        if (const auto known = enum_value<Effect>(effect.text)) out.effects.push_back(*known);
    }
    return out;
}

Check RequirementLowering::check(const ast::Expect& expect) {
    Check out;
    out.condition = exprs_.condition(site(expect.condition));
    if (expect.otherwise) out.message = exprs_.message(site(*expect.otherwise));
    out.span = tree()[expect.condition].span;
    out.source_text = on_one_line(sources_.text(out.span));
    return out;
}

Remedy RequirementLowering::remedy(const ast::Remedy& node) {
    Remedy out;
    std::visit(overloaded{
                   [&](const ast::SetRemedy& set) { set_remedy(set, out); },
                   [&](const ast::DeployRemedy& deploy) { deploy_remedy(deploy, out); },
               },
               node.kind);
    if (node.requires_condition) out.presupposes = exprs_.condition(site(*node.requires_condition));
    out.role_ids = roles(node);
    out.span = node.span;
    return out;
}

void RequirementLowering::set_remedy(const ast::SetRemedy& node, Remedy& out) {
    for (const ast::PathValue& each : node.values) {
        const Resolved path = exprs_.resolve(site(each.path));
        if (path.element == nullptr || path.element->resource == nullptr || path.steps.empty()) continue;
        const ExprId target = exprs_.raw_path(site(each.path));
        const auto property = path.steps.back().property;
        out.sets.push_back({target, exprs_.body_value(site(each.value), *path.element->resource, property)});
    }
}

void RequirementLowering::deploy_remedy(const ast::DeployRemedy& node, Remedy& out) {
    const catalog::ResourceType* type = exprs_.facts().type(node.type.text);
    if (type == nullptr) return;
    Deploy deploy;
    deploy.name = node.binder.text;
    deploy.type = type->name;
    deploy.root = exprs_.related_root(node.relation, site(node.relation.path));
    deploy.relation = RelatedBy::Of;
    if (!node.relation.of) {
        deploy.relation = enum_value<RelatedBy>(node.relation.word.text).value_or(RelatedBy::ResourceGroup);
    }
    const LoweredBody body = exprs_.body(site(node.body), *type);
    deploy.body = body.object;
    deploy.api_version =
        body.api_version.empty() ? catalog::api_version_with(*type, body.properties) : body.api_version;
    out.deploy = std::move(deploy);
}

/// The roles that the remedy names. Setting a property takes Contributor, where nothing else is said.
std::vector<std::string> RequirementLowering::roles(const ast::Remedy& remedy) {
    std::vector<std::string> result;
    const auto add = [&](std::string_view name) {
        std::string id = exprs_.facts().role_id(name);
        if (!id.empty()) result.push_back(std::move(id));
    };
    if (!remedy.roles) {
        if (std::holds_alternative<ast::SetRemedy>(remedy.kind)) add("contributor");
        return result;
    }
    if (const auto* list = std::get_if<ast::ListLiteral>(&tree()[*remedy.roles].kind)) {
        for (const ast::ExprId item : list->items)
            add(word_or_text(tree(), item));
    }
    return result;
}

} // namespace

Requirement requirement(sema::DeclId id, ExprLowering& exprs, const Sources& sources) {
    const auto& declared = std::get<ast::Requirement>(exprs.facts().typed()[id].kind);
    return RequirementLowering{id, declared, exprs, sources}.lower(exprs.program());
}

} // namespace iotsec::ir::lowering
