// What keeps a condition open: the causes of everything unknown that could still decide it.
#include "base/overloaded.hpp"
#include "verifier/evaluate/explain.hpp"

#include <algorithm>

namespace iotsec::verifier {

namespace {

constexpr std::size_t most_reasons = 100; // of one finding

class Reasons {
  public:
    Reasons(Evaluator& evaluator, std::vector<Reason>& reasons) : evaluator_{evaluator}, reasons_{reasons} {}

    void of(ir::ExprId id) {
        if (reasons_.size() >= most_reasons || evaluator_.truth(id) != Truth::Unknown) return;
        std::visit(overloaded{
                       [](const ir::Const&) {},
                       [&](const ir::Not& node) { of(node.of); },
                       [&](const ir::All& node) { of_each(node.of); },
                       [&](const ir::Any& node) { of_each(node.of); },
                       [&](const ir::Compare& node) {
                           of_atom(id, {node.left, node.right}, {});
                       },
                       [&](const ir::OneOf& node) { of_atom(id, with(node.values, node.left), node.param); },
                       [&](const ir::Match& node) {
                           of_atom(id, {node.left, node.pattern}, {});
                       },
                       [&](const ir::Inside& node) { of_atom(id, with(node.right, node.left), node.param); },
                       [&](const ir::Present& node) { of_atom(id, {node.path}, {}); },
                       [&](const ir::Count& node) {
                           of_atom(id, {node.bound}, {});
                           of_elements(id, node.over, {node.where});
                       },
                       [&](const ir::Share& node) {
                           of_atom(id, {node.percent}, {});
                           of_elements(id, node.over, {node.among, node.hit});
                       },
                       [&](const ir::Distinct& node) {
                           of_elements(id, node.over, {node.where});
                           of_keys(id, node);
                       },
                       [&](const ir::Literal&) { no_condition(); },
                       [&](const ir::Param&) { no_condition(); },
                       [&](const ir::Path&) { no_condition(); },
                       [&](const ir::Coalesce&) { no_condition(); },
                       [&](const ir::Text&) { no_condition(); },
                       [&](const ir::Context&) { no_condition(); },
                       [&](const ir::Shift&) { no_condition(); },
                       [&](const ir::Call&) { no_condition(); },
                       [&](const ir::ListOf&) { no_condition(); },
                       [&](const ir::ObjectOf&) { no_condition(); },
                   },
                   evaluator_.program()[id]);
    }

  private:
    static std::vector<ir::ExprId> with(std::vector<ir::ExprId> ids, ir::ExprId first) {
        ids.insert(ids.begin(), first);
        return ids;
    }

    void add(const Reason& reason) {
        if (reasons_.size() < most_reasons) add_reason(reasons_, reason);
    }
    void no_condition() { add({Cause::NotComputed, "a value stands in the place of a condition", {}}); }

    void of_each(const std::vector<ir::ExprId>& parts) {
        for (const ir::ExprId part : parts)
            of(part);
    }

    /// The unknowns among the operands of an atom, and what is malformed.
    void of_atom(ir::ExprId id, const std::vector<ir::ExprId>& operands, std::optional<ir::ParamId> param) {
        std::vector<Reason> malformed;
        evaluator_.collect_malformed(&malformed);
        (void)evaluator_.truth(id);
        evaluator_.collect_malformed(nullptr);
        for (const Reason& reason : malformed)
            add(reason);
        for (const ir::ExprId operand : operands)
            of_value(operand);
        if (param) of_list(evaluator_.parameter(*param));
    }

    /// A text is as unknown as its parts; every other value says itself why it is.
    void of_value(ir::ExprId value) {
        const auto* text = std::get_if<ir::Text>(&evaluator_.program()[value]);
        if (text == nullptr) return of_operand(evaluator_.operand(value));
        for (const ir::ExprId part : text->parts)
            of_value(part);
    }
    /// A list, and what is unknown in it.
    void of_list(const Operand& list) {
        of_operand(list);
        list.each([&](const Case& c) {
            const List* items = c.kind == Case::Kind::Value ? c.value->as_list() : nullptr;
            for (std::size_t i = 0; items != nullptr && i < items->size(); ++i) {
                const Unknown* unknown = (*items)[i].as_unknown();
                if (unknown != nullptr) add(reason_of(*unknown, (*items)[i].span));
            }
        });
    }
    void of_operand(const Operand& operand) {
        operand.each([&](const Case& c) {
            if (c.unknown != nullptr) add(reason_of(*c.unknown, operand.place));
        });
    }

    /// What is open about the elements themselves, then about each that may count.
    void of_elements(ir::ExprId id, const ir::Over& over,
                     const std::vector<std::optional<ir::ExprId>>& wheres) {
        for (const Elements& elements : evaluator_.elements(id, over)) {
            for (const Reason& reason : elements.because)
                add(reason);
            for (std::size_t i = 0; i < elements.size() && reasons_.size() < most_reasons; ++i) {
                if (elements.is_member(i) == Truth::Unknown) of_membership(elements, i);
                for (const auto& where : wheres) {
                    evaluator_.bind(id, elements, i);
                    if (where) of(*where);
                }
            }
        }
    }

    void of_membership(const Elements& elements, std::size_t index) {
        const Resource& resource = *elements.resources[index - elements.values.size()];
        if (const Unknown* unknown = resource.condition.as_unknown()) {
            return add(reason_of(*unknown, resource.condition.span));
        }
        add({Cause::NotInEvidence, "whether " + resource.type + " belongs to the resource is not known",
             resource.name_span});
    }

    void of_keys(ir::ExprId id, const ir::Distinct& node) {
        for (const Elements& elements : evaluator_.elements(id, node.over)) {
            for (std::size_t i = 0; i < elements.size() && reasons_.size() < most_reasons; ++i) {
                evaluator_.bind(id, elements, i);
                for (const ir::ExprId key : node.keys)
                    of_value(key);
            }
        }
    }

    Evaluator& evaluator_;
    std::vector<Reason>& reasons_;
};

} // namespace

Reason reason_of(const Unknown& unknown, Span place) {
    return {unknown.cause, unknown.reason, place, unknown.parameter};
}

void add_reason(std::vector<Reason>& reasons, Reason reason) {
    const bool is_there = std::ranges::any_of(reasons, [&](const Reason& r) {
        return r.cause == reason.cause && r.text == reason.text && r.place == reason.place;
    });
    if (!is_there) reasons.push_back(std::move(reason));
}

void add_reasons(Evaluator& evaluator, ir::ExprId condition, std::vector<Reason>& reasons) {
    Reasons{evaluator, reasons}.of(condition);
    if (evaluator.is_exhausted()) add_reason(reasons, {Cause::NotComputed, "too much to compute", {}});
}

} // namespace iotsec::verifier
