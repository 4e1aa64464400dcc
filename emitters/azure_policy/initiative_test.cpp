// Initiatives: which there are, and what becomes of their parameters.
#include "emitters/azure_policy/built_test.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace iotsec;
using namespace iotsec::emitters;
using test::PolicyProgram;
using testing::baseline;
using testing::build;
using testing::Built;

TEST_CASE("parameters of an initiative are bound, surfaced, or refused where they clash") {
    PolicyProgram b;
    b.require("I-1", {b.equal(b.path("f"), b.param("p"))});
    b.require("I-2", {b.equal(b.path("f"), b.param("p"))});
    const auto other = b.declare("q");
    b.program.baselines = {baseline({{0, {{{0}, b.text("[literal]"), {}}}}, {1, {{{0}, {}, other}}}})};
    Built built = build(b.program);
    CHECK(built.diagnostics.empty());
    const auto& members = built.model.initiatives.at(0).members;
    CHECK((*members[0].parameters)["p"]["value"] == "[[literal]");
    CHECK((*members[1].parameters)["p"]["value"] == "[parameters('q')]");
    CHECK((*built.model.initiatives[0].properties)["parameters"].contains("q"));
    CHECK(!(*built.model.initiatives[0].properties)["parameters"].contains("p"));

    ir::Parameter twin = b.program.params[0];
    twin.module = "contoso.other";
    b.program.params.push_back(twin);
    b.program.baselines = {baseline({{0, {}}, {1, {{{0}, {}, ir::ParamId{2}}}}})};
    built = build(b.program);
    CHECK(built.code() == "IOT5006");
}

TEST_CASE("a baseline of which nothing is carried makes no initiative") {
    PolicyProgram b;
    b.program.baselines = {baseline({})};
    const Built built = build(b.program);
    CHECK(built.code() == "IOT5007");
    CHECK(built.model.initiatives.empty());
}
