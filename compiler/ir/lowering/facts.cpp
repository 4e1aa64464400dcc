#include "compiler/ir/lowering/facts.hpp"

#include "compiler/ir/lowering/constants.hpp"
#include "compiler/ir/lowering/param_type.hpp"

namespace iotsec::ir::lowering {

namespace {

Property described(const catalog::ResourceType& type, const catalog::Property& property) {
    Property out;
    out.type = type.name;
    out.path = property.path;
    out.json = property.json;
    out.alias = property.alias;
    out.no_alias_reason = property.no_alias_reason;
    out.kind = property.kind;
    out.list = property.list;
    out.required = property.required;
    out.secret = property.secret;
    out.exact = property.exact;
    out.read_only = property.read_only;
    out.modifiable = property.modifiable;
    out.create_only = property.create_only;
    out.visible_in = property.visible_in;
    out.values = property.values;
    out.order = property.order;
    out.open = property.open;
    out.since = property.since;
    out.always_returned = property.always_returned;
    out.request_from = property.request_from;
    return out;
}

} // namespace

const catalog::ResourceType* Facts::type(std::string_view name) {
    const catalog::ResourceType* type = typed_.catalog->type(name);
    if (type == nullptr || program_.type(type->name) != nullptr) return type;
    program_.types.push_back({.name = type->name,
                              .type_class = type->type_class,
                              .parent = type->parent,
                              .has_tags_and_location = type->has_tags_and_location,
                              .deny_is_unwise = type->deny_is_unwise,
                              .api_versions = type->api_versions});
    return type;
}

PropertyId Facts::property(const catalog::ResourceType& type, catalog::PropertyId id) {
    const auto [at, is_new] = properties_.try_emplace({type.name, id.index});
    if (is_new) {
        this->type(type.name);
        at->second = PropertyId{static_cast<std::uint32_t>(program_.properties.size())};
        program_.properties.push_back(described(type, type[id]));
    }
    return at->second;
}

ParamId Facts::param(sema::DeclId id) {
    const auto [at, is_new] = params_.try_emplace(id);
    if (is_new) {
        at->second = ParamId{static_cast<std::uint32_t>(program_.params.size())};
        program_.params.push_back(parameter(id, std::get<ast::Param>(typed_[id].kind)));
    }
    return at->second;
}

Parameter Facts::parameter(sema::DeclId id, const ast::Param& param) const {
    const ast::Module& tree = *typed_.modules[id.module].tree;
    const WrittenType type = written_type(param.type, *typed_.catalog);
    Parameter out;
    out.name = param.name.text;
    out.module = tree.name.text();
    out.type = type.type;
    out.list = type.list;
    out.fields = type.fields;
    if (param.default_value) out.default_value = constant_value(typed_, id.module, *param.default_value);
    const auto meta = [&](std::string_view key) { return find(param.meta, key); };
    if (const ast::Meta* allowed = meta("allowed")) {
        const Value values = constant_value(typed_, id.module, allowed->value);
        if (const List* items = values.as_list()) out.allowed = *items;
    } else if (type.property != nullptr && !type.property->open && !type.list) {
        for (const std::string& value : type.property->values)
            out.allowed.emplace_back(value);
    }
    const auto number = [&](std::string_view key) -> std::optional<std::int64_t> {
        const ast::Meta* found = meta(key);
        if (found == nullptr) return std::nullopt;
        const Value value = constant_value(typed_, id.module, found->value);
        return value.as_int() == nullptr ? std::nullopt : std::optional{*value.as_int()};
    };
    const auto text = [&](std::string_view key) {
        const ast::Meta* found = meta(key);
        return found == nullptr ? std::string{} : word_or_text(tree, found->value);
    };
    out.min = number("min");
    out.max = number("max");
    out.display_name = text("displayName");
    out.strong_type = text("strongType");
    out.description = documentation(typed_[id].doc);
    if (out.description.empty()) out.description = text("description");
    out.span = typed_[id].span;
    return out;
}

std::string Facts::role_id(std::string_view name) const {
    const catalog::Role* role = typed_.catalog->role(name);
    return role == nullptr ? std::string{} : role->id;
}

} // namespace iotsec::ir::lowering
