#include "verifier/agreement/rule_side.hpp"

#include "compiler/ir/expr_text.hpp"
#include "compiler/ir/walk.hpp"
#include "verifier/evaluate/evaluator.hpp"
#include "verifier/evaluate/verdict.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <variant>

namespace iotsec::verifier::agreement {

namespace {

/// An evaluator that stands at the subject of a sample.
struct AtSubject {
    AtSubject(const Plan& plan, const Sample& sample, const std::vector<Setting>& settings)
        : population{sample.evidence, plan}, options{sample.as_of, settings[sample.setting], {}},
          evaluator{plan, population, options, sink} {}

    DiagnosticSink sink;
    Population population;
    verifier::Options options;
    Evaluator evaluator;
};

std::string_view words(Truth truth) {
    switch (truth) {
    case Truth::False:
        return "false";
    case Truth::Unknown:
        return "unknown";
    case Truth::True:
        return "true";
    }
    return {};
}

/// Writes conditions with their truths.
class Derivation {
  public:
    explicit Derivation(Evaluator& evaluator) : evaluator_{evaluator} {}

    void write(std::string_view what, ir::ExprId condition) {
        lines_ += fmt::format("{}: {}\n", what, words(evaluator_.truth(condition)));
        write(condition, 1);
    }
    [[nodiscard]] std::string text() && { return std::move(lines_); }

  private:
    void write(ir::ExprId id, int depth);
    void write_elements(ir::ExprId id, const ir::Count& count, int depth);

    Evaluator& evaluator_;
    std::string lines_;
};

void Derivation::write(ir::ExprId id, int depth) {
    const ir::Program& program = evaluator_.program();
    const ir::Node& node = program[id];
    const bool is_all = std::holds_alternative<ir::All>(node);
    const bool is_any = std::holds_alternative<ir::Any>(node);
    const bool is_not = std::holds_alternative<ir::Not>(node);
    const std::string what = is_all   ? "all of"
                             : is_any ? "one of"
                             : is_not ? "not"
                                      : ir::expr_text(program, id);
    lines_ += fmt::format("{:>{}}{}: {}\n", "", depth * 2, what, words(evaluator_.truth(id)));
    if (is_all || is_any || is_not)
        ir::for_each_child(node, [&](ir::ExprId child, bool) { write(child, depth + 1); });
    if (const auto* count = std::get_if<ir::Count>(&node)) write_elements(id, *count, depth + 1);
}

void Derivation::write_elements(ir::ExprId id, const ir::Count& count, int depth) {
    if (!count.where) return;
    for (const Elements& elements : evaluator_.elements(id, count.over)) {
        for (std::size_t i = 0; i < elements.size(); ++i) {
            lines_ += fmt::format("{:>{}}{} {}, {} to be one\n", "", depth * 2, count.binder, i + 1,
                                  elements.is_member(i) == Truth::True ? "known" : "not known");
            evaluator_.bind(id, elements, i);
            write(*count.where, depth + 1);
        }
    }
}

} // namespace

RuleVerdict RuleSide::judge(const Sample& sample, AtomCounts* atoms) const {
    AtSubject at{plan_, sample, settings_};
    const Resource& subject = sample.evidence.resources.front();
    RuleVerdict result{.verdict = verdict(at.evaluator, requirement(), &subject)};
    if (atoms != nullptr) atoms->count(at.evaluator);
    if (result.verdict != Verdict::Unknown) return result;
    const Finding why = finding(at.evaluator, requirement_, &subject, 0);
    const auto is_of = [&](Cause cause) {
        return [cause](const Reason& reason) { return reason.cause == cause; };
    };
    result.is_incomplete =
        !why.reasons.empty() && std::ranges::all_of(why.reasons, is_of(Cause::NotInEvidence));
    result.is_malformed = std::ranges::any_of(why.reasons, is_of(Cause::Malformed));
    return result;
}

std::string RuleSide::derivation(const Sample& sample) const {
    AtSubject at{plan_, sample, settings_};
    at.evaluator.start(requirement(), &sample.evidence.resources.front());
    Derivation derivation{at.evaluator};
    if (requirement().when) derivation.write("when", *requirement().when);
    for (const ir::Check& check : requirement().checks)
        derivation.write("expect", check.condition);
    return std::move(derivation).text();
}

std::vector<std::size_t> RuleSide::missed(const Sample& sample) const {
    AtSubject at{plan_, sample, settings_};
    at.evaluator.start(requirement(), &sample.evidence.resources.front());
    std::vector<std::size_t> result;
    for (std::size_t i = 0; i < requirement().checks.size(); ++i) {
        if (at.evaluator.truth(requirement().checks[i].condition) == Truth::False) result.push_back(i);
    }
    return result;
}

} // namespace iotsec::verifier::agreement
