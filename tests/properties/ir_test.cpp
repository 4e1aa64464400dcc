// Laws of the IR's forms and passes, tried on random programs.
#include "compiler/ir/json.hpp"
#include "compiler/ir/simplify.hpp"
#include "compiler/ir/verify.hpp"
#include "compiler/ir/walk.hpp"
#include "tests/properties/law.hpp"
#include "tests/properties/random_program.hpp"

#include <doctest/doctest.h>

#include <string>
#include <variant>
#include <vector>

using namespace iotsec;

namespace {

using Sentences = std::vector<std::string>;

bool not_only_at_the_bottom(const ir::Program& program, ir::ExprId id) {
    const ir::Node& node = program[id];
    if (const auto* negated = std::get_if<ir::Not>(&node)) {
        const ir::Node& inner = program[negated->of];
        if (std::holds_alternative<ir::All>(inner) || std::holds_alternative<ir::Any>(inner)) return true;
        if (const auto* count = std::get_if<ir::Count>(&inner)) return count->op != ir::CompareOp::Eq;
    }
    bool found = false;
    ir::for_each_child(
        node, [&](ir::ExprId child, bool) { found = found || not_only_at_the_bottom(program, child); });
    return found;
}

} // namespace

TEST_CASE("random programs are well formed") {
    test::check_law("verify", [] {
        const ir::Program program = *test::random_program();
        RC_ASSERT(ir::verify(program) == Sentences{});
    });
}

TEST_CASE("a program is the same after a round trip through JSON") {
    test::check_law("round trip", [] {
        const ir::Program program = *test::random_program();
        Sources sources;
        const std::string json = ir::to_json(program);
        const auto again = ir::from_json(sources.add("rules.json", json));
        RC_ASSERT(again.ok());
        RC_ASSERT(ir::to_json(again.value()) == json);
        RC_ASSERT(ir::to_text(again.value()) == ir::to_text(program));
    });
}

TEST_CASE("simplify gives well-formed programs and is done at the first time") {
    test::check_law("simplify", [] {
        const ir::Program program = *test::random_program();
        const ir::Program once = ir::simplify(program);
        RC_ASSERT(ir::verify(once) == Sentences{});
        RC_ASSERT(ir::to_json(ir::simplify(once)) == ir::to_json(once));
        RC_ASSERT(once.exprs.size() <= program.exprs.size() * 2);
    });
}

TEST_CASE("the normal form has negations at the bottom only, and stays well formed") {
    test::check_law("normal form", [] {
        ir::Program program = *test::random_program();
        for (ir::Requirement& requirement : program.requirements) {
            for (ir::Check& check : requirement.checks)
                check.condition = ir::negation_normal_form(program, check.condition);
        }
        RC_ASSERT(ir::verify(program) == Sentences{});
        for (const ir::Requirement& requirement : program.requirements) {
            for (const ir::Check& check : requirement.checks)
                RC_ASSERT_FALSE(not_only_at_the_bottom(program, check.condition));
        }
    });
}

TEST_CASE("hoisting keeps programs well formed") {
    test::check_law("hoisting", [] {
        ir::Program program = *test::random_program();
        for (ir::Requirement& requirement : program.requirements) {
            for (ir::Check& check : requirement.checks)
                check.condition = ir::hoisted(program, check.condition);
        }
        RC_ASSERT(ir::verify(program) == Sentences{});
    });
}
