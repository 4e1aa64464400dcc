// Checks the expressions of one module: names, types and the rules of each construct. One short function per
// kind of node; the functions of a construct share a file.
#pragma once

#include "compiler/sema/state.hpp"
#include "compiler/sema/types.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace iotsec::sema {

/// A name that is known in a part of a declaration only: a binder, a let of a requirement, an argument.
struct Local {
    ast::Name name;
    Type type;
    Reference reference;
    std::string_view what; ///< `binder`, `let`, `argument`
    bool may_be_unused = false;
    bool used = false;
    Cost cost = {};
};

/// Where an object or a value stands: decides what is allowed in it.
enum class BodyUse {
    Deploy,    ///< of `remedy deploy`: complete, and only what can be set
    Given,     ///< of a test: anything the catalogue knows, and `unknown` and `null`
    Parameter, ///< a default, a binding, `set`
};

/// Whether the parser has reported `${` in a text that is to be constant.
enum class Interpolation { Refused, Unchecked };

/// What a value is checked against.
struct Wanted {
    Type type;
    BodyUse use = BodyUse::Parameter;
    std::string_view api_version = {}; ///< of the resource that the value is part of
};

/// How many parts an expression may have once everything is written out.
constexpr std::size_t most_parts = 100'000;

class ExprChecker {
  public:
    ExprChecker(State& state, std::uint32_t module) : state_{state}, module_{module} {}

    /// The type of an expression; notes it, and what its parts refer to.
    Type check(ast::ExprId id);
    /// Demands a condition: a comparison, a quantifier, an operand of type bool.
    void check_condition(ast::ExprId id);
    /// Demands a value that can stand where `wanted` is: a literal, a list or object of them, a parameter, a
    /// path.
    void check_value(ast::ExprId id, const Wanted& wanted);
    /// Demands a text whose interpolated parts can be shown (`otherwise`, `with`).
    void check_message(ast::ExprId id);
    /// The text of a constant string; reports anything else, but not an interpolation that the parser
    /// refused.
    std::optional<std::string> check_constant_text(ast::ExprId id,
                                                   Interpolation interpolation = Interpolation::Refused);
    /// A list or path of resources of `type` that relate to what `relation` names.
    void check_relation(const ast::Relation& relation, const catalog::ResourceType* type);
    /// The resource type of that name; reports an unknown one (null) and one in the wrong letter case.
    const catalog::ResourceType* find_type(const ast::TypeName& name);
    /// What a written type means.
    Type check_type(const ast::TypeExpr& written);

    /// Makes a name known; reports one that hides another.
    void declare(Local local);
    /// Forgets the names from the `mark`th on; reports those that nothing used.
    void forget(std::size_t mark);
    [[nodiscard]] std::size_t mark() const { return locals_.size(); }
    /// A new clause: binders of earlier ones are no longer explained.
    void start_clause() { ended_.clear(); }
    /// What the check of expressions came to since the checker was made, or since the last call.
    Cost take_cost();
    /// Reports an expansion that is too large to be lowered.
    void check_cost(const Cost& cost, Span where);

    /// Notes that an expression is a bare word (metadata, roles).
    void note_word(ast::ExprId id);

    [[nodiscard]] const ast::Module& tree() const { return state_.tree(module_); }
    [[nodiscard]] const Type& type(ast::ExprId id) const {
        return state_.program.modules[module_].types[id.index];
    }
    [[nodiscard]] const Reference& reference(ast::ExprId id) const {
        return state_.program.modules[module_].references[id.index];
    }
    [[nodiscard]] State& state() { return state_; }
    [[nodiscard]] std::uint32_t module() const { return module_; }

  private:
    struct Root {
        Type type;
        Reference reference;
        std::size_t consumed = 0; ///< segments that belong to a qualified name
        std::string text;
    };
    /// One operand of a comparison.
    struct Operand {
        ast::ExprId id;
        Type type;
        std::optional<std::string> text; ///< of a constant text
    };

    // check_expression.cpp
    Type check_kind(ast::ExprId id, const ast::Expr& expr);
    Type check_string(const ast::StringLiteral& text);
    void check_interpolated(ast::ExprId part);
    Type check_date(const std::string& text, Span span);
    Type check_request(const ast::Request& request);
    Type check_list(const ast::ListLiteral& list);
    Type check_shift(const ast::Shift& shift);
    Type check_misplaced_object(const ast::ObjectLiteral& object, Span span);
    Type misplaced(std::string_view what, std::string_view where, Span span);
    Type mismatch(Span span, std::string_view wanted, const Type& found);

    // check_names.cpp
    Type check_named_type(const ast::NamedType& named);
    Type check_catalog_type(const ast::CatalogType& written);
    Type check_record_type(const ast::RecordType& record);

    // check_path.cpp
    Type check_path(ast::ExprId id, const ast::Path& path);
    std::optional<Root> find_root(const ast::Path& path, Span span);
    std::optional<Root> local_root(const ast::Path& path);
    std::optional<Root> module_root(const ast::Path& path, Span span);
    std::optional<Root> declaration_root(DeclId id, const ast::Path& path, std::size_t consumed, Span span);
    void report_unknown_root(const ast::Path& path, Span span);
    std::optional<Type> step(const Type& from, const ast::Path& path, std::size_t& at, std::string& text,
                             std::vector<PathStep>& steps);
    std::optional<Type> step_into_catalogue(const Type& from, const ast::Path& path, std::size_t& at,
                                            std::string& text, std::vector<PathStep>& steps);
    std::optional<Type> step_into_record(const Type& from, const ast::Segment& segment,
                                         const std::string& text, std::vector<PathStep>& steps);
    std::optional<Type> step_into_map(const Type& from, const ast::Segment& segment,
                                      std::vector<PathStep>& steps);
    std::optional<Type> report_no_member(const Type& from, const ast::Segment& segment,
                                         const std::string& text);
    void guard_secret(const Type& type, const std::string& text, Span span);

    // check_connective.cpp
    Type check_binary(ast::ExprId id, const ast::Binary& binary);
    Type check_connective(const ast::Binary& binary);
    Type check_coalesce(const ast::Binary& binary);
    void note_chain(const ast::Binary& last, const Type& type);
    void check_coalesce_left(ast::ExprId id, const Type& type);
    Type check_is(const ast::Is& is);
    void check_presence(const ast::Is& is, const Type& type);
    Type check_call(ast::ExprId id, const ast::Call& call, Span span);
    Type check_built_in(ast::ExprId id, const ast::Call& call, Function function, Span span);
    Type check_predicate_call(ast::ExprId id, const ast::Call& call, DeclId predicate, Span span);
    void check_argument(ast::ExprId id, const Type& wanted);

    // check_comparison.cpp
    Operand check_operand(ast::ExprId id);
    Type check_equality(const ast::Binary& binary, Span span);
    bool check_comparable(const Operand& left, const Operand& right, Span span);
    Type check_ordering(const ast::Binary& binary);
    void check_rank(const Operand& ranked, const Operand& literal);
    [[nodiscard]] bool is_count(ast::ExprId id) const;
    Type check_count_comparison(ast::ExprId count, ast::ExprId bound);

    // check_membership.cpp
    Type check_in(const ast::Binary& binary, Span span);
    void check_listed(const Operand& left, ast::ExprId list_id, const ast::ListLiteral& list);
    Type check_pattern(const ast::Binary& binary);
    void check_pattern_text(ast::BinaryOp op, ast::ExprId id, const Type& type);
    Type check_within(const ast::Binary& binary);
    Type check_under(const ast::Binary& binary);
    void check_resource_id(const Operand& operand);
    void check_range(ast::ExprId id);

    // check_literal.cpp
    void check_text_as(const std::string& text, const Type& wanted, Span span, BodyUse use);
    void check_enum_text(const std::string& text, const Type& wanted, Span span);

    // check_quantifier.cpp
    Type check_quantified(const ast::Quantified& quantified, Span span);
    Type check_source(const ast::Source& source);
    Type check_collection(ast::ExprId id);
    Type check_related(const ast::RelatedSource& source);
    bool check_bound(const ast::Quantified& quantified, Span span);
    void check_emptiness(const ast::Quantified& quantified, const Type& source, bool is_share, Span span);
    void check_satisfies(const ast::Quantified& quantified, bool is_share, Span span);
    Type check_count_of(const ast::CountOf& count);
    Type check_unique(const ast::Unique& unique);
    void check_keys(ast::ExprId id, const ast::Name& binder);
    [[nodiscard]] bool is_never_empty(ast::ExprId id, const Type& type) const;
    void add_cost(const Cost& cost, std::size_t times = 1);
    void enter_quantifier();
    void leave_quantifier();

    // check_body.cpp
    void check_list_value(ast::ExprId id, const Wanted& wanted);
    void check_scalar_value(ast::ExprId id, const Wanted& wanted);
    void check_bounds(std::int64_t number, const Wanted& wanted, Span span);
    void check_object(ast::ExprId id, const ast::ObjectLiteral& object, const Wanted& wanted);
    void check_member(const ast::ObjectMember& member, const Wanted& wanted);
    void check_map(const ast::ObjectLiteral& object, const Wanted& wanted);
    void check_record(const ast::ObjectLiteral& object, const Wanted& wanted, Span span);
    void check_required(const ast::ObjectLiteral& object, const Wanted& wanted, Span span);
    void check_free_value(ast::ExprId id, BodyUse use);
    void check_api_version(const Wanted& wanted, catalog::PropertyId id, Span span);
    void report_duplicates(const ast::ObjectLiteral& object);
    [[nodiscard]] bool fits_type(const Type& found, const Type& wanted) const;

    [[nodiscard]] const ast::Expr& expr(ast::ExprId id) const { return tree()[id]; }
    [[nodiscard]] ast::ExprId unwrapped(ast::ExprId id) const;
    [[nodiscard]] std::optional<std::string> constant_text(ast::ExprId id) const;
    /// The path that an expression is, through parentheses and lets: as text, and empty where it is none.
    [[nodiscard]] std::string path_text(ast::ExprId id) const;
    [[nodiscard]] bool is_path(ast::ExprId id) const;

    State& state_;
    std::uint32_t module_;
    [[nodiscard]] Local* find_local(std::string_view name);

    std::vector<Local> locals_;
    std::map<std::string, std::vector<std::size_t>, std::less<>> local_by_name_;
    std::set<std::string, std::less<>> ended_; ///< binders of this clause that are no longer known
    Cost cost_;
    std::size_t depth_ = 0;   ///< of quantifiers here
    std::size_t nesting_ = 0; ///< of expressions here
    bool secrets_allowed_ = false;
    bool count_allowed_ = false;
};

/// Makes sure that a parameter, let or predicate of a module was checked, whoever asks first. Reports one
/// that needs itself, and then says no.
[[nodiscard]] bool ensure_checked(State& state, DeclId id, Span where);

} // namespace iotsec::sema
