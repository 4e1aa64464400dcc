// What expressions must keep where they stand: binders, properties, secrets, and types that compare.
#include "base/overloaded.hpp"
#include "base/text.hpp"
#include "compiler/ir/problems.hpp"
#include "compiler/ir/value_type.hpp"
#include "compiler/ir/walk.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

namespace iotsec::ir {

namespace {

/// A binder in scope: a resource of a type, an item of a list property, or one of listed values.
struct Bound {
    std::string_view name;
    std::string_view type;              ///< of a resource
    std::optional<PropertyId> items_of; ///< of an item
    const Values* values = nullptr;     ///< of a listed value
    bool is_fleet = false;              ///< all resources at once, not one of them
};

bool can_compare(CompareBy by, LiteralType type) {
    switch (by) {
    case CompareBy::Text:
    case CompareBy::Exact:
        return type != LiteralType::List && type != LiteralType::Object && type != LiteralType::Null;
    case CompareBy::Location:
        return type == LiteralType::Text || type == LiteralType::Location;
    case CompareBy::Int:
        return type == LiteralType::Int || type == LiteralType::Number;
    case CompareBy::Instant:
        return type == LiteralType::Instant;
    case CompareBy::Version:
        return type == LiteralType::Version || type == LiteralType::Text;
    case CompareBy::ApiVersion:
        return type == LiteralType::ApiVersion || type == LiteralType::Text;
    case CompareBy::Rank:
        return type == LiteralType::Text;
    }
    std::abort();
}

/// Walks the expressions of one requirement with the binders that are known at each place.
class ScopeVerifier {
  public:
    ScopeVerifier(const Program& program, const Requirement& requirement, Problems& problems)
        : program_{program}, requirement_{requirement}, problems_{problems} {}

    void requirement();

  private:
    void require(bool holds, std::string_view what) {
        if (!holds) problems_.add(fmt::format("requirement `{}`: {}", requirement_.meta.id, what));
    }
    void root(ExprId id, bool wants_condition) {
        require(is_condition(program_[id]) == wants_condition, wants_condition
                                                                   ? "a value where a condition is wanted"
                                                                   : "a condition where a value is wanted");
        walk(id, false);
    }
    void remedy(const Remedy& remedy);
    void walk(ExprId id, bool secret_allowed);
    void walk_bound(const Node& node, const Over& over);
    void own_rules(const Node& node);
    void path(const Path& path, bool secret_allowed);
    void path_below_resource(const Path& path, const Property& property, const Bound& bound);
    [[nodiscard]] Bound bound(std::string_view name, const Over& over);
    [[nodiscard]] const Bound* find(std::string_view name) const;
    [[nodiscard]] ValueType type(ExprId id) const;
    [[nodiscard]] ValueType path_type(const Path& path) const;
    [[nodiscard]] ValueType element_type(const Bound& bound, const std::vector<std::string>& fields) const;
    [[nodiscard]] ValueType param_type(ParamId id, const std::vector<std::string>& fields) const;
    void comparable(CompareBy by, ExprId id);

    const Program& program_;
    const Requirement& requirement_;
    Problems& problems_;
    std::vector<Bound> scope_;
};

void ScopeVerifier::requirement() {
    const Requirement& r = requirement_;
    require(!r.binder.empty(), "no binder");
    require(program_.type(r.type) != nullptr, "its type is not described");
    require(!r.checks.empty() || r.attest, "neither a check nor an attestation");
    require(!r.attest || (r.checks.empty() && r.remedies.empty()),
            "an attestation beside checks or remedies");
    require(!r.all || (r.remedies.empty() && r.effects.empty()), "a fleet has no remedies and no effects");
    scope_.push_back(
        {.name = r.binder, .type = r.type, .items_of = {}, .values = nullptr, .is_fleet = r.all});
    if (r.when) root(*r.when, true);
    for (const Check& check : r.checks) {
        root(check.condition, true);
        for (const MessagePart& part : check.message) {
            if (const auto* id = std::get_if<ExprId>(&part)) root(*id, false);
        }
    }
    for (const Remedy& each : r.remedies)
        remedy(each);
}

void ScopeVerifier::remedy(const Remedy& remedy) {
    require(remedy.deploy.has_value() == remedy.sets.empty(), "a remedy sets values or deploys a resource");
    for (const Set& set : remedy.sets) {
        require(std::holds_alternative<Path>(program_[set.path]), "a remedy sets a path");
        root(set.path, false);
        root(set.value, false);
    }
    if (remedy.presupposes) root(*remedy.presupposes, true);
    if (!remedy.deploy) return;
    require(program_.type(remedy.deploy->type) != nullptr, "the type that is deployed is not described");
    require(find(remedy.deploy->root) != nullptr,
            "a deployed resource relates to a binder that is not known");
    require(std::holds_alternative<ObjectOf>(program_[remedy.deploy->body]),
            "the body of a remedy is an object");
    root(remedy.deploy->body, false);
}

void ScopeVerifier::walk(ExprId id, bool secret_allowed) {
    const Node& node = program_[id];
    if (const auto* read = std::get_if<Path>(&node)) return path(*read, secret_allowed);
    if (const Over* over = source(node)) return walk_bound(node, *over);
    own_rules(node);
    const bool asks_presence = std::holds_alternative<Present>(node);
    for_each_child(node, [&](ExprId child, bool) { walk(child, asks_presence); });
}

void ScopeVerifier::walk_bound(const Node& node, const Over& over) {
    const std::string_view name = binder(node);
    require(find(name) == nullptr, fmt::format("binder `{}` hides another", name));
    const bool keys_may_be_secret = std::holds_alternative<Distinct>(node);
    for_each_child(node, [&](ExprId child, bool is_bound) {
        if (!is_bound) walk(child, false);
    });
    scope_.push_back(bound(name, over));
    for_each_child(node, [&](ExprId child, bool is_bound) {
        if (is_bound) walk(child, keys_may_be_secret && std::holds_alternative<Path>(program_[child]));
    });
    scope_.pop_back();
}

Bound ScopeVerifier::bound(std::string_view name, const Over& over) {
    Bound result{.name = name, .type = {}, .items_of = {}, .values = nullptr, .is_fleet = false};
    std::visit(overloaded{
                   [&](const Items& items) {
                       const auto* path = std::get_if<Path>(&program_[items.path]);
                       if (path == nullptr) return;
                       result.items_of = path->property;
                       const bool is_list = path->property && program_.properties[path->property->index].list;
                       require(is_list || !path->keys.empty(), "items of a property that is no list");
                   },
                   [&](const Values& values) { result.values = &values; },
                   [&](const Related& related) {
                       result.type = related.type;
                       const TypeFacts* facts = program_.type(related.type);
                       require(facts != nullptr, fmt::format("type `{}` is not described", related.type));
                       const Bound* of = find(related.root);
                       require(of != nullptr && !of->type.empty() && !of->is_fleet,
                               "a related resource relates to a binder that is no resource");
                       require(related.relation != RelatedBy::Of || facts == nullptr ||
                                   facts->type_class == catalog::TypeClass::Child ||
                                   facts->type_class == catalog::TypeClass::Extension,
                               "`of` is for child and extension types");
                   },
                   [&](const Fleet& fleet) {
                       const Bound* of = find(fleet.root);
                       require(of != nullptr && of->is_fleet, "a fleet that is not the subject");
                       if (of != nullptr) result.type = of->type;
                   },
               },
               over);
    return result;
}

const Bound* ScopeVerifier::find(std::string_view name) const {
    const auto found = std::ranges::find(scope_, name, &Bound::name);
    return found == scope_.end() ? nullptr : &*found;
}

void ScopeVerifier::path(const Path& path, bool secret_allowed) {
    const Bound* of = find(path.root);
    require(of != nullptr, fmt::format("`{}` is not a binder here", path.root));
    if (of == nullptr) return;
    require(!of->is_fleet, "a path below a fleet");
    require(path.fields.empty() || of->values != nullptr, "fields are those of a listed record");
    if (!path.property) {
        require(of->type.empty(), "a resource is no value");
        require(path.keys.empty(), "keys below something that has none");
        return;
    }
    const Property& property = program_.properties[path.property->index];
    require(secret_allowed || !property.secret, fmt::format("secret property `{}` is read", property.path));
    path_below_resource(path, property, *of);
}

void ScopeVerifier::path_below_resource(const Path& path, const Property& property, const Bound& bound) {
    if (!path.keys.empty()) {
        require(property.kind == catalog::Kind::Map || property.kind == catalog::Kind::Any,
                fmt::format("keys below `{}`, which is no map", property.path));
    }
    if (!bound.type.empty()) {
        require(equal_ignoring_case(bound.type, property.type) &&
                    property.path.find("[*]") == std::string::npos,
                fmt::format("`{}` is not a property of `{}`", property.path, path.root));
        return;
    }
    const bool below_items = bound.items_of && [&] {
        const Property& list = program_.properties[bound.items_of->index];
        const std::string prefix = list.path + "[*].";
        return equal_ignoring_case(list.type, property.type) && property.path.starts_with(prefix) &&
               property.path.find("[*]", prefix.size()) == std::string::npos;
    }();
    require(below_items, fmt::format("`{}` is not a property of the item `{}`", property.path, path.root));
}

ValueType ScopeVerifier::param_type(ParamId id, const std::vector<std::string>& fields) const {
    const Parameter& param = program_.params[id.index];
    if (fields.empty()) return value_type(param.type);
    const auto field = std::ranges::find(param.fields, fields.front(), [](const auto& f) { return f.first; });
    return field == param.fields.end() ? std::nullopt : value_type(field->second);
}

ValueType ScopeVerifier::element_type(const Bound& bound, const std::vector<std::string>& fields) const {
    if (bound.values != nullptr && bound.values->param) return param_type(*bound.values->param, fields);
    if (bound.values != nullptr) {
        return bound.values->values.empty() || !fields.empty() ? std::nullopt
                                                               : type(bound.values->values.front());
    }
    return bound.items_of ? value_type(program_.properties[bound.items_of->index].kind) : std::nullopt;
}

ValueType ScopeVerifier::path_type(const Path& path) const {
    const Bound* of = find(path.root);
    if (of == nullptr || !path.keys.empty()) return std::nullopt;
    if (!path.property) return element_type(*of, path.fields);
    const Property& property = program_.properties[path.property->index];
    return property.list ? LiteralType::List : value_type(property.kind);
}

ValueType ScopeVerifier::type(ExprId id) const {
    const Node& node = program_[id];
    if (const auto* n = std::get_if<Literal>(&node)) return n->type;
    if (const auto* n = std::get_if<Param>(&node)) {
        return program_.params[n->ref.index].list ? LiteralType::List : param_type(n->ref, n->fields);
    }
    if (const auto* n = std::get_if<Path>(&node)) return path_type(*n);
    if (const auto* n = std::get_if<Coalesce>(&node)) return type(n->first);
    if (const auto* n = std::get_if<Context>(&node)) {
        return n->what == ContextValue::Now ? LiteralType::Instant : LiteralType::ApiVersion;
    }
    if (std::holds_alternative<Shift>(node)) return LiteralType::Instant;
    if (const auto* n = std::get_if<Call>(&node)) {
        return n->function == Function::Version ? LiteralType::Version : LiteralType::Text;
    }
    return std::holds_alternative<Text>(node) ? ValueType{LiteralType::Text} : std::nullopt;
}

void ScopeVerifier::comparable(CompareBy by, ExprId id) {
    const ValueType found = type(id);
    require(!found || can_compare(by, *found), "a comparison does not fit the type of its operands");
}

void ScopeVerifier::own_rules(const Node& node) {
    if (const auto* compare = std::get_if<Compare>(&node)) {
        comparable(compare->by, compare->left);
        comparable(compare->by, compare->right);
    }
    if (const auto* one_of = std::get_if<OneOf>(&node)) {
        comparable(one_of->by, one_of->left);
        for (const ExprId value : one_of->values)
            comparable(one_of->by, value);
    }
}

} // namespace

void verify_requirements(const Program& program, Problems& problems) {
    for (const Requirement& requirement : program.requirements)
        ScopeVerifier{program, requirement, problems}.requirement();
}

} // namespace iotsec::ir
