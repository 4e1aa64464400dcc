#include "emitters/bicep/print.hpp"

#include "base/overloaded.hpp"
#include "base/text.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <optional>
#include <utility>

namespace iotsec::emitters::bicep {

using namespace deployment;
using json = nlohmann::ordered_json;

namespace {

/// The inside of `'…'`: Bicep's escapes (bicep-string).
std::string escaped(std::string_view text) {
    std::string result;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        switch (c) {
        case '\\':
            result += "\\\\";
            break;
        case '\'':
            result += "\\'";
            break;
        case '\n':
            result += "\\n";
            break;
        case '\r':
            result += "\\r";
            break;
        case '\t':
            result += "\\t";
            break;
        case '$':
            result += i + 1 < text.size() && text[i + 1] == '{' ? "\\$" : "$";
            break;
        default:
            if (static_cast<unsigned char>(c) < 0x20) {
                result += fmt::format("\\u{{{:x}}}", static_cast<unsigned>(c));
            } else {
                result += c;
            }
        }
    }
    return result;
}

std::string text_literal(std::string_view text) {
    return "'" + escaped(text) + "'";
}

bool is_identifier(std::string_view name) {
    const auto is_part = [](char c) { return is_letter(c) || is_digit(c) || c == '_'; };
    return !name.empty() && !is_digit(name.front()) && std::ranges::all_of(name, is_part);
}

std::string key(const std::string& name) {
    return is_identifier(name) ? name : text_literal(name);
}

using Values = std::map<std::string, Value, std::less<>>;

class Printer {
  public:
    explicit Printer(const Template& from) : template_{from} {}

    std::string file() {
        for (const std::string& line : template_.header)
            line_of("// " + line);
        line_of("targetScope = " + text_literal(scope()));
        if (!template_.name.empty()) line_of("\nmetadata name = " + text_literal(template_.name));
        if (!template_.description.empty())
            line_of("metadata description = " + text_literal(template_.description));
        for (const Parameter& param : template_.params)
            parameter(param);
        for (const Resource& of : template_.resources)
            resource_block(of);
        return std::move(out_);
    }

    std::string param_value(const Expr& expr) {
        value(expr, 0);
        return std::move(out_);
    }

  private:
    void line_of(const std::string& text) { out_ += text + "\n"; }

    std::string scope() const {
        switch (template_.scope) {
        case Scope::ResourceGroup:
            return "resourceGroup";
        case Scope::Subscription:
            return "subscription";
        case Scope::ManagementGroup:
            return "managementGroup";
        }
        std::abort();
    }

    void parameter(const Parameter& param) {
        constexpr std::array<const char*, 5> types{"string", "int", "bool", "array", "object"};
        out_ += "\n";
        if (!param.description.empty()) line_of("@description(" + text_literal(param.description) + ")");
        if (!param.allowed.empty()) {
            line_of("@allowed([");
            for (const std::string& allowed : param.allowed)
                line_of("  " + text_literal(allowed));
            line_of("])");
        }
        if (param.min_value) line_of(fmt::format("@minValue({})", *param.min_value));
        if (param.max_value) line_of(fmt::format("@maxValue({})", *param.max_value));
        if (param.min_length) line_of(fmt::format("@minLength({})", *param.min_length));
        out_ += fmt::format("param {} {}", param.name, types.at(static_cast<std::size_t>(param.type)));
        if (param.default_value) {
            out_ += " = ";
            value(*param.default_value, 0);
        }
        out_ += "\n";
    }

    void resource_block(const Resource& of) {
        out_ += "\n";
        if (!of.comment.empty()) line_of("// " + of.comment);
        out_ += fmt::format("resource {} '{}@{}' {}= {{\n", of.symbol, of.type, of.api_version,
                            of.existing ? "existing " : "");
        if (!of.parent.empty()) line_of("  parent: " + of.parent);
        if (!of.scope.empty()) line_of("  scope: " + of.scope);
        out_ += "  name: ";
        value(of.name, 1);
        out_ += "\n";
        members(of.body, 1);
        line_of("}");
    }

    void members(const ObjectExpr& object, std::size_t depth) {
        for (const auto& [name, member] : object.members) {
            indent(depth);
            out_ += key(name) + ": ";
            value(member, depth);
            out_ += "\n";
        }
    }

    void indent(std::size_t depth) { out_.append(2 * depth, ' '); }

    void value(const Expr& expr, std::size_t depth) {
        std::visit(overloaded{
                       [&](const Constant& c) { constant_value(*c.value, depth); },
                       [&](const ParamRef& param) { out_ += param.name; },
                       [&](const IdOf& id) { out_ += id.symbol + ".id"; },
                       [&](const Concat& concat) { out_ += interpolation(concat); },
                       [&](const GroupLocation&) { out_ += "resourceGroup().location"; },
                       [&](const ListExpr& list) { list_value(list, depth); },
                       [&](const ObjectExpr& object) { object_value(object, depth); },
                   },
                   expr.kind);
    }

    void list_value(const ListExpr& list, std::size_t depth) {
        if (list.items.empty()) {
            out_ += "[]";
            return;
        }
        out_ += "[\n";
        for (const Expr& item : list.items) {
            indent(depth + 1);
            value(item, depth + 1);
            out_ += "\n";
        }
        indent(depth);
        out_ += "]";
    }

    void object_value(const ObjectExpr& object, std::size_t depth) {
        if (object.members.empty()) {
            out_ += "{}";
            return;
        }
        out_ += "{\n";
        members(object, depth + 1);
        indent(depth);
        out_ += "}";
    }

    void constant_value(const json& constant, std::size_t depth) {
        if (constant.is_string()) {
            out_ += text_literal(constant.get<std::string>());
        } else if (constant.is_array()) {
            ListExpr list;
            for (const json& item : constant)
                list.items.push_back(deployment::constant(item));
            list_value(list, depth);
        } else if (constant.is_object()) {
            ObjectExpr object;
            for (const auto& [name, member] : constant.items()) {
                object.members.emplace_back(name, deployment::constant(member));
            }
            object_value(object, depth);
        } else if (constant.is_number_float()) {
            out_ += "json(" + text_literal(constant.dump()) + ")"; // Bicep has no fractions
        } else {
            out_ += constant.dump();
        }
    }

    static std::string interpolation(const Concat& concat) {
        std::string result = "'";
        for (const Expr& part : concat.parts) {
            const json* fixed = as_constant(part);
            if (fixed != nullptr && fixed->is_string()) {
                result += escaped(fixed->get<std::string>());
            } else {
                Printer nested{empty_template()};
                result += "${" + nested.param_value(part) + "}";
            }
        }
        return result + "'";
    }

    static const Template& empty_template() {
        static const Template empty{};
        return empty;
    }

    const Template& template_;
    std::string out_;
};

/// Something of the right type that shows what to replace.
Expr sample(const Parameter& param) {
    switch (param.type) {
    case ParamType::String:
        return text(param.allowed.empty() ? "<" + param.name + ">" : param.allowed.front());
    case ParamType::Int:
        return constant(param.min_value.value_or(1));
    case ParamType::Bool:
        return constant(true);
    case ParamType::Array:
        return constant(json::array());
    case ParamType::Object:
        return constant(json::object());
    }
    std::abort();
}

bool fits(ParamType type, const json& value) {
    switch (type) {
    case ParamType::String:
        return value.is_string();
    case ParamType::Int:
        return value.is_number_integer();
    case ParamType::Bool:
        return value.is_boolean();
    case ParamType::Array:
        return value.is_array();
    case ParamType::Object:
        return value.is_object();
    }
    std::abort();
}

/// The value of the rules' parameter that `param` stands for, where it is one that the template takes.
std::optional<Expr> given_value(const Parameter& param, const Values& values) {
    const auto found = param.of_rules.empty() ? values.end() : values.find(param.of_rules);
    if (found == values.end()) return std::nullopt;
    Expr value = constant_of(found->second);
    if (!fits(param.type, *as_constant(value))) return std::nullopt;
    return value;
}

} // namespace

std::string print(const Template& from) {
    return Printer{from}.file();
}

std::string print_params(const Template& from, const std::string& template_file, const Values& values,
                         const std::vector<std::string>& header) {
    std::string result;
    for (const std::string& line : header)
        result += "// " + line + "\n";
    result += "using " + text_literal(template_file) + "\n";
    bool first = true;
    for (const Parameter& param : from.params) {
        const Expr* given = nullptr;
        const auto value = given_value(param, values);
        if (value) given = &*value;
        if (param.default_value && given == nullptr) continue;
        if (std::exchange(first, false)) result += "\n";
        result += fmt::format("param {} = {}\n", param.name,
                              Printer{from}.param_value(given == nullptr ? sample(param) : *given));
    }
    return result;
}

} // namespace iotsec::emitters::bicep
