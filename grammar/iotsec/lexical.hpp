// The tokens of the language, read by plain functions: no Boost here. Each is called behind white space,
// leaves `first` behind the token and says whether there was one.
#pragma once

#include "grammar/iotsec/ast.hpp"
#include "grammar/iotsec/builder.hpp"

#include <string>
#include <string_view>

namespace iotsec::grammar {

/// The operators with two operands, where they stand.
struct Operator {
    ast::BinaryOp op{};
    Span span;
};

/// A word that begins or continues an expression, a declaration or a clause, and so cannot be a name.
[[nodiscard]] bool is_reserved(std::string_view word);
/// A word that continues an expression, and so cannot name metadata.
[[nodiscard]] bool is_operator(std::string_view word);

/// Any word, reserved or not.
bool read_word(Builder& b, const char*& first, const char* last, ast::Name& name);
bool read_name(Builder& b, const char*& first, const char* last, ast::Name& name);
/// A name with `(` right behind it, which stays.
bool read_callee(Builder& b, const char*& first, const char* last, ast::Name& name);
/// A reserved word that stands for itself, on the line of what it follows: `category: waiver`.
bool read_bare_word(Builder& b, const char*& first, const char* last, ast::Name& name);
/// `Microsoft.Devices/IotHubs`
bool read_type_name(Builder& b, const char*& first, const char* last, ast::TypeName& name);
/// Any word, on the line of the dot in front of it.
bool read_property(Builder& b, const char*& first, const char* last, ast::Name& name);
/// `.word` behind a name.
bool read_member(Builder& b, const char*& first, const char* last, ast::Name& name);

/// `['name']` behind a path, on its line.
bool read_key_segment(Builder& b, const char*& first, const char* last, ast::Name& name);

bool read_implies(Builder& b, const char*& first, const char* last, Operator& op);
/// `and`, `or`
bool read_connective(Builder& b, const char*& first, const char* last, Operator& op);
/// `==` and its like
bool read_relation(Builder& b, const char*& first, const char* last, Operator& op);
/// `in`, `not in`, `within`, `under`: what may have a list behind it
bool read_membership(Builder& b, const char*& first, const char* last, Operator& op);
/// `like` and its like: what has constant text behind it
bool read_match(Builder& b, const char*& first, const char* last, Operator& op);
bool read_coalesce(Builder& b, const char*& first, const char* last, Operator& op);

/// `'…'` or `'''…'''`
bool read_string(Builder& b, const char*& first, const char* last, ast::ExprId& id);
/// The same without `${}`, for what must be known at once: object keys.
bool read_key(Builder& b, const char*& first, const char* last, ast::Name& name);
/// Reports the first `${` in `id`, if that is a text with one; `what` has to be constant.
void require_constant(Builder& b, ast::ExprId id, std::string_view what);
/// Reads the expression of `${…}` up to its `}`. The grammar of expressions defines it.
ast::ExprId read_interpolation(Builder& b, const char*& first);

/// An integer, percentage, duration, date or instant.
bool read_number(Builder& b, const char*& first, const char* last, ast::ExprId& id);
/// The same, or with a fraction, or negative: what stands in resource bodies.
bool read_signed_number(Builder& b, const char*& first, const char* last, ast::ExprId& id);
bool read_duration(Builder& b, const char*& first, const char* last, ast::DurationLiteral& duration);

} // namespace iotsec::grammar
