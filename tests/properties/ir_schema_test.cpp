// docs/ir.schema.json accepts what the IR writes, and nothing that its reader refuses for its form.
#include "compiler/ir/json.hpp"
#include "compiler/ir/lowering/lower.hpp"
#include "compiler/ir/verify.hpp"
#include "compiler/sema/check.hpp"
#include "grammar/iotsec/parse.hpp"
#include "stdlib/built_in.hpp"
#include "tests/properties/law.hpp"
#include "tests/properties/random_program.hpp"
#include "tests/support/golden.hpp"
#include "tests/support/json_schema.hpp"

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

using namespace iotsec;

namespace {

/// What the schema of the project finds wrong with a document; empty for nothing.
std::string violations(const nlohmann::json& document) {
    static const auto text = nlohmann::json::parse(test::read_source_file("docs/ir.schema.json"));
    static const test::JsonSchema schema{text};
    return schema.problems(document);
}

/// The whole standard library, lowered.
ir::Program library(DiagnosticSink& sink) {
    Sources sources;
    std::vector<sema::ModuleInput> inputs;
    for (const stdlib::LibraryFile& file : stdlib::modules()) {
        const SourceFile& source = sources.add(std::string{file.path}, std::string{file.text});
        inputs.push_back({std::make_shared<const ast::Module>(grammar::parse(source, sink)), true, true});
    }
    const auto none = [](std::string_view) { return std::vector<sema::ModuleInput>{}; };
    const auto typed = sema::check(std::move(inputs), none, stdlib::catalogue(), sink);
    return ir::lower(typed, sources, sink);
}

} // namespace

TEST_CASE("the standard library is lowered, well formed, valid by the schema, and reads back the same") {
    DiagnosticSink sink;
    const ir::Program program = library(sink);
    for (const Diagnostic& diagnostic : sink.all())
        CHECK_MESSAGE(diagnostic.severity != Severity::Error, diagnostic.code << " " << diagnostic.message);
    CHECK(ir::verify(program) == std::vector<std::string>{});
    CHECK(!program.requirements.empty());
    const std::string json = ir::to_json(program);
    CHECK(violations(nlohmann::json::parse(json)) == "");
    Sources sources;
    const auto again = ir::from_json(sources.add("rules.json", json));
    REQUIRE(again);
    CHECK(ir::to_json(again.value()) == json);
}

TEST_CASE("the schema accepts every program") {
    test::check_law(
        "schema",
        [] {
            const ir::Program program = *test::random_program();
            RC_ASSERT(violations(nlohmann::json::parse(ir::to_json(program))) == "");
        },
        50);
}

TEST_CASE("the schema accepts the golden program and refuses it with a mistake in it") {
    const auto golden =
        nlohmann::json::parse(test::read_source_file("tests/golden/ir/hub_public_access_off.json"));
    CHECK(violations(golden) == "");
    const auto broken = [&](const char* pointer, nlohmann::json value) {
        auto copy = golden;
        copy[nlohmann::json::json_pointer{pointer}] = std::move(value);
        return violations(copy);
    };
    CHECK(broken("/version", 2) != "");
    CHECK(broken("/extra", 1) != "");
    CHECK(broken("/requirements/0/checks/0/condition/k", "compares") != "");
    CHECK(broken("/requirements/0/checks/0/condition/op", "ne") != "");
    CHECK(broken("/requirements/0/checks/0/condition/left/first/property", -1) != "");
    CHECK(broken("/requirements/0/checks/0/condition/left/k", "all") != "");
    CHECK(broken("/requirements/0/remedies/0/sets", nlohmann::json::array()) != "");
}
