// The values of the IR as a policy rule can read them: by a field, by a function, or not at all.
#include "base/overloaded.hpp"
#include "base/text.hpp"
#include "emitters/azure_policy/literal.hpp"
#include "emitters/azure_policy/lowering.hpp"

#include <fmt/core.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace iotsec::emitters::azure_policy {

namespace {

using catalog::Kind;

/// What every resource has, whatever the request says.
bool is_always_there(const ir::Property& property) {
    constexpr std::array<std::string_view, 5> names{"id", "name", "fullName", "type", "location"};
    return std::ranges::find(names, property.path) != names.end();
}

bool is_text(Kind kind) {
    return kind != Kind::Bool && kind != Kind::Int && kind != Kind::Number;
}

bool is_text(ir::ParamType type) {
    return type != ir::ParamType::Bool && type != ir::ParamType::Int;
}

/// Whether a parameter can be an empty text, so that comparing with it would meet an absent property.
bool may_be_empty(const ir::Parameter& param) {
    if (!is_text(param.type) || param.type == ir::ParamType::Enum) return false;
    return param.allowed.empty() || std::ranges::any_of(param.allowed, [](const Value& value) {
               return value.as_string() && value.as_string()->empty();
           });
}

std::string field_call(std::string_view field) {
    return fmt::format("field({})", in_quotes(field));
}

/// Guards of something that a function reads: absent and empty are one there.
std::pair<Condition, Condition> function_guard(const std::string& expression) {
    const std::string is_empty = bracketed(fmt::format("empty({})", expression));
    return {value_condition(is_empty, "equals", "false"), value_condition(is_empty, "equals", "true")};
}

Operand literal_operand(const ir::Literal& literal) {
    Operand result;
    result.literal = literal;
    result.expression = in_expression(literal);
    result.may_be_empty = as_text(literal).empty();
    result.is_text = literal.value.as_string() != nullptr;
    return result;
}

/// `current('A')`, read down to a member of the item by functions that cannot fail.
std::string item_expression(const Binder& item, const ir::Property* member) {
    std::string result = fmt::format("current({})", in_quotes(item.name));
    if (!member || !item.list) return result;
    const std::string prefix = item.list->json + "[*].";
    if (!member->json.starts_with(prefix)) return {};
    for (const auto key : split(std::string_view{member->json}.substr(prefix.size()), '.'))
        result = fmt::format("tryGet({},{})", result, in_quotes(key));
    return result;
}

} // namespace

std::string Lowering::parameter(ir::ParamId id) {
    parameters_.insert(id);
    return fmt::format("parameters({})", in_quotes(program_.params[id.index].name));
}

std::string Lowering::next_value_name() {
    return ++value_counts_ == 1 ? "r" : fmt::format("r{}", value_counts_);
}

Operand Lowering::uncarried(std::string reason) {
    not_carried(std::move(reason));
    Operand result;
    result.is_carried = false;
    return result;
}

Operand Lowering::operand(ir::ExprId id) {
    return std::visit(
        overloaded{
            [&](const ir::Literal& literal) { return literal_operand(literal); },
            [&](const ir::Param& param) {
                const auto& declared = program_.params[param.ref.index];
                Operand result;
                result.expression = parameter(param.ref);
                result.may_be_empty = may_be_empty(declared);
                result.is_text = is_text(declared.type);
                return result;
            },
            [&](const ir::Path& path) { return path_operand(path); },
            [&](const ir::Coalesce& coalesce) {
                const auto side = chosen_.find(id);
                return operand(side == chosen_.end() ? coalesce.first : side->second);
            },
            [&](const ir::Text& text) { return text_operand(text); },
            [&](const ir::Context& context) {
                if (context.what == ir::ContextValue::Now)
                    return uncarried(
                        "points in time are compared as text, and no alias is known to be a date");
                Operand result;
                result.expression = "requestContext().apiVersion";
                return result;
            },
            [&](const ir::Shift&) {
                return uncarried("points in time are compared as text, and no alias is known to be a date");
            },
            [&](const ir::Call& call) { return call_operand(call); },
            [&](const ir::ListOf&) { return uncarried("a list cannot be compared"); },
            [&](const ir::ObjectOf&) { return uncarried("an object cannot be compared"); },
            [&](const ir::Const&) { return uncarried("a condition stands where a value is wanted"); },
            [&](const ir::Not&) { return uncarried("a condition stands where a value is wanted"); },
            [&](const ir::All&) { return uncarried("a condition stands where a value is wanted"); },
            [&](const ir::Any&) { return uncarried("a condition stands where a value is wanted"); },
            [&](const ir::Compare&) { return uncarried("a condition stands where a value is wanted"); },
            [&](const ir::OneOf&) { return uncarried("a condition stands where a value is wanted"); },
            [&](const ir::Match&) { return uncarried("a condition stands where a value is wanted"); },
            [&](const ir::Inside&) { return uncarried("a condition stands where a value is wanted"); },
            [&](const ir::Present&) { return uncarried("a condition stands where a value is wanted"); },
            [&](const ir::Count&) { return uncarried("a condition stands where a value is wanted"); },
            [&](const ir::Share&) { return uncarried("a condition stands where a value is wanted"); },
            [&](const ir::Distinct&) { return uncarried("a condition stands where a value is wanted"); },
        },
        program_[id]);
}

Operand Lowering::path_operand(const ir::Path& path) {
    const auto found = binders_.find(path.root);
    if (found == binders_.end()) return uncarried(fmt::format("`{}` is not known here", path.root));
    const Binder& binder = found->second;
    switch (binder.kind) {
    case Binder::Kind::Subject:
    case Binder::Kind::Outside:
    case Binder::Kind::Candidate:
        return resource_operand(path, binder);
    case Binder::Kind::Item:
        return item_operand(path, binder);
    case Binder::Kind::Value:
    case Binder::Kind::Literal:
        return value_operand(path, binder);
    }
    std::abort();
}

std::optional<std::string> Lowering::alias_of(const ir::Path& path) {
    const ir::Property& property = program_.properties[path.property->index];
    if (property.alias.empty()) {
        const bool says_more = !property.no_alias_reason.empty() &&
                               !property.no_alias_reason.starts_with("no alias is published for");
        const std::string why = says_more ? ": " + property.no_alias_reason : "";
        not_carried(fmt::format("no alias is published for `{}`{}", property.path, why));
        return std::nullopt;
    }
    if (path.keys.empty()) return property.alias;
    if (property.alias == "tags" && path.keys.size() == 1)
        return fmt::format("tags[{}]", in_quotes(path.keys.front()));
    not_carried(fmt::format("no alias is published for a key of `{}`", property.path));
    return std::nullopt;
}

Operand Lowering::resource_operand(const ir::Path& path, const Binder& binder) {
    if (!path.property) return uncarried(fmt::format("`{}` is a resource, no value", path.root));
    const auto alias = alias_of(path);
    Operand result;
    result.is_carried = alias.has_value();
    if (!alias) return result;
    const ir::Property& property = program_.properties[path.property->index];
    const bool is_certain = path.keys.empty() && is_always_there(property);
    result.is_text = is_text(property.kind);
    if (binder.kind != Binder::Kind::Outside) {
        result.field = *alias;
        if (binder.kind == Binder::Kind::Subject) result.expression = field_call(*alias);
        if (!is_certain) result.guards.emplace_back(exists(*alias, true), exists(*alias, false));
        result.may_be_empty = !is_certain;
        return result;
    }
    result.expression = is_certain ? field_call(*alias) : fmt::format("coalesce({},'')", field_call(*alias));
    if (!is_certain) {
        if (result.is_text)
            note(fmt::format("an empty `{}` counts as absent beside a related resource", property.path));
        const bool needs_text = !result.is_text;
        result.guards.push_back(
            function_guard(needs_text ? fmt::format("string({})", result.expression) : result.expression));
    }
    return result;
}

Operand Lowering::item_operand(const ir::Path& path, const Binder& binder) {
    Operand result;
    result.field = binder.name;
    const ir::Property* member = path.property ? &program_.properties[path.property->index] : nullptr;
    if (member) {
        const auto alias = alias_of(path);
        result.is_carried = alias.has_value();
        if (!alias) return result;
        result.field = *alias;
    }
    const ir::Property* typed = member ? member : binder.list;
    result.is_text = !typed || is_text(typed->kind);
    result.expression = item_expression(binder, member);
    result.guards.emplace_back(exists(result.field, true), exists(result.field, false));
    result.may_be_empty = true;
    return result;
}

Operand Lowering::value_operand(const ir::Path& path, const Binder& binder) {
    if (binder.kind == Binder::Kind::Literal) {
        const Value* value = &binder.literal.value;
        for (const auto& field : path.fields)
            value = value ? value->find(field) : nullptr;
        ir::Literal literal = binder.literal;
        if (!path.fields.empty()) literal.type = ir::LiteralType::Text;
        literal.value = value ? *value : Value{};
        return literal_operand(literal);
    }
    Operand result;
    result.expression = fmt::format("current({})", in_quotes(binder.name));
    for (const auto& field : path.fields)
        result.expression = fmt::format("tryGet({},{})", result.expression, in_quotes(field));
    result.may_be_empty = binder.may_be_empty;
    return result;
}

Operand Lowering::text_operand(const ir::Text& text) {
    Operand result;
    std::string arguments;
    std::string known;
    bool is_known = true;
    result.may_be_empty = true;
    for (const ir::ExprId id : text.parts) {
        Operand part = operand(id);
        if (!part.is_carried) return part;
        if (part.expression.empty()) return uncarried("a definition can address only the enumerated item");
        is_known = is_known && part.literal.has_value();
        if (part.literal) known += as_text(*part.literal);
        if (!arguments.empty()) arguments += ',';
        arguments += part.is_text ? part.expression : fmt::format("string({})", part.expression);
        result.may_be_empty = result.may_be_empty && part.may_be_empty;
        std::ranges::move(part.guards, std::back_inserter(result.guards));
    }
    if (is_known) return literal_operand({ir::LiteralType::Text, Value{known}});
    result.expression = fmt::format("concat({})", arguments);
    return result;
}

} // namespace iotsec::emitters::azure_policy
