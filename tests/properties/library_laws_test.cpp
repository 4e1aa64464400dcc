// The standard library against its own tests, and the laws of views on the resources of those tests.
#include "compiler/ir/lowering/lower.hpp"
#include "compiler/sema/check.hpp"
#include "grammar/iotsec/parse.hpp"
#include "stdlib/built_in.hpp"
#include "tests/support/golden.hpp"
#include "verifier/evaluate/evaluate.hpp"
#include "verifier/tests/run_tests.hpp"
#include "verifier/tests/test_evidence.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

using namespace iotsec;

namespace {

/// The whole library with its tests, compiled.
struct Library {
    Sources sources;
    DiagnosticSink sink;
    ir::Program program;
    std::vector<ir::TestCase> tests;
};

sema::ModuleInput module_input(Library& library, std::string path, std::string text, bool is_library) {
    const SourceFile& file = library.sources.add(std::move(path), std::move(text));
    return {std::make_shared<const ast::Module>(grammar::parse(file, library.sink)), is_library, true};
}

std::vector<std::string> test_files() {
    std::vector<std::string> files;
    const auto root = test::source_dir();
    for (const auto& entry : std::filesystem::recursive_directory_iterator{root / "stdlib" / "tests"}) {
        if (entry.path().extension() == ".iotsec") {
            files.push_back(std::filesystem::relative(entry.path(), root).generic_string());
        }
    }
    std::ranges::sort(files);
    return files;
}

const Library& library() {
    static const Library compiled = [] {
        Library result;
        std::vector<sema::ModuleInput> modules;
        for (const stdlib::LibraryFile& file : stdlib::modules())
            modules.push_back(module_input(result, std::string{file.path}, std::string{file.text}, true));
        for (const std::string& path : test_files())
            modules.push_back(module_input(result, path, test::read_source_file(path), false));
        const auto none = [](std::string_view) { return std::vector<sema::ModuleInput>{}; };
        const auto typed = sema::check(std::move(modules), none, stdlib::catalogue(), result.sink);
        if (result.sink.has_errors()) return result;
        result.program = ir::lower(typed, result.sources, result.sink);
        result.tests = ir::lower_tests(typed, result.program, result.sink);
        return result;
    }();
    return compiled;
}

verifier::Findings judged(const ir::TestCase& test, const verifier::Evidence& evidence) {
    verifier::Options options;
    options.as_of = test.at;
    options.only = {test.requirement};
    for (const auto& [name, value] : test.sets)
        options.params[name] = value;
    DiagnosticSink sink;
    return verifier::evaluate(library().program, evidence, options, sink);
}

enum class Rewriting { NullForAbsent, EmptyForAbsent, AbsentForEmpty, DefaultStated, DefaultLeftOut };

/// Writes one property of a resource another way that means the same; only where its owner is there.
void rewrite(Value& body, const ir::Property& property, const catalog::Property& facts, Rewriting rewriting) {
    if (property.json.find("[*]") != std::string::npos) return;
    const std::string_view path = property.json;
    const auto dot = path.rfind('.');
    Value* owner = &body;
    for (std::string_view rest = dot == std::string_view::npos ? "" : path.substr(0, dot); !rest.empty();) {
        const auto end = std::min(rest.find('.'), rest.size());
        owner = owner->find(rest.substr(0, end));
        if (owner == nullptr) return;
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    if (owner->as_object() == nullptr) return;
    const std::string name{dot == std::string_view::npos ? path : path.substr(dot + 1)};
    const Value* value = owner->find(name);
    const bool is_absent = value == nullptr || value->is_null();
    const bool is_empty = !is_absent && value->as_list() != nullptr && value->as_list()->empty();
    const bool is_default = !is_absent && facts.service_default && same_value(*value, *facts.service_default);
    if (rewriting == Rewriting::NullForAbsent && is_absent) owner->set(name, {});
    if (rewriting == Rewriting::EmptyForAbsent && is_absent && property.list) owner->set(name, Value{List{}});
    if (rewriting == Rewriting::AbsentForEmpty && is_empty) owner->erase(name);
    if (rewriting == Rewriting::DefaultStated && is_absent && facts.service_default) {
        owner->set(name, *facts.service_default);
    }
    if (rewriting == Rewriting::DefaultLeftOut && is_default) owner->erase(name);
}

verifier::Evidence rewritten(verifier::Evidence evidence, Rewriting rewriting) {
    for (verifier::Resource& resource : evidence.resources) {
        const catalog::ResourceType* type = stdlib::catalogue().type(resource.type);
        for (const ir::Property& property : library().program.properties) {
            const auto id =
                type == nullptr || property.type != type->name ? std::nullopt : type->at(property.path);
            if (id) rewrite(resource.body, property, (*type)[*id], rewriting);
        }
    }
    return evidence;
}

} // namespace

TEST_CASE("the library and its tests compile") {
    for (const Diagnostic& diagnostic : library().sink.all()) {
        if (diagnostic.severity != Severity::Error) continue;
        FAIL_CHECK(diagnostic.code << " " << diagnostic.message << " at `"
                                   << library().sources.text(diagnostic.span) << "`");
    }
    CHECK(library().tests.size() > 20);
}

TEST_CASE("every test of the library passes") {
    DiagnosticSink sink;
    for (const verifier::TestResult& result : verifier::run_tests(library().program, library().tests, sink)) {
        for (const Diagnostic& failure : result.failures)
            FAIL_CHECK(failure.message << "; " << failure.help);
    }
}

TEST_CASE("every requirement of the library has a test that violates it and one that complies") {
    const auto expects = [](std::uint32_t requirement, ir::ExpectedVerdict verdict) {
        return std::ranges::any_of(library().tests, [&](const ir::TestCase& test) {
            return test.requirement == requirement &&
                   std::ranges::any_of(test.expectations,
                                       [&](const auto& e) { return e.verdict == verdict; });
        });
    };
    for (std::uint32_t i = 0; i < library().program.requirements.size(); ++i) {
        CAPTURE(library().program.requirements[i].name);
        if (library().program.requirements[i].attest) continue;
        CHECK(expects(i, ir::ExpectedVerdict::Violation));
        CHECK(expects(i, ir::ExpectedVerdict::Compliant));
    }
}

TEST_CASE("null or [] for absent, a default stated or left out change no verdict of the library") {
    for (const ir::TestCase& test : library().tests) {
        CAPTURE(test.title);
        const verifier::Evidence evidence = verifier::test_evidence(library().program, test);
        const auto before = judged(test, evidence);
        for (const Rewriting rewriting :
             {Rewriting::NullForAbsent, Rewriting::EmptyForAbsent, Rewriting::AbsentForEmpty,
              Rewriting::DefaultStated, Rewriting::DefaultLeftOut}) {
            CAPTURE(static_cast<int>(rewriting));
            const auto after = judged(test, rewritten(evidence, rewriting));
            REQUIRE(before.size() == after.size());
            for (std::size_t i = 0; i < before.size(); ++i)
                CHECK(before[i].verdict == after[i].verdict);
        }
    }
}
