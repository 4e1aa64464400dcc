#include "grammar/iotsec/label.hpp"

#include "base/overloaded.hpp"
#include "grammar/iotsec/spelling.hpp"

#include <fmt/format.h>

namespace iotsec::grammar {

using namespace ast;

std::string quoted(std::string_view text) {
    return "'" + escaped(text) + "'";
}

namespace {

/// A text without interpolation stands on the line of its label.
std::string string_label(const StringLiteral& e) {
    const std::string kind = e.verbatim ? "verbatim" : "text";
    if (e.parts.empty()) return kind + " ''";
    const auto* only = std::get_if<std::string>(&e.parts.front());
    return e.parts.size() == 1 && only != nullptr ? kind + " " + quoted(*only) : kind;
}

} // namespace

std::string label(const Expr& expr) {
    return std::visit(
        overloaded{
            [](const Invalid&) { return std::string{"invalid"}; },
            [](const BoolLiteral& e) { return fmt::format("bool {}", e.value); },
            [](const IntLiteral& e) { return fmt::format("int {}", e.value); },
            [](const NumberLiteral& e) { return "number " + e.text; },
            [](const PercentLiteral& e) { return "percent " + e.text; },
            [](const DurationLiteral& e) { return fmt::format("duration {}{}", e.amount, e.unit); },
            [](const DateLiteral& e) { return "date " + e.text; },
            [](const InstantLiteral& e) { return "instant " + e.text; },
            [](const NullLiteral&) { return std::string{"null"}; },
            [](const Now&) { return std::string{"now"}; },
            [](const Request& e) { return "request " + e.member.text; },
            [](const StringLiteral& e) { return string_label(e); },
            [](const Path& e) { return "path " + spelled(e); },
            [](const Call& e) { return "call " + e.function.text; },
            [](const CountOf& e) { return e.binder ? "count " + e.binder->text : "count"; },
            [](const ListLiteral&) { return std::string{"list"}; },
            [](const ObjectLiteral&) { return std::string{"object"}; },
            [](const UnknownLiteral& e) { return e.cause ? "unknown " + quoted(*e.cause) : "unknown"; },
            [](const Parenthesised&) { return std::string{"parentheses"}; },
            [](const Not&) { return std::string{"not"}; },
            [](const Binary& e) { return fmt::format("binary {}", spelling(e.op)); },
            [](const Is& e) { return fmt::format("is {}", spelling(e.what)); },
            [](const Shift& e) {
                return fmt::format("shift {}{}{}", e.minus ? '-' : '+', e.by.amount, e.by.unit);
            },
            [](const Quantified& e) {
                return fmt::format("{}{} {}", spelling(e.quantifier), e.of ? " of" : "", e.binder.text);
            },
            [](const Unique& e) { return "unique " + e.binder.text; },
        },
        expr.kind);
}

} // namespace iotsec::grammar
