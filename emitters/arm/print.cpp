#include "emitters/arm/print.hpp"

#include "base/overloaded.hpp"

#include <nlohmann/json.hpp>

#include <array>
#include <cstdlib>
#include <utility>

namespace iotsec::emitters::arm {

using namespace deployment;
using json = nlohmann::ordered_json;

namespace {

/// A text as it stands inside an expression: `'it''s'`.
std::string text_literal(std::string_view text) {
    std::string result = "'";
    for (const char c : text) {
        if (c == '\'') result += '\'';
        result += c;
    }
    return result + "'";
}

/// Azure reads `[…]` as an expression; one more bracket makes it text again.
std::string escaped(const std::string& text) {
    const bool reads_as_expression = text.size() >= 2 && text.front() == '[' && text.back() == ']';
    return reads_as_expression ? "[" + text : text;
}

/// A property of this name would be read as a loop.
std::string key(const std::string& name) {
    return name == "copy" ? "[string('copy')]" : name;
}

json constant_json(const json& value) {
    if (value.is_string()) return escaped(value.get<std::string>());
    if (value.is_number_float()) return "[json('" + value.dump() + "')]";
    if (value.is_array()) {
        json list = json::array();
        for (const json& item : value)
            list.push_back(constant_json(item));
        return list;
    }
    if (value.is_object()) {
        json object = json::object();
        for (const auto& [name, member] : value.items())
            object[key(name)] = constant_json(member);
        return object;
    }
    return value;
}

class Printer {
  public:
    explicit Printer(const Template& from) : template_{from} {}

    json document() const {
        json result;
        result["$schema"] = schema();
        result["contentVersion"] = "1.0.0.0";
        if (!template_.name.empty()) result["metadata"]["name"] = template_.name;
        if (!template_.description.empty()) result["metadata"]["description"] = template_.description;
        for (const Parameter& param : template_.params)
            result["parameters"][param.name] = parameter(param);
        result["resources"] = json::array();
        for (const Resource& of : template_.resources) {
            if (!of.existing) result["resources"].push_back(resource_json(of));
        }
        return result;
    }

  private:
    std::string schema() const {
        const std::string base = "https://schema.management.azure.com/schemas/";
        switch (template_.scope) {
        case Scope::ResourceGroup:
            return base + "2019-04-01/deploymentTemplate.json#";
        case Scope::Subscription:
            return base + "2018-05-01/subscriptionDeploymentTemplate.json#";
        case Scope::ManagementGroup:
            return base + "2019-08-01/managementGroupDeploymentTemplate.json#";
        }
        std::abort();
    }

    json parameter(const Parameter& param) const {
        constexpr std::array<const char*, 5> types{"string", "int", "bool", "array", "object"};
        json result{{"type", types.at(static_cast<std::size_t>(param.type))}};
        if (param.default_value) result["defaultValue"] = value(*param.default_value);
        if (!param.allowed.empty()) result["allowedValues"] = param.allowed;
        if (!param.description.empty()) result["metadata"]["description"] = param.description;
        if (param.min_value) result["minValue"] = *param.min_value;
        if (param.max_value) result["maxValue"] = *param.max_value;
        if (param.min_length) result["minLength"] = *param.min_length;
        return result;
    }

    json resource_json(const Resource& of) const {
        json result{{"type", of.type}, {"apiVersion", of.api_version}};
        if (!of.scope.empty()) result["scope"] = "[" + id(resource(template_, of.scope)) + "]";
        result["name"] = full_name(of);
        for (const auto& [name, member] : of.body.members)
            result[key(name)] = value(member);
        const json depends_on = depends_on_json(of);
        if (!depends_on.empty()) result["dependsOn"] = depends_on;
        return result;
    }

    json depends_on_json(const Resource& of) const {
        json result = json::array();
        for (const std::string& symbol : dependencies(of)) {
            const Resource& other = resource(template_, symbol);
            if (!other.existing) result.push_back("[" + id(other) + "]");
        }
        return result;
    }

    /// The name of a child has its parents' names in front: one `format` argument a level, constant or not.
    json full_name(const Resource& of) const {
        if (of.parent.empty()) return value(of.name);
        std::string pattern = "{0}";
        int level = 0;
        for (const Resource* up = &of; !up->parent.empty(); up = &resource(template_, up->parent)) {
            pattern += "/{" + std::to_string(++level) + "}";
        }
        return "[format(" + text_literal(pattern) + names(of) + ")]";
    }

    /// The resource id as an expression without brackets. A child takes one argument a level.
    std::string id(const Resource& of) const {
        const auto arguments = text_literal(of.type) + names(of);
        switch (template_.scope) {
        case Scope::ResourceGroup:
            if (!of.scope.empty())
                return "extensionResourceId(" + id(resource(template_, of.scope)) + ", " + arguments + ")";
            return "resourceId(" + arguments + ")";
        case Scope::Subscription:
            return "subscriptionResourceId(" + arguments + ")";
        case Scope::ManagementGroup:
            return "extensionResourceId(managementGroup().id, " + arguments + ")";
        }
        std::abort();
    }

    std::string names(const Resource& of) const {
        const std::string parents = of.parent.empty() ? std::string{} : names(resource(template_, of.parent));
        return parents + ", " + inner(of.name);
    }

    json value(const Expr& expr) const {
        return std::visit(overloaded{
                              [](const Constant& c) { return constant_json(*c.value); },
                              [&](const ListExpr& list) {
                                  json result = json::array();
                                  for (const Expr& item : list.items)
                                      result.push_back(value(item));
                                  return result;
                              },
                              [&](const ObjectExpr& object) {
                                  json result = json::object();
                                  for (const auto& [name, member] : object.members)
                                      result[key(name)] = value(member);
                                  return result;
                              },
                              [&](const ParamRef&) { return json("[" + inner(expr) + "]"); },
                              [&](const IdOf&) { return json("[" + inner(expr) + "]"); },
                              [&](const Concat&) { return json("[" + inner(expr) + "]"); },
                              [&](const GroupLocation&) { return json("[" + inner(expr) + "]"); },
                          },
                          expr.kind);
    }

    /// A scalar value as it stands inside an expression.
    std::string inner(const Expr& expr) const {
        return std::visit(
            overloaded{
                [](const Constant& c) {
                    return c.value->is_string() ? text_literal(c.value->get<std::string>()) : c.value->dump();
                },
                [](const ParamRef& param) { return "parameters('" + param.name + "')"; },
                [&](const IdOf& of) { return id(resource(template_, of.symbol)); },
                [&](const Concat& concat) { return format_call(concat); },
                [](const GroupLocation&) { return std::string{"resourceGroup().location"}; },
                [](const ListExpr&) -> std::string { std::abort(); },   // lists and objects are never
                [](const ObjectExpr&) -> std::string { std::abort(); }, // part of a text
            },
            expr.kind);
    }

    std::string format_call(const Concat& concat) const {
        std::string pattern;
        std::string arguments;
        int count = 0;
        for (const Expr& part : concat.parts) {
            const json* fixed = as_constant(part);
            const bool is_text = fixed != nullptr && fixed->is_string();
            if (is_text) {
                for (const char c : fixed->get<std::string>())
                    pattern += c == '{' || c == '}' ? std::string(2, c) : std::string(1, c);
            } else {
                pattern += "{" + std::to_string(count++) + "}";
                arguments += ", " + inner(part);
            }
        }
        return "format(" + text_literal(pattern) + arguments + ")";
    }

    const Template& template_;
};

} // namespace

std::string print(const Template& from) {
    return Printer{from}.document().dump(2) + "\n";
}

} // namespace iotsec::emitters::arm
