// The samples themselves: they exercise every condition of the library, and they are the same every time.
#include "compiler/ir/expr_text.hpp"
#include "tests/agreement/programs.hpp"
#include "verifier/agreement/generator.hpp"
#include "verifier/agreement/rule_side.hpp"

#include <doctest/doctest.h>

#include <map>
#include <string>

using namespace iotsec;
using namespace iotsec::verifier;
using namespace iotsec::verifier::agreement;

namespace {

bool same_body(const Sample& a, const Sample& b) {
    if (a.evidence.resources.size() != b.evidence.resources.size()) return false;
    for (std::size_t i = 0; i < a.evidence.resources.size(); ++i) {
        if (!same_value(a.evidence.resources[i].body, b.evidence.resources[i].body)) return false;
    }
    return true;
}

void check_samples(const ir::Program& program) {
    const Plan plan{program};
    for (std::uint32_t i = 0; i < program.requirements.size(); ++i) {
        const ir::Requirement& requirement = program.requirements[i];
        CAPTURE(requirement.meta.id);
        const Generator generator{plan, requirement};
        const RuleSide rule{plan, i, generator.settings()};
        AtomCounts atoms{program, requirement};
        std::map<Verdict, std::size_t> verdicts;
        std::size_t undecided = 0;
        constexpr std::size_t count = 1'000;
        for (std::size_t number = 0; number < count; ++number) {
            const RuleVerdict verdict = rule.judge(generator.sample(1, number), &atoms);
            ++verdicts[verdict.verdict];
            if (verdict.verdict == Verdict::Unknown && !verdict.is_incomplete) ++undecided;
        }
        CHECK(undecided == 0);
        for (const Atom& atom : atoms.atoms()) {
            CHECK_MESSAGE(atom.was_both(), ir::expr_text(program, atom.condition)
                                               << " was true " << atom.was_true << ", false "
                                               << atom.was_false);
        }
        CHECK(verdicts[Verdict::Compliant] * 100 >= count * 15);
        CHECK(verdicts[Verdict::Violation] * 100 >= count * 15);
        MESSAGE(requirement.meta.id << " " << verdicts[Verdict::Compliant] << " "
                                    << verdicts[Verdict::Violation] << " " << verdicts[Verdict::NotApplicable]
                                    << " " << verdicts[Verdict::Unknown]);
    }
}

} // namespace

TEST_CASE("samples make every condition of the library true and false, and every verdict common") {
    check_samples(test::library());
}

TEST_CASE("samples make every condition of every form true and false, and every verdict common") {
    check_samples(test::rows());
}

TEST_CASE("a sample is told by its seed and its number") {
    const Plan plan{test::library()};
    const Generator generator{plan, test::library().requirements.front()};
    CHECK(same_body(generator.sample(7, 3), generator.sample(7, 3)));
    int same = 0;
    for (std::size_t i = 0; i < 20; ++i)
        same += same_body(generator.sample(7, i), generator.sample(7, i + 1)) ? 1 : 0;
    CHECK(same < 20);
}
