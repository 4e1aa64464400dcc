#include "compiler/ir/expr_text.hpp"

#include "base/overloaded.hpp"
#include "compiler/ir/names.hpp"

#include <fmt/format.h>

#include <cstdlib>
#include <type_traits>

namespace iotsec::ir {

namespace {

std::string_view symbol(CompareOp op) {
    switch (op) {
    case CompareOp::Eq:
        return "==";
    case CompareOp::Ne:
        return "!=";
    case CompareOp::Lt:
        return "<";
    case CompareOp::Le:
        return "<=";
    case CompareOp::Gt:
        return ">";
    case CompareOp::Ge:
        return ">=";
    }
    std::abort();
}

/// Joins what `write` makes of each item.
template <typename Items, typename Write>
std::string joined(const Items& items, std::string_view separator, const Write& write) {
    std::string result;
    for (const auto& item : items) {
        if (!result.empty()) result += separator;
        result += write(item);
    }
    return result;
}

/// ` by int`; nothing for the ordinary comparison of texts.
std::string by_text(CompareBy by) {
    return by == CompareBy::Text ? std::string{} : fmt::format(" by {}", enum_name(by));
}

std::string quoted(const std::string& text) {
    return "'" + text + "'";
}

/// Writes the nodes of one program; one short function a kind.
class ExprText {
  public:
    explicit ExprText(const Program& program) : program_{program} {}

    [[nodiscard]] std::string expr(ExprId id) const {
        return std::visit([this](const auto& node) { return write(node); }, program_[id]);
    }

  private:
    /// In parentheses, unless it is one piece anyway.
    [[nodiscard]] std::string operand(ExprId id) const {
        return std::visit(
            [&](const auto& node) {
                using T = std::decay_t<decltype(node)>;
                constexpr bool stands_alone =
                    std::is_same_v<T, Const> || std::is_same_v<T, Literal> || std::is_same_v<T, Param> ||
                    std::is_same_v<T, Path> || std::is_same_v<T, Call> || std::is_same_v<T, Context> ||
                    std::is_same_v<T, Text> || std::is_same_v<T, ListOf> || std::is_same_v<T, ObjectOf>;
                return stands_alone ? write(node) : "(" + write(node) + ")";
            },
            program_[id]);
    }
    [[nodiscard]] std::string operands(const std::vector<ExprId>& ids, std::string_view separator) const {
        return joined(ids, separator, [this](ExprId id) { return operand(id); });
    }
    [[nodiscard]] std::string param_name(ParamId id) const { return "$" + program_.params[id.index].name; }
    [[nodiscard]] std::string listed(const std::vector<ExprId>& values,
                                     const std::optional<ParamId>& param) const {
        return param ? param_name(*param) : "[" + operands(values, ", ") + "]";
    }
    [[nodiscard]] std::string over(const Over& over) const {
        return std::visit(overloaded{
                              [this](const Items& n) { return expr(n.path); },
                              [this](const Values& n) { return listed(n.values, n.param); },
                              [](const Related& n) {
                                  return fmt::format("{} {} {}", n.type, enum_name(n.relation), n.root);
                              },
                              [](const Fleet& n) { return "all " + n.root; },
                          },
                          over);
    }
    [[nodiscard]] std::string filter(const std::optional<ExprId>& where) const {
        return where ? " where " + operand(*where) : std::string{};
    }

    [[nodiscard]] std::string write(const Const& n) const { return n.value ? "true" : "false"; }
    [[nodiscard]] std::string write(const Not& n) const { return "not " + operand(n.of); }
    [[nodiscard]] std::string write(const All& n) const { return operands(n.of, " and "); }
    [[nodiscard]] std::string write(const Any& n) const { return operands(n.of, " or "); }
    [[nodiscard]] std::string write(const Compare& n) const {
        const std::string order = n.order.empty() ? "" : " [" + joined(n.order, ", ", quoted) + "]";
        return fmt::format("{} {}{}{} {}", operand(n.left), symbol(n.op), by_text(n.by), order,
                           operand(n.right));
    }
    [[nodiscard]] std::string write(const OneOf& n) const {
        return fmt::format("{} in{} {}", operand(n.left), by_text(n.by), listed(n.values, n.param));
    }
    [[nodiscard]] std::string write(const Match& n) const {
        return fmt::format("{} {} {}", operand(n.left), enum_name(n.op), operand(n.pattern));
    }
    [[nodiscard]] std::string write(const Inside& n) const {
        return fmt::format("{} {} {}", operand(n.left), n.of == InsideOf::Cidr ? "within" : "under",
                           listed(n.right, n.param));
    }
    [[nodiscard]] std::string write(const Present& n) const { return operand(n.path) + " is present"; }
    [[nodiscard]] std::string write(const Count& n) const {
        return fmt::format("count({} in {}{}) {} {}", n.binder, over(n.over), filter(n.where), symbol(n.op),
                           operand(n.bound));
    }
    [[nodiscard]] std::string write(const Share& n) const {
        return fmt::format("share({} in {}{} with {}) {} {}", n.binder, over(n.over), filter(n.among),
                           operand(n.hit), symbol(n.op), operand(n.percent));
    }
    [[nodiscard]] std::string write(const Distinct& n) const {
        return fmt::format("distinct({} in {}{} by {})", n.binder, over(n.over), filter(n.where),
                           operands(n.keys, ", "));
    }
    [[nodiscard]] std::string write(const Literal& n) const {
        switch (n.type) {
        case LiteralType::Percent:
            return *n.value.as_string() + "%";
        case LiteralType::Duration:
            return value_text(n.value) + "s";
        case LiteralType::Bool:
        case LiteralType::Int:
        case LiteralType::Text:
        case LiteralType::Version:
        case LiteralType::ApiVersion:
        case LiteralType::Instant:
        case LiteralType::Cidr:
        case LiteralType::ResourceId:
        case LiteralType::Location:
        case LiteralType::Null:
        case LiteralType::List:
        case LiteralType::Object:
        case LiteralType::Number:
            return value_text(n.value);
        }
        std::abort();
    }
    [[nodiscard]] std::string write(const Param& n) const {
        return param_name(n.ref) + joined(n.fields, "", [](const std::string& field) { return "." + field; });
    }
    [[nodiscard]] std::string write(const Path& n) const {
        std::string result = n.root;
        if (n.property) {
            const std::string& path = program_.properties[n.property->index].path;
            const auto item = path.rfind("[*].");
            result += "." + (item == std::string::npos ? path : path.substr(item + 4));
        }
        for (const std::string& key : n.keys)
            result += "['" + key + "']";
        for (const std::string& field : n.fields)
            result += "." + field;
        return result;
    }
    [[nodiscard]] std::string write(const Coalesce& n) const {
        return fmt::format("{} {} {}", operand(n.first), n.is_service_default ? "??default" : "??",
                           operand(n.otherwise));
    }
    [[nodiscard]] std::string write(const Text& n) const { return "text(" + operands(n.parts, ", ") + ")"; }
    [[nodiscard]] std::string write(const Context& n) const {
        return n.what == ContextValue::Now ? "now" : "request.apiVersion";
    }
    [[nodiscard]] std::string write(const Shift& n) const {
        return fmt::format("{} {} {}s", operand(n.value), n.seconds < 0 ? '-' : '+',
                           n.seconds < 0 ? 0U - static_cast<std::uint64_t>(n.seconds)
                                         : static_cast<std::uint64_t>(n.seconds));
    }
    [[nodiscard]] std::string write(const Call& n) const {
        return fmt::format("{}({})", enum_name(n.function), expr(n.argument));
    }
    [[nodiscard]] std::string write(const ListOf& n) const { return "[" + operands(n.items, ", ") + "]"; }
    [[nodiscard]] std::string write(const ObjectOf& n) const {
        if (n.members.empty()) return "{}";
        return "{ " +
               joined(n.members, ", ", [this](const auto& m) { return m.first + ": " + expr(m.second); }) +
               " }";
    }

    const Program& program_;
};

std::string object_text(const Object& members) {
    if (members.empty()) return "{}";
    return "{ " + joined(members, ", ", [](const Member& m) { return m.name + ": " + value_text(m.value); }) +
           " }";
}

} // namespace

std::string expr_text(const Program& program, ExprId id) {
    return ExprText{program}.expr(id);
}

std::string value_text(const Value& value) {
    return std::visit(overloaded{
                          [](std::monostate) { return std::string{"null"}; },
                          [](bool flag) { return std::string{flag ? "true" : "false"}; },
                          [](std::int64_t number) { return fmt::to_string(number); },
                          [](double number) { return fmt::to_string(number); },
                          [](const std::string& text) { return quoted(text); },
                          [](const List& items) { return "[" + joined(items, ", ", value_text) + "]"; },
                          [](const Object& members) { return object_text(members); },
                          [](const UnknownRef&) { return std::string{"unknown"}; },
                      },
                      value.data);
}

} // namespace iotsec::ir
