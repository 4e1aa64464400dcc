#include "compiler/ir/lowering/givens.hpp"

#include "base/text.hpp"
#include "compiler/ir/lowering/constants.hpp"
#include "compiler/ir/names.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace iotsec::ir::lowering {

namespace {

constexpr std::string_view own_subscription = "00000000-0000-0000-0000-000000000000";
constexpr std::string_view other_subscription = "00000000-0000-0000-0000-000000000001";
constexpr std::string_view own_group = "rg";
constexpr std::string_view other_group = "rg-other";

/// `a` and then `b`; unknown or absent where a part is.
Value joined(const Value& a, std::string_view between, const Value& b) {
    for (const Value* part : {&a, &b}) {
        if (part->as_string() == nullptr) return *part;
    }
    return text_value(*a.as_string() + std::string{between} + *b.as_string());
}

} // namespace

Givens::Givens(const sema::TypedProgram& typed, sema::DeclId test, std::string at, DiagnosticSink& sink)
    : module_{test.module}, test_{std::get<ast::Test>(typed[test].kind)}, at_{std::move(at)},
      facts_{typed, scratch_}, exprs_{facts_, scratch_, sink} {
    for (const ast::Given& given : test_.givens) {
        const catalog::ResourceType* type = facts_.type(given.type.text);
        if (type == nullptr) continue;
        scope_.elements.push_back(exprs_.start(given.name.text, *type, false));
    }
    for (const ast::SetValue& set : test_.sets) {
        const Resolved resolved = exprs_.resolve({module_, set.value, &scope_});
        sets_[set.name.text] = value(exprs_.operand(resolved.site).id);
    }
    for (const ast::Given& given : test_.givens) {
        const catalog::ResourceType* type = facts_.type(given.type.text);
        if (type != nullptr)
            givens_.push_back({given, *type, exprs_.body({module_, given.body, &scope_}, *type), {}, {}});
    }
    for (Given& given : givens_)
        place(given);
}

std::vector<std::pair<std::string, Value>> Givens::sets() {
    std::vector<std::pair<std::string, Value>> result;
    for (const ast::SetValue& set : test_.sets)
        result.emplace_back(set.name.text, sets_[set.name.text]);
    return result;
}

std::vector<GivenResource> Givens::resources() {
    std::vector<GivenResource> result;
    for (const Given& given : givens_)
        result.push_back(resource(given));
    return result;
}

/// Without relation a given stands in the group of the subject; what is only `in subscription` stands in
/// another group, what is only `in evidence` in another subscription.
void Givens::place(Given& given) {
    const Value stated = member(given, "id");
    if (const std::string* id = stated.as_string()) {
        given.subscription = segment_behind(*id, "subscriptions");
        given.group = segment_behind(*id, "resourceGroups");
        return;
    }
    given.subscription = own_subscription;
    given.group = own_group;
    if (!given.node.relation) return;
    const ast::Relation& relation = *given.node.relation;
    const Resolved of = relation.of ? exprs_.resolve({module_, relation.path, &scope_}) : Resolved{};
    if (const Given* owner = of.element == nullptr ? nullptr : find(of.element->binder)) {
        if (owner->subscription.empty()) return;
        given.subscription = owner->subscription;
        given.group = owner->group;
    } else if (relation.word.text == "subscription") {
        given.group = other_group;
    } else if (relation.word.text == "evidence") {
        given.subscription = other_subscription;
    }
}

GivenResource Givens::resource(const Given& given) {
    GivenResource out;
    out.name = given.node.name.text;
    out.type = given.type.name;
    if (given.node.relation) {
        const ast::Relation& relation = *given.node.relation;
        out.relation = relation.of ? RelatedBy::Of : enum_value<RelatedBy>(relation.word.text);
        const Resolved of = relation.of ? exprs_.resolve({module_, relation.path, &scope_}) : Resolved{};
        if (of.element != nullptr) out.of = of.element->binder;
    }
    out.body = value(given.body.object);
    out.body.span = given.node.span;
    out.span = given.node.span;
    if (given.type.type_class == catalog::TypeClass::DataPlane) return out;
    out.full_name = full_name(given);
    out.id = id(given);
    out.subscription = given.subscription;
    out.resource_group = given.group;
    out.api_version =
        given.body.api_version.empty() ? given.type.newest_api_version() : given.body.api_version;
    if (out.body.find("name") == nullptr) out.body.set("name", name(given));
    if (out.body.find("id") == nullptr) out.body.set("id", out.id);
    if (out.body.find("type") == nullptr) out.body.set("type", text_value(given.type.name));
    return out;
}

const Givens::Given* Givens::find(std::string_view name) const {
    const auto found =
        std::ranges::find(givens_, name, [](const Given& g) { return std::string_view{g.node.name.text}; });
    return found == givens_.end() ? nullptr : &*found;
}

Value Givens::name(const Given& given) {
    const Value stated = member(given, "name");
    return stated.is_null() ? text_value(given.node.name.text) : stated;
}

/// `hub/cert` for a child: with the names of its parents, as far as the test says them.
Value Givens::full_name(const Given& given) {
    Value own = name(given);
    const std::string* known = own.as_string();
    if (given.type.type_class != catalog::TypeClass::Child || known == nullptr) return own;
    if (given.node.relation && given.node.relation->of) {
        const Resolved of = exprs_.resolve({module_, given.node.relation->path, &scope_});
        const Given* owner = of.element == nullptr ? nullptr : find(of.element->binder);
        const std::string short_name{last_segment(*known)};
        if (owner != nullptr) return joined(full_name(*owner), "/", text_value(short_name));
    }
    std::string result = *known;
    const auto depth = static_cast<std::size_t>(std::ranges::count(given.type.name, '/'));
    while (static_cast<std::size_t>(std::ranges::count(result, '/')) + 1 < depth)
        result.insert(0, "parent/");
    return text_value(result);
}

/// The id of the resource group, or of what the given is attached to.
Value Givens::parent_id(const Given& given) {
    const bool is_extension = given.type.type_class == catalog::TypeClass::Extension;
    if (is_extension && given.node.relation && given.node.relation->of) {
        const Resolved of = exprs_.resolve({module_, given.node.relation->path, &scope_});
        if (const Given* owner = of.element == nullptr ? nullptr : find(of.element->binder))
            return id(*owner);
    }
    return text_value("/subscriptions/" + given.subscription + "/resourceGroups/" + given.group);
}

Value Givens::id(const Given& given) {
    if (given.type.type_class == catalog::TypeClass::DataPlane) return {};
    // What is attached to each other in a circle has no id.
    if (++owners_ > scope_.elements.size() + 1) {
        --owners_;
        return {};
    }
    Value result = member(given, "id");
    if (result.is_null() && given.type.type_class == catalog::TypeClass::Child && given.node.relation &&
        given.node.relation->of) {
        const Resolved of = exprs_.resolve({module_, given.node.relation->path, &scope_});
        const Given* owner = of.element == nullptr ? nullptr : find(of.element->binder);
        const Value own = name(given);
        if (owner != nullptr && own.as_string() != nullptr) {
            const std::string short_name{last_segment(*own.as_string())};
            result = joined(id(*owner), fmt::format("/{}/", last_segment(given.type.name)),
                            text_value(short_name));
        }
    }
    if (result.is_null()) {
        const Value full = full_name(given);
        const Value parent = parent_id(given);
        if (full.as_string() == nullptr || parent.as_string() == nullptr) {
            result = full.as_string() == nullptr ? full : parent;
        } else {
            const auto types = split(given.type.name, '/');
            const auto names = split(*full.as_string(), '/');
            std::string built = *parent.as_string() + "/providers/" + std::string{types.front()};
            for (std::size_t i = 0; i < names.size() && i + 1 < types.size(); ++i)
                built += "/" + std::string{types[i + 1]} + "/" + std::string{names[i]};
            result = text_value(built);
        }
    }
    --owners_;
    return result;
}

} // namespace iotsec::ir::lowering
