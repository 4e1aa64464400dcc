// The syntax tree of a `.iotsec` file. Nodes are plain data; expressions live in one vector of their module
// and refer to each other by id, so that a tree is copied, printed and walked without pointers.
#pragma once

#include "base/span.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
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

// Expressions

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

// Types

struct TypeExpr;
struct RecordField {
    Name name;
    std::vector<TypeExpr> type; ///< exactly one
};
struct RecordType {
    std::vector<RecordField> fields;
};
struct NamedType {
    Name name;
};
/// `Microsoft.Devices/IotHubs.networkRuleSets.ipRules[*]`: a resource type, or the shape at a path below it.
struct CatalogType {
    TypeName type;
    std::vector<std::pair<Name, bool>> path; ///< with "is followed by `[*]`"
};
struct TypeExpr {
    Span span;
    std::variant<Invalid, NamedType, CatalogType, RecordType> kind;
    bool list = false;
};

// Declarations

/// `key: value`; a bare word is a `Path` without segments.
struct Meta {
    Name key;
    ExprId value;
    Span span;
};

struct Param {
    Name name;
    TypeExpr type;
    std::optional<ExprId> default_value;
    std::vector<Meta> meta;
};
struct Let {
    Name name;
    ExprId value;
    Span span;
};
struct PredicateParam {
    Name name;
    TypeExpr type;
};
struct Predicate {
    Name name;
    std::vector<PredicateParam> params;
    ExprId body;
};

struct When {
    ExprId condition;
    Span span;
};
struct Expect {
    ExprId condition;
    std::optional<ExprId> otherwise;
    Span span;
};
struct PathValue {
    ExprId path;
    ExprId value;
};
struct SetRemedy {
    std::vector<PathValue> values;
};
struct DeployRemedy {
    Name binder;
    TypeName type;
    Relation relation;
    ExprId body;
};
struct Remedy {
    Span span;
    std::variant<SetRemedy, DeployRemedy> kind;
    std::optional<ExprId> requires_condition;
    std::optional<ExprId> roles; ///< a list of bare words
};
struct Attest {
    DurationLiteral every;
    ExprId asking;
    Span span;
};
struct Requirement {
    Name name;
    bool all = false;
    Name binder;
    TypeName type;
    std::vector<Meta> meta;
    std::vector<Let> lets;
    std::vector<When> whens;
    std::vector<Expect> expects;
    std::vector<Remedy> remedies;
    std::vector<Name> effects;
    std::vector<Attest> attests;
};

/// `std.iothub.*` or `net.hubPublicAccessOff`
struct Target {
    QualifiedName name;
    bool all = false;
};
struct Include {
    Target target;
    std::optional<ExprId> with;
    Span span;
};
struct Omit {
    Target target;
    ExprId because;
    Span span;
};
struct Baseline {
    Name name;
    std::vector<Meta> meta;
    std::vector<Include> includes;
    std::vector<Omit> omits;
};

struct SetValue {
    Name name;
    ExprId value;
    Span span;
};
struct EffectFor {
    Name effect;
    bool all = false;
    std::vector<Target> targets;
    Span span;
};
struct Selector {
    Name what;
    ExprId values;
};
struct Exclude {
    ExprId scopes;
    ExprId because;
    Span span;
};
struct Ring {
    Name name;
    Selector where;
    std::vector<EffectFor> effects;
    Span span;
};
struct Assignment {
    Name name;
    QualifiedName baseline;
    Name scope_kind;
    ExprId scope;
    std::vector<Meta> meta;
    std::vector<SetValue> sets;
    std::vector<EffectFor> effects;
    std::vector<Exclude> excludes;
    std::vector<Selector> only;
    std::vector<Ring> rings;
};

struct Waiver {
    Name name;
    QualifiedName assignment;
    std::vector<Meta> meta;
};

struct Given {
    Name name;
    TypeName type;
    std::optional<Relation> relation;
    ExprId body;
    Span span;
};
enum class VerdictWord { Violation, Compliant, NotApplicable, Unknown };
struct ExpectVerdict {
    VerdictWord verdict{};
    std::optional<Name> subject;
    std::optional<ExprId> with;
    bool after_remedy = false;
    Span span;
};
struct Test {
    ExprId title;
    QualifiedName requirement;
    std::vector<Given> givens;
    std::vector<SetValue> sets;
    std::optional<ExprId> at;
    std::vector<TypeName> incomplete;
    std::vector<Meta> meta;
    std::vector<ExpectVerdict> verdicts;
};

/// A declaration that could not be read.
struct InvalidDecl {};

struct Declaration {
    Span span;
    std::vector<std::string> doc; ///< the lines of its `///` comment, without the slashes and one blank
    std::variant<InvalidDecl, Param, Let, Predicate, Requirement, Baseline, Assignment, Waiver, Test> kind;
};

struct Import {
    QualifiedName module;
    std::optional<Name> alias;
    std::vector<Name> names; ///< `import a.b.{ c, d }`
    Span span;
};

/// A `//` or `/* */` comment, kept for the formatter.
struct Comment {
    Span span;
};

/// One file. `exprs[0]` is `Invalid`, so that a default `ExprId` is harmless.
struct Module {
    SourceId source;
    std::vector<std::string> doc;
    QualifiedName name;
    std::vector<Import> imports;
    std::vector<Declaration> declarations;
    std::vector<Expr> exprs;
    std::vector<Comment> comments;

    [[nodiscard]] const Expr& operator[](ExprId id) const { return exprs[id.index]; }
};

} // namespace iotsec::ast
