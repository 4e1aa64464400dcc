#include "grammar/iotsec/spelling.hpp"

#include <fmt/format.h>

#include <cstdlib>

namespace iotsec::grammar {

std::string_view spelling(ast::BinaryOp op) {
    using enum ast::BinaryOp;
    switch (op) {
    case Implies:
        return "implies";
    case Or:
        return "or";
    case And:
        return "and";
    case Equal:
        return "==";
    case NotEqual:
        return "!=";
    case Less:
        return "<";
    case LessEqual:
        return "<=";
    case Greater:
        return ">";
    case GreaterEqual:
        return ">=";
    case In:
        return "in";
    case NotIn:
        return "not in";
    case Like:
        return "like";
    case StartsWith:
        return "startsWith";
    case EndsWith:
        return "endsWith";
    case Contains:
        return "contains";
    case Within:
        return "within";
    case Under:
        return "under";
    case Coalesce:
        return "??";
    }
    std::abort();
}

std::string_view spelling(ast::Predicament what) {
    using enum ast::Predicament;
    switch (what) {
    case Present:
        return "present";
    case Absent:
        return "absent";
    case Empty:
        return "empty";
    case NotEmpty:
        return "not empty";
    }
    std::abort();
}

std::string_view spelling(ast::Quantifier quantifier) {
    using enum ast::Quantifier;
    switch (quantifier) {
    case Some:
        return "some";
    case Every:
        return "every";
    case No:
        return "no";
    case Exactly:
        return "exactly";
    case AtLeast:
        return "at least";
    case AtMost:
        return "at most";
    }
    std::abort();
}

std::string_view spelling(ast::Emptiness emptiness) {
    switch (emptiness) {
    case ast::Emptiness::OrEmpty:
        return "(or empty)";
    case ast::Emptiness::NotEmpty:
        return "(not empty)";
    }
    std::abort();
}

std::string_view spelling(ast::VerdictWord verdict) {
    using enum ast::VerdictWord;
    switch (verdict) {
    case Violation:
        return "violation";
    case Compliant:
        return "compliant";
    case NotApplicable:
        return "notApplicable";
    case Unknown:
        return "unknown";
    }
    std::abort();
}

std::string escaped(std::string_view text) {
    std::string result;
    result.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        switch (c) {
        case '\'':
            result += "\\'";
            continue;
        case '\\':
            result += "\\\\";
            continue;
        case '\n':
            result += "\\n";
            continue;
        case '\r':
            result += "\\r";
            continue;
        case '\t':
            result += "\\t";
            continue;
        default:
            break;
        }
        if (c == '$' && i + 1 < text.size() && text[i + 1] == '{')
            result += "\\$";
        else if ((c >= 0 && c < ' ') || c == 0x7F)
            result += fmt::format("\\u{{{:x}}}", static_cast<int>(c));
        else
            result += c;
    }
    return result;
}

std::string spelled(const ast::Path& path) {
    std::string result = path.root.text;
    for (const ast::Segment& segment : path.segments) {
        if (segment.is_key)
            result += "['" + escaped(segment.name.text) + "']";
        else
            result += "." + segment.name.text;
    }
    return result;
}

std::string spelled(const ast::CatalogType& type) {
    std::string result = type.type.text;
    for (const auto& [name, items] : type.path)
        result += "." + name.text + (items ? "[*]" : "");
    return result;
}

std::string spelled(const ast::Target& target) {
    return target.name.text() + (target.all ? ".*" : "");
}

} // namespace iotsec::grammar
