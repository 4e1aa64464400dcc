#include "verifier/agreement/builtin.hpp"

#include "verifier/agreement/generator.hpp"
#include "verifier/agreement/policy_reads.hpp"
#include "verifier/agreement/shrink.hpp"

#include <utility>

namespace iotsec::verifier::agreement {

namespace {

namespace policy = azure::policy;

/// What a definition reads besides the requirement.
Reads all_reads(const Plan& plan, const ir::Requirement& requirement, const policy::Definition& definition,
                const policy::AliasIndex& aliases) {
    Reads result = reads(plan, requirement);
    add_reads(result, definition, aliases, requirement, plan.program());
    return result;
}

/// A value for a parameter that has no default, so that the definition can be bound.
Value placeholder(policy::ParameterType type) {
    using policy::ParameterType;
    switch (type) {
    case ParameterType::Array:
        return Value{List{}};
    case ParameterType::Object:
        return Value{Object{}};
    case ParameterType::Boolean:
        return Value{false};
    case ParameterType::Integer:
    case ParameterType::Float:
        return Value{std::int64_t{0}};
    case ParameterType::String:
    case ParameterType::DateTime:
        break;
    }
    return Value{std::string{"placeholder"}};
}

enum class Difference { Same, Stricter, Laxer, Undecided };

Difference difference(const RuleVerdict& rule, const PolicyVerdict& policy) {
    if (rule.verdict == Verdict::Unknown || policy.is_unknown || policy.is_error)
        return Difference::Undecided;
    const bool is_violation = rule.verdict == Verdict::Violation;
    if (is_violation == policy.is_non_compliant) return Difference::Same;
    return is_violation ? Difference::Stricter : Difference::Laxer;
}

class Comparison {
  public:
    Comparison(const ir::Program& program, std::uint32_t requirement, const DefinitionText& text,
               const policy::Definition& definition, const policy::AliasIndex& aliases,
               const Options& options)
        : options_{options}, plan_{program}, generator_{plan_, program.requirements[requirement],
                                                        all_reads(plan_, program.requirements[requirement],
                                                                  definition, aliases)},
          settings_{settings(definition)}, rule_{plan_, requirement, settings_},
          policy_{{text}, settings_, {options.readings.front()}, aliases, sink_} {
        result_.requirement = requirement;
        result_.definition = text.reference_id;
    }

    Equivalence run() && {
        for (const Diagnostic& diagnostic : sink_.take_sorted()) {
            if (diagnostic.severity == Severity::Error) result_.problems.push_back(diagnostic.message);
        }
        if (policy_.size() == 0) result_.problems.emplace_back("it is no policy definition");
        for (std::size_t i = 0; i < options_.samples && result_.problems.empty(); ++i)
            add(generator_.sample(options_.seed, i));
        return std::move(result_);
    }

    [[nodiscard]] Opinions opinions(const Sample& sample) const {
        return {rule_.judge(sample), policy_verdict(sample)};
    }

  private:
    [[nodiscard]] std::vector<Setting> settings(const policy::Definition& definition) const {
        std::vector<Setting> result = generator_.settings();
        for (Setting& setting : result) {
            for (const policy::Parameter& parameter : definition.parameters) {
                const bool needs_value = !parameter.default_value;
                if (needs_value) setting["builtin." + parameter.name] = placeholder(parameter.type);
            }
        }
        return result;
    }

    [[nodiscard]] PolicyVerdict policy_verdict(const Sample& sample) const {
        return policy_.judge(PolicySample{sample, plan_.program()}, sample.setting, 0);
    }

    void add(const Sample& sample) {
        const Difference found = difference(rule_.judge(sample), policy_verdict(sample));
        ++result_.samples;
        switch (found) {
        case Difference::Same:
            ++result_.same;
            return;
        case Difference::Undecided:
            ++result_.undecided;
            return;
        case Difference::Stricter:
            if (++result_.stricter == 1) result_.stricter_here = witness(sample, found);
            return;
        case Difference::Laxer:
            if (++result_.laxer == 1) result_.laxer_here = witness(sample, found);
            return;
        }
    }

    [[nodiscard]] Witness witness(const Sample& sample, Difference wanted) const {
        Witness result;
        result.sample = shrunk(sample, [&](const Sample& smaller) {
            return difference(rule_.judge(smaller), policy_verdict(smaller)) == wanted;
        });
        const PolicySample read{result.sample, plan_.program()};
        result.setting = settings_[result.sample.setting];
        result.rule = rule_.judge(result.sample);
        result.policy = policy_.judge(read, result.sample.setting, 0);
        result.rule_derivation = rule_.derivation(result.sample);
        result.policy_derivation = policy_.derivation(read, result.sample.setting, 0);
        return result;
    }

    const Options& options_;
    DiagnosticSink sink_;
    Plan plan_;
    Generator generator_;
    std::vector<Setting> settings_;
    RuleSide rule_;
    PolicySide policy_;
    Equivalence result_;
};

} // namespace

Equivalence equivalence(const ir::Program& program, std::uint32_t requirement,
                        const DefinitionText& definition, const policy::AliasIndex& aliases,
                        const Options& options) {
    Sources sources;
    DiagnosticSink sink;
    const auto read_definition = read(definition, sources, sink);
    if (!read_definition) {
        return {.requirement = requirement,
                .definition = definition.reference_id,
                .problems = {"it is no policy definition"}};
    }
    return Comparison{program, requirement, definition, *read_definition, aliases, options}.run();
}

Opinions opinions(const ir::Program& program, std::uint32_t requirement, const DefinitionText& definition,
                  const policy::AliasIndex& aliases, const Evidence& evidence) {
    Sources sources;
    DiagnosticSink sink;
    const auto read_definition = read(definition, sources, sink);
    if (!read_definition || evidence.resources.empty()) return {};
    const Options options;
    return Comparison{program, requirement, definition, *read_definition, aliases, options}.opinions(
        {.evidence = evidence, .as_of = std::string{sample_time}});
}

std::string_view words(const Equivalence& equivalence) {
    if (!equivalence.problems.empty()) return "not compared";
    if (!equivalence.is_decided()) return "not decided";
    if (equivalence.is_same()) return "same";
    if (equivalence.laxer == 0) return "stricter here";
    return equivalence.stricter == 0 ? "laxer here" : "different";
}

} // namespace iotsec::verifier::agreement
