// Resource bodies: written in the catalogue's form, lowered to Azure's.
#include "compiler/catalog/body.hpp"

#include "base/text.hpp"
#include "compiler/ir/lowering/expr_lowering.hpp"

#include <algorithm>
#include <utility>

namespace iotsec::ir::lowering {

/// An object while its members are put into their places.
struct ExprLowering::Draft {
    std::vector<std::string> names;
    std::vector<Draft> members; ///< parallel to `names`
    std::optional<ExprId> value;

    Draft& at(const std::string& name) {
        const auto found = std::ranges::find(names, name);
        if (found != names.end()) return members[static_cast<std::size_t>(found - names.begin())];
        names.push_back(name);
        return members.emplace_back();
    }
};

namespace {

/// The members of an object that may be written as inner `properties`, where the top level has none of that
/// name.
const ast::ObjectLiteral* inner_properties(const ast::Module& tree, const ast::ObjectMember& member) {
    if (member.key.text != "properties") return nullptr;
    return std::get_if<ast::ObjectLiteral>(&tree[member.value].kind);
}

} // namespace

LoweredBody ExprLowering::body(const Site& site, const catalog::ResourceType& type) {
    LoweredBody result;
    const auto* object = std::get_if<ast::ObjectLiteral>(&expr(site).kind);
    Draft draft;
    body_properties_ = &result.properties;
    if (object != nullptr) place_members(site, *object, type, std::nullopt, draft);
    body_properties_ = nullptr;
    const auto version = std::ranges::find(draft.names, "apiVersion");
    if (version != draft.names.end()) {
        const auto at = version - draft.names.begin();
        const auto& value = draft.members[static_cast<std::size_t>(at)].value;
        const auto* literal = value ? std::get_if<Literal>(&program_[*value]) : nullptr;
        if (literal != nullptr && literal->value.as_string() != nullptr) {
            result.api_version = *literal->value.as_string();
        }
        draft.names.erase(version);
        draft.members.erase(draft.members.begin() + at);
    }
    result.object = finish(draft, expr(site).span);
    return result;
}

void ExprLowering::place_members(const Site& site, const ast::ObjectLiteral& object,
                                 const catalog::ResourceType& type, std::optional<catalog::PropertyId> below,
                                 Draft& draft) {
    for (const ast::ObjectMember& member : object.members) {
        const catalog::Place place = catalog::place(type, below, member.key.text);
        const ast::ObjectLiteral* inner = inner_properties(tree(site), member);
        if (!place.property && !below && inner != nullptr) {
            place_members(site, *inner, type, below, draft);
            continue;
        }
        Draft* at = &draft;
        for (const std::string& name : place.names)
            at = &at->at(name);
        if (place.property && body_properties_ != nullptr) body_properties_->push_back(*place.property);
        at->value = body_value(site.at(member.value), type, place.property);
    }
}

ExprId ExprLowering::finish(const Draft& draft, Span span) {
    if (draft.value) return *draft.value;
    ObjectOf object;
    for (std::size_t i = 0; i < draft.names.size(); ++i)
        object.members.emplace_back(draft.names[i], finish(draft.members[i], span));
    return program_.add(std::move(object), span);
}

ExprId ExprLowering::body_value(const Site& from, const catalog::ResourceType& type,
                                std::optional<catalog::PropertyId> property) {
    const Span span = expr(from).span;
    const Deeper deeper{*this, span};
    if (!deeper.ok()) return literal(LiteralType::Null, {}, span).id;
    const Resolved resolved = resolve(from);
    if (resolved.element != nullptr || resolved.param) return operand(from).id;
    const Site& site = resolved.site;
    const catalog::Property* described = property ? &type[*property] : nullptr;
    if (described == nullptr || described->kind == catalog::Kind::Any) return free_value(site);
    const ast::Expr& node = expr(site);
    if (const auto* list = std::get_if<ast::ListLiteral>(&node.kind)) {
        ListOf items;
        for (const ast::ExprId item : list->items)
            items.items.push_back(body_value(site.at(item), type, property));
        return program_.add(std::move(items), span);
    }
    if (const auto* object = std::get_if<ast::ObjectLiteral>(&node.kind)) {
        if (described->kind != catalog::Kind::Map) {
            Draft draft;
            place_members(site, *object, type, property, draft);
            return finish(draft, span);
        }
        ObjectOf members;
        const auto value = type.child(property, "*");
        for (const ast::ObjectMember& member : object->members)
            members.members.emplace_back(member.key.text, body_value(site.at(member.value), type, value));
        return program_.add(std::move(members), span);
    }
    if (const auto* missing = std::get_if<ast::UnknownLiteral>(&node.kind))
        return unknown(*missing, described, span);
    return operand(site).id;
}

ExprId ExprLowering::free_value(const Site& site) {
    const Span span = expr(site).span;
    const Deeper deeper{*this, span};
    if (!deeper.ok()) return literal(LiteralType::Null, {}, span).id;
    const auto* object = std::get_if<ast::ObjectLiteral>(&expr(site).kind);
    if (object != nullptr) {
        ObjectOf result;
        for (const ast::ObjectMember& member : object->members)
            result.members.emplace_back(member.key.text, free_value(site.at(member.value)));
        return program_.add(std::move(result), span);
    }
    if (const auto* list = std::get_if<ast::ListLiteral>(&expr(site).kind)) {
        ListOf result;
        for (const ast::ExprId item : list->items)
            result.items.push_back(free_value(site.at(item)));
        return program_.add(std::move(result), span);
    }
    return operand(site).id;
}

/// A value of a test that is not known: it may be absent, and has the values of its property.
ExprId ExprLowering::unknown(const ast::UnknownLiteral& node, const catalog::Property* property, Span span) {
    Unknown result;
    result.cause = Cause::NotComputed;
    result.reason = node.cause.value_or("unknown in the test");
    result.identity = ++unknowns_;
    if (property != nullptr && !property->list) {
        if (property->kind == catalog::Kind::Bool) result.domain = {Value{true}, Value{false}};
        if (property->kind == catalog::Kind::Enum && !property->open) {
            for (const std::string& value : property->values)
                result.domain.emplace_back(value);
        }
    }
    return literal(LiteralType::Null, make_unknown(std::move(result), span), span).id;
}

} // namespace iotsec::ir::lowering
