#include "compiler/ir/json.hpp"
#include "emitters/rules/rules.hpp"
#include "tests/support/hub_example.hpp"

#include <doctest/doctest.h>

using namespace iotsec;

TEST_CASE("the rule bundle is the program, and reads back as it") {
    const ir::Program program = ir::hub_example();
    const auto emitted = emitters::rules::emit(program);
    REQUIRE(emitted.files.size() == 1);
    CHECK(emitted.files[0].path == "rules.json");
    CHECK(emitted.files[0].content.ends_with("}\n"));
    Sources sources;
    const auto read = ir::from_json(sources.add("rules.json", emitted.files[0].content));
    REQUIRE(read.ok());
    CHECK(ir::to_json(read.value()) == emitted.files[0].content);
    CHECK(emitted.coverage.at(0).carriage == emitters::Carriage::Carried);
}
