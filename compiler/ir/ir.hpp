// The intermediate representation: requirements with one exact meaning, independent of the language they were
// written in and of the targets they go to. Emitters and evaluators see this and nothing else. docs/ir.md
// describes each node.
#pragma once

#include "base/span.hpp"
#include "base/value.hpp"
#include "compiler/catalog/catalog.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace iotsec::ir {

/// Index of an expression in `Program::exprs`.
struct ExprId {
    std::uint32_t index = 0;
    auto operator<=>(const ExprId&) const = default;
};
/// Index into `Program::properties`.
struct PropertyId {
    std::uint32_t index = 0;
    auto operator<=>(const PropertyId&) const = default;
};
/// Index into `Program::params`.
struct ParamId {
    std::uint32_t index = 0;
    auto operator<=>(const ParamId&) const = default;
};

enum class CompareOp { Eq, Ne, Lt, Le, Gt, Ge };
/// How two values are compared (reference, sections 1.6 and 14).
enum class CompareBy { Text, Exact, Location, Int, Instant, Version, ApiVersion, Rank };

// Conditions

/// True or false.
struct Const {
    bool value = false;
};
struct Not {
    ExprId of;
};
/// Conjunction and disjunction of two or more.
struct All {
    std::vector<ExprId> of;
};
struct Any {
    std::vector<ExprId> of;
};
/// `left op right`; never `Ne` (that is `Not` of `Eq`). False where a side is absent. `order` is for `Rank`.
struct Compare {
    CompareOp op{};
    CompareBy by{};
    ExprId left;
    ExprId right;
    std::vector<std::string> order;
};
/// `left` is equal to one of `values` (literals and texts), or to an item of the list parameter `param`.
struct OneOf {
    ExprId left;
    std::vector<ExprId> values;
    std::optional<ParamId> param;
    CompareBy by{};
};
enum class MatchOp { Prefix, Suffix, Contains, Like };
/// Text patterns; false where `left` is absent. `Like` has exactly one `*`.
struct Match {
    MatchOp op{};
    ExprId left;
    ExprId pattern;
};
enum class InsideOf { Cidr, Id };
/// `left within right` (right: literals or a list parameter, inside one single range), `left under right`.
struct Inside {
    InsideOf of{};
    ExprId left;
    std::vector<ExprId> right;
    std::optional<ParamId> param;
};
/// Raw presence of a path: null and missing are absent.
struct Present {
    ExprId path;
};

/// What a count ranges over.
struct Items {
    ExprId path;
};
struct Values {
    std::vector<ExprId> values;
    std::optional<ParamId> param;
};
enum class RelatedBy { Of, ResourceGroup, Subscription, Evidence };
struct Related {
    std::string type;
    RelatedBy relation{};
    std::string root; /**< binder of the resource it relates to */
};
struct Fleet {
    std::string root;
};
using Over = std::variant<Items, Values, Related, Fleet>;

/// The number of elements of `over` for which `where` (true if missing) holds, compared with `bound`.
struct Count {
    Over over;
    std::string binder;
    std::optional<ExprId> where;
    CompareOp op{};
    ExprId bound; ///< an int literal or parameter
};
/// 100·(elements with `among` and `hit`) against percent·(elements with `among`).
struct Share {
    Over over;
    std::string binder;
    std::optional<ExprId> among;
    ExprId hit;
    CompareOp op{}; ///< Ge or Le
    ExprId percent; ///< a literal or parameter, percent
};
/// No value of `keys` occurs under two different elements.
struct Distinct {
    Over over;
    std::string binder;
    std::optional<ExprId> where;
    std::vector<ExprId> keys;
};

// Values

enum class LiteralType {
    Bool,
    Int,
    Text,
    Percent,
    Version,
    ApiVersion,
    Duration,
    Instant,
    Cidr,
    ResourceId,
    Location,
    Null,
    List,
    Object,
    Number ///< with a fraction, or negative: only in resource bodies
};
/// Durations are in seconds, instants ISO 8601 text, percents text without the sign, everything else as in
/// JSON.
struct Literal {
    LiteralType type{};
    Value value;
};
/// A parameter; `field` reads a field of a record element it is bound to (only below a binder, see `Path`).
struct Param {
    ParamId ref;
    std::vector<std::string> fields;
};
/// `root` is a binder: a resource, an item, a value of a list. `property` says what below it; none is the
/// element itself. `keys` read below a map or `any`; `fields` below a record element.
struct Path {
    std::string root;
    std::optional<PropertyId> property;
    std::vector<std::string> keys;
    std::vector<std::string> fields;
};
/// `first` unless it is absent.
struct Coalesce {
    ExprId first;
    ExprId otherwise;
    bool is_service_default = false;
};
/// Concatenation; absent where a part is.
struct Text {
    std::vector<ExprId> parts;
};
enum class ContextValue { Now, ApiVersion };
struct Context {
    ContextValue what{};
};
/// An instant moved by `seconds`.
struct Shift {
    ExprId value;
    std::int64_t seconds = 0;
};
enum class Function { LastSegment, Version };
/// Absent on an absent argument.
struct Call {
    Function function{};
    ExprId argument;
};
/// Resource bodies of remedies and tests.
struct ListOf {
    std::vector<ExprId> items;
};
struct ObjectOf {
    std::vector<std::pair<std::string, ExprId>> members;
};

using Node =
    std::variant<Const, Not, All, Any, Compare, OneOf, Match, Inside, Present, Count, Share, Distinct,
                 Literal, Param, Path, Coalesce, Text, Context, Shift, Call, ListOf, ObjectOf>;

// The program

/// Everything an evaluator or emitter needs to know about a property. Paths are from the resource.
struct Property {
    std::string type;  ///< resource type
    std::string path;  ///< catalogue form
    std::string json;  ///< in the resource's body
    std::string alias; ///< empty if there is none
    std::string no_alias_reason;
    catalog::Kind kind{};
    bool list = false, required = false, secret = false, exact = false;
    bool read_only = false, modifiable = false, create_only = false;
    catalog::VisibleIn visible_in{};
    std::vector<std::string> values, order;
    bool open = true;
    std::string since;
    bool always_returned = false; ///< read-only and always there in the stored view
    std::string request_from;     ///< how a request tells it (`{name}.azure-devices.net`); empty: not at all
};

enum class ParamType {
    Bool,
    Int,
    Text,
    Percent,
    Version,
    ApiVersion,
    Duration,
    Instant,
    Cidr,
    ResourceId,
    Location,
    Enum,
    Record
};
struct Parameter {
    std::string name;
    std::string module;
    ParamType type{};
    bool list = false;
    std::vector<std::pair<std::string, ParamType>> fields; ///< of a record
    std::optional<Value> default_value;
    std::vector<Value> allowed;
    std::optional<std::int64_t> min, max;
    std::string display_name, description, strong_type;
    Span span;
};

enum class SeverityLevel { Low, Medium, High, Critical };
struct ControlRef {
    std::string framework, id;
};
struct Meta {
    std::string id, title, description, section, recommendation, builtin;
    SeverityLevel severity{};
    std::vector<ControlRef> controls;
    std::vector<std::string> docs;
    bool partial_ok = false;
    std::vector<std::pair<std::string, std::string>> other; ///< keys the compiler gives no meaning to
};

/// A part of an `otherwise` message: constant text, or an expression whose value is shown.
using MessagePart = std::variant<std::string, ExprId>;
struct Check {
    ExprId condition;                 ///< what is expected
    std::vector<MessagePart> message; ///< empty: `source_text` is the message
    std::string source_text;          ///< the clause as written
    Span span;
};

struct Set {
    ExprId path;
    ExprId value;
};
struct Deploy {
    std::string name, type; ///< `name` is what the remedy calls the resource
    RelatedBy relation{};
    std::string root;
    ExprId body; ///< an `ObjectOf` as Azure's API takes it, inner `properties` and all
    std::string api_version;
};
struct Remedy {
    std::vector<Set> sets;        ///< `remedy set`: one or more
    std::optional<Deploy> deploy; ///< or `remedy deploy`
    std::optional<ExprId> presupposes;
    std::vector<std::string> role_ids;
    Span span;
};

struct Attest {
    std::int64_t every_seconds = 0;
    std::string asking;
};
enum class Effect { Audit, Deny, Modify, Deploy, Disabled, Manual };

struct Requirement {
    std::string name, module;
    std::string type, binder;
    bool all = false;
    std::optional<ExprId> when;
    std::vector<Check> checks;
    std::optional<Attest> attest;
    std::vector<Remedy> remedies;
    std::vector<Effect> effects; ///< what the author narrowed to; empty: all that can be offered
    Meta meta;
    Span span;
};

struct Binding {
    ParamId param;
    std::optional<ExprId> value; /**< literal; else */
    std::optional<ParamId> surfaced;
};
struct BaselineEntry {
    std::uint32_t requirement = 0;
    std::vector<Binding> bindings;
};
struct Baseline {
    std::string name, module, title, version, description;
    std::vector<BaselineEntry> entries; ///< by id of the requirement
    Span span;
};

/// Declarations whose meaning is a later step: kept by name, so that every target can say it does not carry
/// them.
struct NamedDeclaration {
    std::string name, module;
    Span span;
};

/// What a rule may need to know about a type as a whole.
struct TypeFacts {
    std::string name;
    catalog::TypeClass type_class{};
    std::string parent;
    bool has_tags_and_location = false, deny_is_unwise = false;
    std::vector<std::string> api_versions;
};

struct Program {
    static constexpr int format_version = 1;
    std::string catalog; ///< version of the catalogue that the facts are from
    std::vector<TypeFacts> types;
    std::vector<Property> properties;
    std::vector<Parameter> params;
    std::vector<Node> exprs;
    std::vector<Span> spans; ///< parallel to `exprs`
    std::vector<Requirement> requirements;
    std::vector<Baseline> baselines;
    std::vector<NamedDeclaration> assignments, waivers;

    [[nodiscard]] const Node& operator[](ExprId id) const { return exprs[id.index]; }
    ExprId add(Node node, Span span = {}) {
        exprs.push_back(std::move(node));
        spans.push_back(span);
        return {static_cast<std::uint32_t>(exprs.size() - 1)};
    }
    [[nodiscard]] const TypeFacts* type(std::string_view name) const;
};

} // namespace iotsec::ir
