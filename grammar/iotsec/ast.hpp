// The syntax tree of a `.iotsec` file. Nodes are plain data; expressions live in one vector of their module
// and refer to each other by id, so that a tree is copied, printed and walked without pointers.
#pragma once

#include "base/span.hpp"
#include "grammar/iotsec/ast_expr.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace iotsec::ast {

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
