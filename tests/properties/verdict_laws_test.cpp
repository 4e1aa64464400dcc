// Laws of the verdicts, tried on random programs and random evidence (reference, sections 1.2 and 1.4).
#include "compiler/ir/connective.hpp"
#include "compiler/ir/json.hpp"
#include "compiler/ir/simplify.hpp"
#include "tests/properties/law.hpp"
#include "tests/properties/random_evidence.hpp"
#include "tests/properties/random_program.hpp"

#include <doctest/doctest.h>

#include <map>
#include <optional>

using namespace iotsec;
using verifier::Findings;
using verifier::Verdict;

namespace {

Findings judged(const ir::Program& program, const verifier::Evidence& evidence,
                const verifier::Options& options) {
    DiagnosticSink sink;
    return verifier::evaluate(program, evidence, options, sink);
}

/// The verdicts by name of the subject (empty: the fleet).
std::map<std::string, verifier::Finding> by_subject(const Findings& findings,
                                                    const verifier::Evidence& evidence) {
    std::map<std::string, verifier::Finding> result;
    for (const verifier::Finding& finding : findings)
        result[finding.resource ? *evidence.resources[*finding.resource].name.as_string() : ""] = finding;
    return result;
}

/// Every read of `access` becomes one of its effective value.
ir::Program with_default(ir::Program program) {
    const auto access = test::demo_property(program, test::demo_hub, "access");
    const std::size_t count = program.exprs.size();
    for (std::size_t i = 0; i < count; ++i) {
        const auto* path = std::get_if<ir::Path>(&program.exprs[i]);
        if (path == nullptr || path->property != access) continue;
        const ir::ExprId raw = program.add(ir::Path{*path});
        const ir::ExprId fallback =
            program.add(ir::Literal{ir::LiteralType::Text, Value{std::string{"Enabled"}}});
        program.exprs[i] = ir::Coalesce{raw, fallback, true};
    }
    return program;
}

} // namespace

TEST_CASE("a definite verdict is that of every replacement of the unknowns") {
    test::check_law(
        "soundness",
        [] {
            const auto program = *test::random_program();
            const auto evidence = *test::random_evidence();
            const auto whole =
                by_subject(judged(program, evidence.whole, evidence.whole_options), evidence.whole);
            const auto masked = judged(program, evidence.masked, evidence.masked_options);
            RC_LOG() << ir::to_text(program);
            RC_LOG() << "as of " << evidence.masked_options.as_of << '\n';
            for (const auto& [name, shown] : by_subject(masked, evidence.masked)) {
                RC_CLASSIFY(shown.verdict != Verdict::Unknown, "definite");
                const auto found = whole.find(name);
                const bool is_there = found != whole.end();
                if (shown.verdict == Verdict::Unknown) {
                    RC_ASSERT(!shown.reasons.empty());
                } else if (shown.verdict == Verdict::Violation) {
                    RC_ASSERT(is_there);
                    RC_ASSERT(found->second.verdict == Verdict::Violation);
                } else if (is_there) {
                    const bool may_not_apply =
                        shown.verdict == Verdict::NotApplicable || shown.holds_in_either_case;
                    const Verdict verdict = found->second.verdict;
                    RC_ASSERT(verdict == shown.verdict ||
                              (may_not_apply && verdict == Verdict::NotApplicable));
                }
            }
        },
        1000);
}

TEST_CASE("evidence that is whole and well typed leaves nothing unknown") {
    test::check_law("definite", [] {
        const auto program = *test::random_program();
        const auto evidence = *test::random_evidence();
        DiagnosticSink sink;
        const auto findings = verifier::evaluate(program, evidence.whole, evidence.whole_options, sink);
        for (const verifier::Finding& finding : findings) {
            RC_CLASSIFY(finding.verdict == Verdict::Violation, "violation");
            RC_CLASSIFY(finding.verdict == Verdict::Compliant, "compliant");
            RC_ASSERT(finding.verdict != Verdict::Unknown);
            RC_ASSERT(finding.verdict != Verdict::Violation || !finding.failed.empty());
        }
        for (const Diagnostic& diagnostic : sink.all())
            RC_ASSERT(diagnostic.code != "IOT6001");
    });
}

TEST_CASE("null for absent, [] for absent, a default stated or left out change no verdict") {
    test::check_law("view invariance", [] {
        const auto program = with_default(*test::random_program());
        const auto evidence = *test::random_evidence();
        for (const auto* each : {&evidence.whole, &evidence.masked}) {
            const auto& options = each == &evidence.whole ? evidence.whole_options : evidence.masked_options;
            const auto before = judged(program, *each, options);
            const auto after = judged(program, test::rewritten(*each), options);
            RC_ASSERT(before.size() == after.size());
            for (std::size_t i = 0; i < before.size(); ++i)
                RC_ASSERT(before[i].verdict == after[i].verdict);
        }
    });
}

TEST_CASE("the same program and evidence give the same findings") {
    test::check_law("determinism", [] {
        const auto program = *test::random_program();
        const auto evidence = *test::random_evidence();
        const auto once = judged(program, evidence.masked, evidence.masked_options);
        const auto again = judged(program, evidence.masked, evidence.masked_options);
        RC_ASSERT(once.size() == again.size());
        for (std::size_t i = 0; i < once.size(); ++i) {
            RC_ASSERT(once[i].verdict == again[i].verdict);
            RC_ASSERT(once[i].reasons.size() == again[i].reasons.size());
            RC_ASSERT(once[i].failed.size() == again[i].failed.size());
        }
    });
}

TEST_CASE("simplifying and pushing negations down change no verdict, hoisting none that is definite") {
    test::check_law("passes", [] {
        const auto program = *test::random_program();
        const auto evidence = *test::random_evidence();
        ir::Program pushed = program;
        ir::Program hoisted = program;
        for (std::size_t r = 0; r < program.requirements.size(); ++r) {
            for (std::size_t c = 0; c < program.requirements[r].checks.size(); ++c) {
                const ir::ExprId condition = program.requirements[r].checks[c].condition;
                pushed.requirements[r].checks[c].condition = ir::negation_normal_form(pushed, condition);
                hoisted.requirements[r].checks[c].condition = ir::hoisted(hoisted, condition);
            }
        }
        const auto before = judged(program, evidence.masked, evidence.masked_options);
        const auto check_same = [&](const char* pass, const ir::Program& after, bool may_decide_more) {
            const auto findings = judged(after, evidence.masked, evidence.masked_options);
            RC_ASSERT(before.size() == findings.size());
            for (std::size_t i = 0; i < before.size(); ++i) {
                if (before[i].verdict == findings[i].verdict) continue;
                RC_LOG() << pass << "\n" << ir::to_text(program) << "\nbecomes\n" << ir::to_text(after);
                RC_ASSERT(may_decide_more && before[i].verdict == Verdict::Unknown);
            }
        };
        check_same("simplify", ir::simplify(program), false);
        check_same("negation_normal_form", pushed, false);
        check_same("hoisted", hoisted, true);
    });
}
