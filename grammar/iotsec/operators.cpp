// The operators with two operands.
#include "grammar/iotsec/lexical.hpp"

#include <initializer_list>

namespace iotsec::grammar {

namespace {

using ast::BinaryOp;

struct Spelling {
    std::string_view text;
    BinaryOp op;
};

bool read_one_of(Builder& b, const char*& first, const char* last, Operator& op,
                 std::initializer_list<Spelling> spellings) {
    for (const auto& [text, meaning] : spellings) {
        if (!starts_with(first, last, text)) continue;
        if (is_word_start(text.front()) && !starts_with_word(first, last, text)) continue;
        op = {meaning, b.span(first, first + text.size())};
        first += text.size();
        return true;
    }
    return false;
}

bool read_not_in(Builder& b, const char*& first, const char* last, Operator& op) {
    constexpr std::string_view word_not = "not";
    constexpr std::string_view word_in = "in";
    if (!starts_with_word(first, last, word_not)) return false;
    const char* at = first + word_not.size();
    b.skip_trivia(at, last);
    if (!starts_with_word(at, last, word_in)) return false;
    at += word_in.size();
    op = {BinaryOp::NotIn, b.span(first, at)};
    first = at;
    return true;
}

} // namespace

bool read_implies(Builder& b, const char*& first, const char* last, Operator& op) {
    return read_one_of(b, first, last, op, {{"implies", BinaryOp::Implies}});
}

bool read_connective(Builder& b, const char*& first, const char* last, Operator& op) {
    return read_one_of(b, first, last, op, {{"and", BinaryOp::And}, {"or", BinaryOp::Or}});
}

bool read_relation(Builder& b, const char*& first, const char* last, Operator& op) {
    return read_one_of(b, first, last, op,
                       {{"==", BinaryOp::Equal},
                        {"!=", BinaryOp::NotEqual},
                        {"<=", BinaryOp::LessEqual},
                        {">=", BinaryOp::GreaterEqual},
                        {"<", BinaryOp::Less},
                        {">", BinaryOp::Greater}});
}

bool read_membership(Builder& b, const char*& first, const char* last, Operator& op) {
    return read_one_of(b, first, last, op,
                       {{"in", BinaryOp::In}, {"within", BinaryOp::Within}, {"under", BinaryOp::Under}}) ||
           read_not_in(b, first, last, op);
}

bool read_match(Builder& b, const char*& first, const char* last, Operator& op) {
    return read_one_of(b, first, last, op,
                       {{"like", BinaryOp::Like},
                        {"startsWith", BinaryOp::StartsWith},
                        {"endsWith", BinaryOp::EndsWith},
                        {"contains", BinaryOp::Contains}});
}

bool read_coalesce(Builder& b, const char*& first, const char* last, Operator& op) {
    return read_one_of(b, first, last, op, {{"??", BinaryOp::Coalesce}});
}

} // namespace iotsec::grammar
