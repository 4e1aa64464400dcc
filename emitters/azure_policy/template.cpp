#include "emitters/azure_policy/template.hpp"

#include "base/text.hpp"
#include "emitters/azure_policy/literal.hpp"

#include <fmt/core.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdlib>

namespace iotsec::emitters::azure_policy {

namespace {

using catalog::Kind;

std::string capitalized(std::string_view word) {
    std::string result{word};
    if (!result.empty())
        result.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(result.front())));
    return result;
}

std::string_view template_type(const ir::Parameter& parameter) {
    if (parameter.list) return "array";
    if (parameter.type == ir::ParamType::Bool) return "bool";
    if (parameter.type == ir::ParamType::Int) return "int";
    return parameter.type == ir::ParamType::Record ? "object" : "string";
}

std::string_view template_type(const ir::Property& property) {
    if (property.list) return "array";
    switch (property.kind) {
    case Kind::Bool:
        return "bool";
    case Kind::Int:
        return "int";
    case Kind::Object:
    case Kind::Map:
    case Kind::Any:
        return "object";
    case Kind::Number:
    case Kind::String:
    case Kind::Enum:
    case Kind::Version:
    case Kind::ApiVersion:
    case Kind::Duration:
    case Kind::Instant:
    case Kind::Cidr:
    case Kind::ResourceId:
    case Kind::Location:
        return "string";
    }
    std::abort();
}

std::string_view last_word(std::string_view path) {
    return path.substr(path.rfind('.') + 1);
}

/// ARM reads a property named `copy` as a loop, unless its name is an expression.
std::string template_key(std::string_view key) {
    return equal_ignoring_case(key, "copy") ? fmt::format("[string({})]", in_quotes(key)) : std::string{key};
}

const ir::ExprId* member(const ir::ObjectOf& body, std::string_view name) {
    const auto found = std::ranges::find_if(
        body.members, [&](const auto& entry) { return equal_ignoring_case(entry.first, name); });
    return found == body.members.end() ? nullptr : &found->second;
}

} // namespace

TemplateBuilder::TemplateBuilder(const Context& context, const ir::Deploy& deploy)
    : context_{context}, deploy_{deploy}, lowering_{subject_lowering(context)},
      declared_{std::make_shared<Json>(Json::object())}, values_{std::make_shared<Json>(Json::object())} {}

std::string TemplateBuilder::problem() const {
    return lowering_.reasons().empty() ? "" : lowering_.reasons().front().reason;
}

std::string TemplateBuilder::parameter_for(const Dynamic& wanted) {
    if (const auto known = name_of_.find(wanted.expression); known != name_of_.end()) return known->second;
    std::string name = wanted.name;
    for (int i = 2; declared_->contains(name); ++i)
        name = fmt::format("{}{}", wanted.name, i);
    name_of_[wanted.expression] = name;
    (*declared_)[name] = {{"type", wanted.type}};
    (*values_)[name] = {{"value", bracketed(wanted.expression)}};
    return name;
}

std::string TemplateBuilder::subject_parameter(std::string_view field, std::string_view suffix) {
    const std::string expression = fmt::format("field({})", in_quotes(field));
    return parameter_for({context_.requirement.binder + std::string{suffix}, "string", expression});
}

/// The expression of a value; `x ?? d` is spelled out, because `field()` gives an empty text for absence.
std::string TemplateBuilder::expression_of(ir::ExprId id) {
    const auto* coalesce = std::get_if<ir::Coalesce>(&context_.program[id]);
    if (!coalesce) return lowering_.expression(id);
    const std::string first = expression_of(coalesce->first);
    const std::string otherwise = expression_of(coalesce->otherwise);
    if (first.empty() || otherwise.empty()) return {};
    return fmt::format("if(empty(string(coalesce({0},''))),{1},{0})", first, otherwise);
}

std::optional<TemplateBuilder::Dynamic> TemplateBuilder::dynamic(ir::ExprId id, std::string_view key) {
    const ir::Node& node = context_.program[id];
    Dynamic result{deploy_.name + capitalized(key), "string", expression_of(id)};
    if (result.expression.empty()) return std::nullopt;
    if (const auto* param = std::get_if<ir::Param>(&node)) {
        const auto& declared = context_.program.params[param->ref.index];
        result.name = declared.name;
        result.type = template_type(declared);
    } else if (const auto* path = std::get_if<ir::Path>(&node); path && path->property) {
        const auto& property = context_.program.properties[path->property->index];
        result.name = path->root + capitalized(last_word(property.path));
        result.type = template_type(property);
    }
    return result;
}

Json TemplateBuilder::value(ir::ExprId id, std::string_view key) {
    const ir::Node& node = context_.program[id];
    if (const auto* literal = std::get_if<ir::Literal>(&node)) return as_json(literal->value);
    if (const auto* body = std::get_if<ir::ObjectOf>(&node)) return object(*body);
    if (const auto* list = std::get_if<ir::ListOf>(&node)) {
        Json json = Json::array();
        for (const ir::ExprId item : list->items)
            json.push_back(value(item, key));
        return json;
    }
    const auto wanted = dynamic(id, key);
    if (!wanted) return nullptr;
    return fmt::format("[parameters({})]", in_quotes(parameter_for(*wanted)));
}

Json TemplateBuilder::object(const ir::ObjectOf& body) {
    Json json = Json::object();
    for (const auto& [key, id] : body.members)
        json[template_key(key)] = value(id, key);
    return json;
}

/// A child's name stands behind that of its parent.
Json TemplateBuilder::resource_name(ir::ExprId id) {
    const auto& subject_type = context_.requirement.type;
    const bool is_child =
        deploy_.relation == ir::RelatedBy::Of && starts_with_ignoring_case(deploy_.type, subject_type + "/");
    if (!is_child) return value(id, "name");
    const bool is_nested = std::ranges::count(subject_type, '/') > 1;
    const std::string parent =
        is_nested ? subject_parameter("fullName", "FullName") : subject_parameter("name", "Name");
    const auto* literal = std::get_if<ir::Literal>(&context_.program[id]);
    if (literal)
        return fmt::format("[concat(parameters({}), {})]", in_quotes(parent),
                           in_quotes("/" + as_text(*literal)));
    const auto wanted = dynamic(id, "name");
    if (!wanted) return nullptr;
    return fmt::format("[concat(parameters({}), '/', parameters({}))]", in_quotes(parent),
                       in_quotes(parameter_for(*wanted)));
}

/// What an extension resource is attached to; null for any other.
Json TemplateBuilder::scope() {
    const auto& subject_type = context_.requirement.type;
    if (deploy_.relation != ir::RelatedBy::Of || starts_with_ignoring_case(deploy_.type, subject_type + "/"))
        return nullptr;
    if (std::ranges::count(subject_type, '/') > 1)
        return fmt::format("[parameters({})]", in_quotes(subject_parameter("id", "Id")));
    return fmt::format("[resourceId({}, parameters({}))]", in_quotes(subject_type),
                       in_quotes(subject_parameter("name", "Name")));
}

Json TemplateBuilder::resource(const ir::ObjectOf& body) {
    Json json = Json::object();
    json["type"] = deploy_.type;
    json["apiVersion"] = deploy_.api_version;
    if (Json attached_to = scope(); !attached_to.is_null()) json["scope"] = std::move(attached_to);
    if (const auto* name = member(body, "name")) json["name"] = resource_name(*name);
    if (const auto* location = member(body, "location")) json["location"] = value(*location, "location");
    constexpr std::array<std::string_view, 5> placed{"type", "apiVersion", "scope", "name", "location"};
    for (const auto& [key, id] : body.members) {
        const bool is_placed = std::ranges::any_of(
            placed, [&](std::string_view name) { return equal_ignoring_case(name, key); });
        if (!is_placed) json[template_key(key)] = value(id, key);
    }
    return json;
}

Json TemplateBuilder::deployment_properties() {
    const auto* body = std::get_if<ir::ObjectOf>(&context_.program[deploy_.body]);
    if (!body) {
        lowering_.not_carried("the remedy describes no resource");
        return nullptr;
    }
    if (deploy_.api_version.empty()) {
        lowering_.not_carried(fmt::format("no api-version of {} is known", deploy_.type));
        return nullptr;
    }
    Json deployed = resource(*body);
    if (!lowering_.reasons().empty()) return nullptr;
    Json whole = Json::object();
    whole["$schema"] = "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#";
    whole["contentVersion"] = "1.0.0.0";
    if (!declared_->empty()) whole["parameters"] = *declared_;
    whole["resources"] = Json::array({std::move(deployed)});
    Json properties = Json::object();
    properties["mode"] = "incremental";
    properties["template"] = std::move(whole);
    if (!values_->empty()) properties["parameters"] = *values_;
    return properties;
}

} // namespace iotsec::emitters::azure_policy
