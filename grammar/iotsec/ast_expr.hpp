// The expressions of a syntax tree, and the names in it. `ast.hpp` has the declarations around them.
#pragma once

#include "base/span.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace iotsec::ast {

/// Index of an expression in the `Module` that owns it.
struct ExprId {
    std::uint32_t index = 0;

    auto operator<=>(const ExprId&) const = default;
};

struct Name {
    std::string text;
    Span span;
};

/// `std.iothub.network`
struct QualifiedName {
    std::vector<Name> parts;
    Span span;

    /// The parts with dots between them.
    [[nodiscard]] std::string text() const;
};

/// `Microsoft.Devices/IotHubs`, as written.
struct TypeName {
    std::string text;
    Span span;
};

/// What could not be read; its mistake was reported, and nothing more is said about it.
struct Invalid {};
struct BoolLiteral {
    bool value = false;
};
struct IntLiteral {
    std::int64_t value = 0;
};
/// A number with a fraction, as written: only in resource bodies and metadata.
struct NumberLiteral {
    std::string text;
};
/// `99.5%` without the sign.
struct PercentLiteral {
    std::string text;
};
/// `90d`, `12h`, `30m`
struct DurationLiteral {
    std::int64_t amount = 0;
    char unit = 'd';
};
struct DateLiteral {
    std::string text;
};
struct InstantLiteral {
    std::string text;
};
struct NullLiteral {};
struct Now {};
/// `request.apiVersion`
struct Request {
    Name member;
};
/// Text (escapes resolved) or an interpolated expression.
using StringPart = std::variant<std::string, ExprId>;
/// `'…${x}…'`, or `'''…'''` (verbatim). An empty string has no parts.
struct StringLiteral {
    std::vector<StringPart> parts;
    bool verbatim = false;
};
/// One step of a path: `.name`, or `['name']` where `is_key`.
struct Segment {
    Name name;
    bool is_key = false;
};
/// `hub.networkRuleSets.ipRules`, `operatorRanges`; also a bare word as a metadata value.
struct Path {
    Name root;
    std::vector<Segment> segments;
};
struct Call {
    Name function;
    std::vector<ExprId> arguments;
};
/// `count(xs)`, or `count(x in xs where P)` with binder and condition.
struct CountOf {
    std::optional<Name> binder;
    ExprId collection;
    std::optional<ExprId> where;
};
struct ListLiteral {
    std::vector<ExprId> items;
};
struct ObjectMember {
    Name key;
    bool quoted = false;
    ExprId value;
};
struct ObjectLiteral {
    std::vector<ObjectMember> members;
};
/// `unknown`, `unknown('why')` in a test body.
struct UnknownLiteral {
    std::optional<std::string> cause;
};
/// `( … )`: kept, so that the formatter writes what the author meant.
struct Parenthesised {
    ExprId inner;
};
struct Not {
    ExprId operand;
};

enum class BinaryOp {
    Implies,
    Or,
    And,
    Equal,
    NotEqual,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
    In,
    NotIn,
    Like,
    StartsWith,
    EndsWith,
    Contains,
    Within,
    Under,
    Coalesce,
};
struct Binary {
    BinaryOp op{};
    Span op_span;
    ExprId lhs;
    ExprId rhs;
};

enum class Predicament { Present, Absent, Empty, NotEmpty };
/// `x is present`
struct Is {
    ExprId operand;
    Predicament what{};
};
/// `now - 90d`
struct Shift {
    ExprId operand;
    bool minus = false;
    DurationLiteral by;
};

/// `of hub` (a path), or `in subscription` (a word).
struct Relation {
    bool of = false;
    ExprId path;
    Name word;
    Span span;
};
struct RelatedSource {
    TypeName type;
    Relation relation;
};
/// What a quantifier ranges over: a collection, or the related resources of a type.
using Source = std::variant<ExprId, RelatedSource>;

enum class Quantifier { Some, Every, No, Exactly, AtLeast, AtMost };
enum class Emptiness { OrEmpty, NotEmpty };
struct Quantified {
    Quantifier quantifier{};
    std::optional<ExprId> bound; ///< int, percent or the name of a parameter
    bool of = false;             ///< `at least 99% of d in devices`
    Name binder;
    Source source;
    std::optional<Emptiness> emptiness;
    std::optional<ExprId> where;
    std::optional<ExprId> satisfies;
};
/// `unique d in devices where P by [d.a, d.b]`
struct Unique {
    Name binder;
    ExprId collection;
    std::optional<ExprId> where;
    ExprId keys;
};

struct Expr {
    Span span;
    std::variant<Invalid, BoolLiteral, IntLiteral, NumberLiteral, PercentLiteral, DurationLiteral,
                 DateLiteral, InstantLiteral, NullLiteral, Now, Request, StringLiteral, Path, Call, CountOf,
                 ListLiteral, ObjectLiteral, UnknownLiteral, Parenthesised, Not, Binary, Is, Shift,
                 Quantified, Unique>
        kind;
};

} // namespace iotsec::ast
