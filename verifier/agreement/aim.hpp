// Changing a sample so that a condition becomes true, or false: at random, samples of a requirement with many
// expectations would nearly all violate it.
#pragma once

#include "compiler/ir/ir.hpp"
#include "verifier/agreement/draw.hpp"
#include "verifier/agreement/random.hpp"
#include "verifier/agreement/reads.hpp"
#include "verifier/agreement/sample.hpp"
#include "verifier/agreement/world.hpp"
#include "verifier/evaluate/plan.hpp"

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace iotsec::verifier::agreement {

/// A place in the evidence: a resource, and the names and numbers on the way below it.
struct Spot {
    std::size_t resource = 0;
    std::vector<std::variant<std::string, std::size_t>> way;
};

/// Aims one sample. A conflict between two conditions is lost by the first of them: what a sample is, only
/// the verifier says.
class Marksman {
  public:
    Marksman(const Plan& plan, const Reads& reads, const Setting& setting, Random& random, Draw& draw,
             World& world, Sample& sample)
        : plan_{plan}, reads_{reads}, setting_{setting}, random_{random}, draw_{draw}, world_{world},
          sample_{sample} {}

    void aim(const ir::Requirement& requirement, Aim wanted);
    /// Adds a candidate of `type`, with a body that is drawn.
    Spot add_related(const std::string& type, ir::RelatedBy relation, Kinship kinship);

  private:
    /// What a binder stands for: a place, or a value of a list that is no property.
    struct Bound {
        std::optional<Spot> spot;
        const Shape* shape = nullptr; ///< of the place
        Value value;
    };

    void aim(ir::ExprId condition, bool wanted);
    void aim_parts(const std::vector<ir::ExprId>& parts, bool wanted, bool needs_all);
    void aim_one_check(const ir::Requirement& requirement);
    void aim_count(const ir::Count& count, bool wanted);
    void aim_items(const ir::Count& count, const ir::Items& items, std::size_t hits, bool is_at_least);
    void aim_values(const ir::Count& count, const ir::Values& values, std::size_t hits);
    void aim_related(const ir::Count& count, const ir::Related& related, std::size_t hits);
    void aim_element(const ir::Count& count, Bound element, bool wanted);
    void aim_atom(const ir::Node& atom, ir::ExprId left, bool wanted);
    void put(ir::ExprId side, const Value& value);
    /// A value for the place that `side` reads, which may be an item of the list that `place` is.
    [[nodiscard]] Value drawn(ir::ExprId side, const Shape& place);
    [[nodiscard]] Value different(const ir::Node& atom, ir::ExprId side, const Shape& place);

    /// A value for the left side that makes the atom true; none where no value is known to.
    [[nodiscard]] std::optional<Value> satisfying(const ir::Node& atom);
    [[nodiscard]] std::optional<Value> satisfying(const ir::Compare& compare);
    [[nodiscard]] std::optional<Value> satisfying(const ir::OneOf& one_of);
    [[nodiscard]] std::optional<Value> satisfying(const ir::Match& match);
    [[nodiscard]] std::optional<Value> satisfying(const ir::Inside& inside);
    [[nodiscard]] std::optional<Value> ranked(const ir::Compare& compare);

    /// What an expression is in this sample; null where that is not known or nothing.
    [[nodiscard]] Value value_of(ir::ExprId id);
    [[nodiscard]] Value path_value(ir::ExprId id);
    [[nodiscard]] Value param_value(ir::ParamId id) const;
    [[nodiscard]] std::vector<Value> elements_of(const ir::Values& values);

    /// The place that a value expression reads first; none where it reads none that can be written.
    [[nodiscard]] std::optional<Spot> spot(ir::ExprId id) const;
    [[nodiscard]] const Shape* shape(ir::ExprId id) const;
    [[nodiscard]] Value* find(const Spot& spot);
    [[nodiscard]] Value& make(const Spot& spot);
    [[nodiscard]] const ir::Node& node(ir::ExprId id) const { return plan_.program()[id]; }

    const Plan& plan_;
    const Reads& reads_;
    const Setting& setting_;
    Random& random_;
    Draw& draw_;
    World& world_;
    Sample& sample_;
    std::map<std::string, Bound, std::less<>> bound_;
};

} // namespace iotsec::verifier::agreement
