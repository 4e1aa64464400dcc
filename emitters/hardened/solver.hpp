// Makes conditions of the IR true in a draft. `holds` looks, `satisfy` changes; a failed attempt changes
// nothing.
#pragma once

#include "emitters/hardened/draft.hpp"

#include <map>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

namespace iotsec::emitters::hardened {

/// The truth of a condition in a draft.
enum class Truth { No, Maybe, Yes };

[[nodiscard]] constexpr Truth negation(Truth truth) {
    return truth == Truth::Maybe ? Truth::Maybe : truth == Truth::Yes ? Truth::No : Truth::Yes;
}

/// The nodes that stand for a value, and those that are true or false.
template <typename Node>
concept IsCondition = std::is_same_v<Node, ir::Const> || std::is_same_v<Node, ir::Not> ||
    std::is_same_v<Node, ir::All> || std::is_same_v<Node, ir::Any> || std::is_same_v<Node, ir::Compare> ||
    std::is_same_v<Node, ir::OneOf> || std::is_same_v<Node, ir::Match> || std::is_same_v<Node, ir::Inside> ||
    std::is_same_v<Node, ir::Present> || std::is_same_v<Node, ir::Count> || std::is_same_v<Node, ir::Share> ||
    std::is_same_v<Node, ir::Distinct>;
template <typename Node>
concept IsValue = !IsCondition<Node>;

class Solver {
  public:
    Solver(const ir::Program& program, const ir::Baseline& baseline, const catalog::Catalog& catalog)
        : program_{program}, baseline_{baseline}, catalog_{catalog} {}

    /// What `condition` is worth where the binders stand.
    [[nodiscard]] Truth holds(ir::ExprId condition, const Draft& draft, const Bindings& bindings) const;

    /// Changes `draft` so that `condition` is `wanted`; says whether that is so now. `requirement` lends its
    /// remedies.
    bool satisfy(ir::ExprId condition, bool wanted, Draft& draft, const Bindings& bindings,
                 const ir::Requirement& requirement) const;

    /// The value of an expression as the template writes it; none where only a deployment knows it.
    [[nodiscard]] Known value(ir::ExprId expr, const Draft& draft, const Bindings& bindings) const;

    /// Gives the resource everything that its type requires and no requirement has decided: parameters.
    void complete(Draft& draft, std::size_t resource) const;

    /// Adds a resource of `type`; its name is the parameter `<symbol>Name`, or `name` for the first one.
    std::size_t add_resource(Draft& draft, const std::string& type, const std::string& symbol) const;

  private:
    struct Attempt; // what `satisfy` hands down

    [[nodiscard]] Truth holds_compare(const ir::Compare& compare, const Draft& draft,
                                      const Bindings& bindings) const;
    [[nodiscard]] Truth holds_one_of(const ir::OneOf& one_of, const Draft& draft,
                                     const Bindings& bindings) const;
    [[nodiscard]] Truth holds_match(const ir::Match& match, const Draft& draft,
                                    const Bindings& bindings) const;
    [[nodiscard]] Truth holds_count(const ir::Count& count, const Draft& draft,
                                    const Bindings& bindings) const;
    [[nodiscard]] Truth holds_inside(const ir::Inside& inside, const Draft& draft,
                                     const Bindings& bindings) const;
    [[nodiscard]] Known path_value(const ir::Path& path, const Draft& draft, const Bindings& bindings) const;
    [[nodiscard]] Known param_value(const ir::Param& param, const Draft& draft) const;
    /// `expr` with every parameter of the rules in it as one of the template, which is added where it is new.
    [[nodiscard]] deployment::Expr settled(deployment::Expr expr, Draft& draft) const;
    [[nodiscard]] std::vector<deployment::Expr> list_values(const std::vector<ir::ExprId>& values,
                                                            const std::optional<ir::ParamId>& param,
                                                            const Draft& draft,
                                                            const Bindings& bindings) const;
    /// The bindings of each element that a count ranges over; none where the elements are not known.
    [[nodiscard]] std::optional<std::vector<Binding>> elements(const ir::Over& over, const Draft& draft,
                                                               const Bindings& bindings) const;
    [[nodiscard]] std::vector<Binding> related(const ir::Related& relation, const Draft& draft,
                                               const Bindings& bindings) const;

    bool satisfy_all(const std::vector<ir::ExprId>& parts, bool wanted, const Attempt& attempt) const;
    bool satisfy_any(const std::vector<ir::ExprId>& parts, bool wanted, const Attempt& attempt) const;
    bool satisfy_compare(const ir::Compare& compare, bool wanted, const Attempt& attempt) const;
    bool satisfy_match(ir::ExprId condition, const ir::Match& match, bool wanted,
                       const Attempt& attempt) const;
    /// Writes the first value of an enumeration at `target` with which `condition` is `wanted`.
    bool assign_known(ir::ExprId condition, ir::ExprId target, bool wanted, const Attempt& attempt) const;
    /// The values of the enumeration that `target` reads; empty where it reads none.
    [[nodiscard]] const std::vector<std::string>& known_values(ir::ExprId target) const;
    bool satisfy_present(const ir::Present& present, bool wanted, const Attempt& attempt) const;
    bool satisfy_count(const ir::Count& count, bool wanted, const Attempt& attempt) const;
    bool reach(const ir::Count& count, std::size_t wanted, const Attempt& attempt) const;
    bool refuse_all(const ir::Count& count, const Attempt& attempt) const;
    bool grow_items(const ir::Items& items, const ir::Count& count, const Attempt& attempt) const;
    bool add_related(const ir::Related& related, const ir::Count& count, const Attempt& attempt) const;
    /// Leaves a parameter that stands at `target` only what `values` have.
    bool choose(ir::ExprId target, const std::vector<deployment::Expr>& values, const Attempt& attempt) const;
    /// Writes `wanted` at `target`, where nothing is written yet.
    bool assign(ir::ExprId target, const deployment::Expr& wanted, const Attempt& attempt) const;
    [[nodiscard]] deployment::Expr written(ir::ExprId expr, Draft& draft, const Bindings& bindings) const;
    void deploy(const ir::Deploy& deploy, const Attempt& attempt) const;
    void complete_object(Draft& draft, const Cursor& cursor, const catalog::ResourceType& type,
                         const std::vector<catalog::PropertyId>& members) const;
    [[nodiscard]] std::optional<deployment::Expr> required_value(Draft& draft, const Cursor& cursor,
                                                                 const catalog::ResourceType& type,
                                                                 const catalog::Property& property) const;

    const ir::Program& program_;
    const ir::Baseline& baseline_;
    const catalog::Catalog& catalog_;
};

/// A text as Azure compares it: `true`, `5`, the text itself; none for lists, objects and what is no
/// constant.
[[nodiscard]] std::optional<std::string> constant_text(const deployment::Expr& expr);

} // namespace iotsec::emitters::hardened
