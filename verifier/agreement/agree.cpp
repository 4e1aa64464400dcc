#include "verifier/agreement/agree.hpp"

#include "base/text.hpp"
#include "compiler/ir/expr_text.hpp"
#include "emitters/azure_policy/conjuncts.hpp"
#include "verifier/agreement/generator.hpp"
#include "verifier/agreement/remedy_side.hpp"
#include "verifier/agreement/shrink.hpp"

#include <algorithm>
#include <cstdlib>
#include <set>
#include <utility>

namespace iotsec::verifier::agreement {

namespace {

constexpr std::size_t well_typed_per_malformed = 20;

/// The comparison of one requirement, sample by sample.
class Run {
  public:
    Run(const ir::Program& program, const Subject& subject, const azure::policy::AliasIndex& aliases,
        const Options& options)
        : options_{options}, plan_{program}, generator_{plan_, program.requirements[subject.requirement]},
          rule_{plan_, subject.requirement, generator_.settings()}, policy_{subject.definitions,
                                                                            generator_.settings(),
                                                                            options.readings, aliases, sink_},
          remedies_{subject.remedies, generator_.settings(), aliases, sink_},
          atoms_{program, program.requirements[subject.requirement]} {
        result_.requirement = subject.requirement;
        result_.remedies = remedies_.size();
    }

    Result run() && {
        add_problems();
        if (!result_.problems.empty()) return std::move(result_);
        for (std::size_t i = 0; i < options_.samples && !is_done(); ++i)
            add_made(i);
        for (std::size_t i = 0; i < options_.samples / well_typed_per_malformed && !is_done(); ++i)
            add_malformed(i);
        for (std::size_t i = 0; i < options_.real.size() && !is_done(); ++i)
            add_real(i);
        add_atoms();
        return std::move(result_);
    }

  private:
    [[nodiscard]] bool is_done() const { return result_.disagreement_count >= options_.enough; }
    void add_problems();
    void add_made(std::size_t number);
    void add_malformed(std::size_t number);
    void add_real(std::size_t index);
    void add_atoms();
    void try_remedies(const Sample& sample, std::size_t number);
    [[nodiscard]] bool is_touched(std::size_t check) const;
    void count(Verdict verdict);
    Agreement compare_readings(const Sample& sample, const RuleVerdict& rule, std::size_t number);
    void add_disagreement(const Sample& sample, std::size_t number, std::size_t reading);
    [[nodiscard]] PolicyVerdict policy_verdict(const Sample& sample, std::size_t reading) const;

    const Options& options_;
    DiagnosticSink sink_;
    Plan plan_;
    Generator generator_;
    RuleSide rule_;
    PolicySide policy_;
    RemedySide remedies_;
    AtomCounts atoms_;
    Result result_;
};

void Run::add_problems() {
    for (const Diagnostic& diagnostic : sink_.take_sorted()) {
        if (diagnostic.severity == Severity::Note) continue;
        result_.problems.push_back(std::string{diagnostic.code} + ": " + diagnostic.message);
    }
}

void Run::count(Verdict verdict) {
    switch (verdict) {
    case Verdict::Compliant:
        ++result_.compliant;
        return;
    case Verdict::Violation:
        ++result_.violation;
        return;
    case Verdict::NotApplicable:
        ++result_.not_applicable;
        return;
    case Verdict::Unknown:
        ++result_.unknown;
        return;
    }
    std::abort();
}

void Run::add_made(std::size_t number) {
    const Sample sample = generator_.sample(options_.seed, number);
    const RuleVerdict rule = rule_.judge(sample, atoms_.were_all_both() ? nullptr : &atoms_);
    ++result_.samples;
    count(rule.verdict);
    compare_readings(sample, rule, number);
    if (rule.verdict == Verdict::Violation) try_remedies(sample, number);
}

/// A remedy that changes a violating resource makes the expectations that it is for come true, and the second
/// time it finds nothing to do.
void Run::try_remedies(const Sample& sample, std::size_t number) {
    for (std::size_t i = 0; i < remedies_.size(); ++i) {
        const PolicySample read{sample, plan_.program()};
        Repair repair = remedies_.repair(i, read, sample.setting);
        if (!repair.is_changed) continue;
        ++result_.repaired;
        Sample repaired = sample;
        repaired.evidence.resources.front().body = std::move(repair.body);
        const bool is_mended = std::ranges::none_of(rule_.missed(repaired),
                                                    [&](std::size_t check) { return is_touched(check); });
        if (is_mended && repair.is_stable) continue;
        if (++result_.disagreement_count > options_.most_disagreements) continue;
        result_.disagreements.push_back(
            {.number = number,
             .reading = "the remedy " + remedies_.reference_id(i) +
                        (is_mended ? ", which is not done the second time" : ", which does not mend it"),
             .sample = repaired,
             .setting = generator_.settings()[sample.setting],
             .rule = rule_.judge(repaired),
             .policy = policy_verdict(repaired, 0),
             .rule_derivation = rule_.derivation(repaired),
             .policy_derivation = {}});
    }
}

/// Whether a remedy of the requirement sets something that the expectation reads.
bool Run::is_touched(std::size_t check) const {
    const ir::Program& program = plan_.program();
    std::set<ir::PropertyId> set;
    for (const ir::Remedy& remedy : rule_.requirement().remedies) {
        for (const ir::Set& one : remedy.sets) {
            const auto* path = std::get_if<ir::Path>(&program[one.path]);
            if (path != nullptr && path->property) set.insert(*path->property);
        }
    }
    const auto read =
        emitters::azure_policy::properties_read(program, rule_.requirement().checks[check].condition);
    return std::ranges::any_of(read, [&](ir::PropertyId property) { return set.contains(property); });
}

void Run::add_malformed(std::size_t number) {
    const Sample sample = generator_.malformed(options_.seed, number);
    ++result_.malformed;
    if (compare_readings(sample, rule_.judge(sample), number) == Agreement::Apart) ++result_.apart;
}

/// Each resource of the subject's type among what others wrote, with what stands beside it.
void Run::add_real(std::size_t index) {
    const Evidence& evidence = options_.real[index];
    for (std::size_t i = 0; i < evidence.resources.size(); ++i) {
        if (!equal_ignoring_case(evidence.resources[i].type, rule_.requirement().type)) continue;
        Sample sample{.evidence = evidence, .as_of = std::string{sample_time}};
        std::swap(sample.evidence.resources.front(), sample.evidence.resources[i]);
        std::erase_if(sample.evidence.resources, [&, first = sample.evidence.resources.front().id](
                                                     const Resource& other) {
            return !same_value(other.id, first) && generator_.reads().shape(other.type) == nullptr;
        });
        sample.typing = Typing::Malformed; // nobody knows what others write
        ++result_.real;
        compare_readings(sample, rule_.judge(sample), index);
    }
}

PolicyVerdict Run::policy_verdict(const Sample& sample, std::size_t reading) const {
    return policy_.judge(PolicySample{sample, plan_.program()}, sample.setting, reading);
}

/// The worst that any reading comes to.
Agreement Run::compare_readings(const Sample& sample, const RuleVerdict& rule, std::size_t number) {
    const PolicySample read{sample, plan_.program()};
    Agreement worst = Agreement::Agree;
    azure::policy::Questions hangs_on;
    for (std::size_t i = 0; i < options_.readings.size(); ++i) {
        const auto& question = options_.readings[i].question;
        const bool matters = !question || hangs_on.has(*question);
        if (!matters && options_.reading_use == ReadingUse::WhereItMatters) continue;
        const PolicyVerdict policy = policy_.judge(read, sample.setting, i, i == 0 ? &hangs_on : nullptr);
        const Agreement here = compare(rule, policy, sample.typing);
        if (here == Agreement::Disagree) {
            add_disagreement(sample, number, i);
            return here;
        }
        if (here == Agreement::Apart) worst = here;
    }
    return worst;
}

void Run::add_disagreement(const Sample& sample, std::size_t number, std::size_t reading) {
    if (++result_.disagreement_count > options_.most_disagreements) return;
    const RuleVerdict rule = rule_.judge(sample);
    const PolicyVerdict policy = policy_verdict(sample, reading);
    Sample small = shrunk(sample, [&](const Sample& smaller) {
        return rule_.judge(smaller).verdict == rule.verdict && policy_verdict(smaller, reading) == policy;
    });
    const PolicySample read{small, plan_.program()};
    Disagreement found{.number = number,
                       .reading = options_.readings[reading].name,
                       .sample = {},
                       .setting = generator_.settings()[small.setting],
                       .rule = rule_.judge(small),
                       .policy = policy_.judge(read, small.setting, reading),
                       .rule_derivation = rule_.derivation(small),
                       .policy_derivation = policy_.derivation(read, small.setting, reading)};
    found.sample = std::move(small);
    result_.disagreements.push_back(std::move(found));
}

void Run::add_atoms() {
    const ir::Program& program = plan_.program();
    result_.atoms = atoms_.atoms().size();
    for (const Atom& atom : atoms_.atoms()) {
        if (atom.was_both()) continue;
        result_.one_sided.push_back({ir::expr_text(program, atom.condition),
                                     program.spans[atom.condition.index], atom.was_true > 0,
                                     atom.was_false > 0});
    }
}

} // namespace

bool Result::has_shares(unsigned least_percent) const {
    const std::size_t least = samples * least_percent;
    return compliant * 100 >= least && violation * 100 >= least;
}

bool Result::is_shown(unsigned least_percent) const {
    return problems.empty() && disagreement_count == 0 && one_sided.empty() && samples > 0 &&
           shows_remedies() && has_shares(least_percent);
}

Result agree(const ir::Program& program, const Subject& subject, const azure::policy::AliasIndex& aliases,
             const Options& options) {
    return Run{program, subject, aliases, options}.run();
}

} // namespace iotsec::verifier::agreement
