// What a type requires and no requirement decides: the user chooses it, by a parameter of the template.
#include "base/text.hpp"
#include "emitters/hardened/solver.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace iotsec::emitters::hardened {

using namespace deployment;
using json = nlohmann::ordered_json;

namespace {

deployment::ParamType template_type(catalog::Kind kind) {
    switch (kind) {
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

/// `sku.name` gives `skuName`.
std::string parameter_name(std::string_view path) {
    std::string spaced{path};
    std::ranges::replace(spaced, '.', ' ');
    std::erase_if(spaced, [](char c) { return c == '[' || c == ']' || c == '*'; });
    return symbol_of(spaced);
}

bool is_implicit(const catalog::Property& property) {
    constexpr std::array<std::string_view, 9> names{
        "id", "name", "fullName", "type", "kind", "tags", "apiVersion", "resourceGroup", "subscriptionId"};
    return !property.parent && std::ranges::find(names, property.name) != names.end();
}

constexpr std::string_view inner_properties = "properties";

/// Whether the body of `type` has settings below `properties`.
bool has_inner_properties(const catalog::ResourceType& type) {
    return std::ranges::any_of(type.roots, [&](catalog::PropertyId id) {
        const catalog::Property& property = type[id];
        return !property.read_only && property.json.starts_with("properties.");
    });
}

} // namespace

std::size_t Solver::add_resource(Draft& draft, const std::string& type, const std::string& symbol) const {
    const catalog::ResourceType* facts = catalog_.type(type);
    Resource added;
    added.symbol = new_symbol(draft, symbol);
    added.type = facts == nullptr ? type : facts->name;
    const bool is_first = draft.content.resources.empty();
    const std::string name = is_first ? "name" : added.symbol + "Name";
    added.name = {ParamRef{
        parameter(draft, {.name = name, .description = "Name of the resource of type " + added.type + "."})}};
    if (facts != nullptr && facts->has_tags_and_location) {
        Parameter location{.name = "location", .default_value = Expr{GroupLocation{}}};
        location.description = "Region of the resources.";
        added.body.members.emplace_back("location", Expr{ParamRef{parameter(draft, std::move(location))}});
    }
    draft.content.resources.push_back(std::move(added));
    draft.may_grow.push_back(true);
    return draft.content.resources.size() - 1;
}

void Solver::complete(Draft& draft, std::size_t resource) const {
    const catalog::ResourceType* type = catalog_.type(draft.content.resources[resource].type);
    if (type == nullptr || !draft.may_grow[resource]) return;
    const Cursor cursor{.resource = resource};
    complete_object(draft, cursor, *type, type->roots);
    // A request without `properties` is refused, even where nothing has to be said in it.
    if (has_inner_properties(*type) && find(draft, cursor, inner_properties) == nullptr)
        put(draft, cursor, inner_properties, Expr{ObjectExpr{}});
}

void Solver::complete_object(Draft& draft, const Cursor& cursor, const catalog::ResourceType& type,
                             const std::vector<catalog::PropertyId>& members) const {
    for (const catalog::PropertyId id : members) {
        const catalog::Property& property = type[id];
        if (is_implicit(property) || property.read_only) continue;
        const std::string path = below(cursor, property.json);
        const Expr* present = find(draft, cursor, path);
        if (present == nullptr && property.required) {
            if (auto chosen = required_value(draft, cursor, type, property))
                put(draft, cursor, path, *chosen);
            present = find(draft, cursor, path);
        }
        if (present == nullptr || property.kind != catalog::Kind::Object) continue;
        if (!property.list) {
            complete_object(draft, cursor, type, property.children);
            continue;
        }
        const std::size_t count = item_count(draft, cursor, path).value_or(0);
        for (std::size_t i = 0;
             i < count && std::holds_alternative<ListExpr>(find(draft, cursor, path)->kind); ++i) {
            complete_object(draft, item(draft, cursor, property.json, i), type, property.children);
        }
    }
}

std::optional<Expr> Solver::required_value(Draft& draft, const Cursor&, const catalog::ResourceType& type,
                                           const catalog::Property& property) const {
    if (property.list) return Expr{ListExpr{}};
    if (property.kind == catalog::Kind::Object) return Expr{ObjectExpr{}};
    Parameter wanted{.name = parameter_name(property.path), .type = template_type(property.kind)};
    wanted.description = "Property " + property.path + " of " + type.name + ".";
    if (!property.open) wanted.allowed = property.values;
    wanted.min_value = property.min;
    wanted.max_value = property.max;
    return Expr{ParamRef{parameter(draft, std::move(wanted))}};
}

} // namespace iotsec::emitters::hardened
