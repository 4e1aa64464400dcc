// Lowers conditions of the IR to conditions of a policy rule (reference, sections 2 and 3). Negation is
// pushed down to the atoms on the way: an expression is lowered as it stands (`Holds`) or as its exact
// complement
// (`Fails`).
#pragma once

#include "compiler/ir/ir.hpp"
#include "emitters/azure_policy/condition.hpp"
#include "emitters/output.hpp"

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace iotsec::emitters::azure_policy {

enum class Sign { Holds, Fails };

[[nodiscard]] constexpr Sign opposite(Sign sign) {
    return sign == Sign::Holds ? Sign::Fails : Sign::Holds;
}

/// What a binder stands for where a condition is evaluated.
struct Binder {
    enum class Kind {
        Subject,   ///< the resource of the `if`
        Outside,   ///< the same, seen from an existence condition: only a function can read it
        Candidate, ///< the resource of an existence condition: only a field can read it
        Item,      ///< the current member of a field count
        Value,     ///< the current value of a value count
        Literal    ///< a known value of a list that is unrolled
    };
    Kind kind{};
    std::string name = {};              ///< of an item: the alias of its list; of a value: the count's name
    const ir::Property* list = nullptr; ///< of an item
    bool may_be_empty = true;           ///< of a value: it can be an empty text
    ir::Literal literal = {};
};

/// One side of an atom, as a policy rule can read it.
struct Operand {
    std::string field;                  ///< the `field` that names it; empty where there is none
    std::optional<ir::Literal> literal; ///< its value, where that is known now
    std::string expression;             ///< how a function reads it; empty where none can
    std::vector<std::pair<Condition, Condition>>
        guards;                ///< each true iff a part is present, and its complement
    bool may_be_empty = false; ///< the expression can give an empty text
    bool is_text = true;       ///< else a bool or a number
    bool is_carried = true;
};

/// One run over the conditions of one definition. Collects why something is not carried, what the user should
/// know, and which parameters are read.
class Lowering {
  public:
    explicit Lowering(const ir::Program& program) : program_{program} {}

    /// Makes `binder` known from here on.
    void bind(const std::string& binder, Binder what) { binders_[binder] = std::move(what); }

    /// The condition `id` or its complement; null where it is not carried.
    [[nodiscard]] Condition lower(ir::ExprId id, Sign sign);

    /// An operand of an atom.
    [[nodiscard]] Operand operand(ir::ExprId id);
    /// A condition that is true iff the value `id` is there (`Holds`) or absent (`Fails`).
    [[nodiscard]] Condition presence(ir::ExprId id, Sign sign);
    /// A value as part of an expression: `parameters('p')`, `field('id')`; empty where it is not carried.
    [[nodiscard]] std::string expression(ir::ExprId id);

    /// Notes that the expression at hand is not carried, and why.
    Condition not_carried(std::string reason);
    /// Notes that the expression at hand is carried, but with a difference.
    void note(std::string text) { notes_.insert(std::move(text)); }
    /// A name for a value count, unlike every other of this definition: `r`, `r2`, …
    [[nodiscard]] std::string next_value_name();
    /// `parameters('name')`; the definition gets the parameter.
    [[nodiscard]] std::string parameter(ir::ParamId id);

    [[nodiscard]] const ir::Program& program() const { return program_; }
    [[nodiscard]] const std::vector<NotCarried>& reasons() const { return reasons_; }
    [[nodiscard]] const std::set<std::string>& notes() const { return notes_; }
    [[nodiscard]] const std::set<ir::ParamId>& parameters() const { return parameters_; }

    /// What has been collected at some point.
    struct Mark {
        std::vector<NotCarried> reasons;
        std::set<std::string> notes;
        std::set<ir::ParamId> parameters;
        std::size_t value_counts = 0;
    };
    [[nodiscard]] Mark mark() const { return {reasons_, notes_, parameters_, value_counts_}; }
    /// Forgets what has been collected since, for an expectation that is left out.
    void undo(Mark mark);

    /// What a related resource is not carried for, where one is met in an expression.
    std::string related_reason = "a related resource can be looked for only by an expectation of its own";

  private:
    friend class CountLowering;

    [[nodiscard]] Condition dispatched(ir::ExprId id, Sign sign);
    [[nodiscard]] Condition connective(const std::vector<ir::ExprId>& parts, bool is_conjunction, Sign sign);
    [[nodiscard]] Condition atom(ir::ExprId id, Sign sign);
    [[nodiscard]] Condition plain_atom(ir::ExprId id, Sign sign);
    [[nodiscard]] Condition coalesced_atom(ir::ExprId id, ir::ExprId coalesce, Sign sign);
    [[nodiscard]] std::optional<ir::ExprId> open_coalesce(ir::ExprId id) const;
    [[nodiscard]] Operand path_operand(const ir::Path& path);
    [[nodiscard]] Operand resource_operand(const ir::Path& path, const Binder& binder);
    [[nodiscard]] Operand item_operand(const ir::Path& path, const Binder& binder);
    [[nodiscard]] Operand value_operand(const ir::Path& path, const Binder& binder);
    [[nodiscard]] Operand text_operand(const ir::Text& text);
    [[nodiscard]] Operand call_operand(const ir::Call& call);
    [[nodiscard]] Operand uncarried(std::string reason);
    /// The field that names a path; null text where there is none (the reason is noted).
    [[nodiscard]] std::optional<std::string> alias_of(const ir::Path& path);

    const ir::Program& program_;
    std::map<std::string, Binder> binders_;
    std::map<ir::ExprId, ir::ExprId> chosen_; // of a coalesce: the side that is taken
    std::map<ir::ExprId, bool> assumed_;      // conditions that are decided further out
    std::vector<NotCarried> reasons_;
    std::set<std::string> notes_;
    std::set<ir::ParamId> parameters_;
    Span span_;
    std::size_t depth_ = 0;
    std::size_t steps_ = 0;
    std::size_t value_counts_ = 0;
    std::size_t open_items_ = 0;
};

} // namespace iotsec::emitters::azure_policy
