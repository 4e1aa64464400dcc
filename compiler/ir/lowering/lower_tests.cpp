// `test` declarations as evidence to judge and verdicts to expect.
#include "base/diagnostics/requirements.hpp"
#include "base/text.hpp"
#include "compiler/ir/lowering/constants.hpp"
#include "compiler/ir/lowering/givens.hpp"
#include "compiler/ir/lowering/lower.hpp"

#include <algorithm>
#include <cstdlib>
#include <map>

namespace iotsec::ir {

namespace {

ExpectedVerdict verdict(ast::VerdictWord word) {
    switch (word) {
    case ast::VerdictWord::Violation:
        return ExpectedVerdict::Violation;
    case ast::VerdictWord::Compliant:
        return ExpectedVerdict::Compliant;
    case ast::VerdictWord::NotApplicable:
        return ExpectedVerdict::NotApplicable;
    case ast::VerdictWord::Unknown:
        return ExpectedVerdict::Unknown;
    }
    std::abort();
}

Expectation expectation(const ast::Module& tree, const ast::ExpectVerdict& declared) {
    Expectation out;
    out.verdict = verdict(declared.verdict);
    if (declared.subject) out.subject = declared.subject->text;
    if (declared.with) out.with = lowering::constant_text(tree, *declared.with);
    out.after_remedy = declared.after_remedy;
    out.span = declared.span;
    return out;
}

/// The instant that `at` names; empty where the test has none.
std::string instant(const ast::Module& tree, const ast::Test& test) {
    if (!test.at) return {};
    const ast::Expr& at = tree[*test.at];
    if (const auto* date = std::get_if<ast::DateLiteral>(&at.kind)) return lowering::start_of(*date);
    const auto* exact = std::get_if<ast::InstantLiteral>(&at.kind);
    return exact == nullptr ? std::string{} : exact->text;
}

void report_same_ids(const std::vector<GivenResource>& givens, DiagnosticSink& sink) {
    std::map<std::string, const GivenResource*> by_id;
    for (const GivenResource& given : givens) {
        const std::string* id = given.id.as_string();
        if (id == nullptr) continue;
        const auto [other, is_new] = by_id.emplace(to_lower(*id), &given);
        if (is_new) continue;
        sink.report(diag::repeated_resource, given.span, given.name)
            .with_label(other->second->span, "the other one")
            .with_help("give them different names");
    }
}

/// Where each requirement of a program stands in it.
using Requirements = std::map<std::pair<std::string, std::string>, std::uint32_t>;

std::optional<TestCase> test_case(const sema::TypedProgram& typed, const sema::ResolvedTest& resolved,
                                  const Requirements& requirements, DiagnosticSink& sink) {
    const auto* test = std::get_if<ast::Test>(&typed[resolved.declaration].kind);
    const auto* judged = std::get_if<ast::Requirement>(&typed[resolved.requirement].kind);
    if (test == nullptr || judged == nullptr) return std::nullopt;
    const ast::Module& tree = *typed.modules[resolved.declaration.module].tree;
    const std::string home = typed.modules[resolved.requirement.module].tree->name.text();
    const auto requirement = requirements.find({home, judged->name.text});
    if (requirement == requirements.end()) return std::nullopt;
    TestCase out;
    out.title = lowering::constant_text(tree, test->title);
    out.module = tree.name.text();
    out.requirement = requirement->second;
    out.at = instant(tree, *test);
    lowering::Givens givens{typed, resolved.declaration, out.at, sink};
    out.givens = givens.resources();
    out.sets = givens.sets();
    report_same_ids(out.givens, sink);
    for (const ast::TypeName& type : test->incomplete)
        out.incomplete.push_back(type.text);
    const ast::Meta* view = lowering::find(test->meta, "view");
    out.request_view = view != nullptr && lowering::word_or_text(tree, view->value) == "request";
    for (const ast::ExpectVerdict& each : test->verdicts)
        out.expectations.push_back(expectation(tree, each));
    out.span = tree[test->title].span;
    return out;
}

} // namespace

std::vector<TestCase> lower_tests(const sema::TypedProgram& typed, const Program& program,
                                  DiagnosticSink& sink) {
    Requirements requirements;
    for (std::uint32_t i = 0; i < program.requirements.size(); ++i) {
        requirements.emplace(std::pair{program.requirements[i].module, program.requirements[i].name}, i);
    }
    std::vector<TestCase> result;
    for (const sema::ResolvedTest& test : typed.tests) {
        if (!typed.modules[test.declaration.module].is_requested) continue;
        if (auto lowered = test_case(typed, test, requirements, sink)) result.push_back(std::move(*lowered));
    }
    return result;
}

} // namespace iotsec::ir
