// What Azure takes at most, and how long names become.
#include "emitters/azure_policy/built_test.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace iotsec;
using namespace iotsec::emitters;
using test::PolicyProgram;
using testing::build;
using testing::Built;
using testing::is_on;

TEST_CASE("Azure's limits are checked, with the way out") {
    PolicyProgram b;
    auto& requirement = b.require("LIM-1", {is_on(b)});
    requirement.meta.title = std::string(129, 't');
    requirement.meta.description = std::string(513, 'd');
    Built built = build(b.program);
    REQUIRE(built.diagnostics.size() == 2);
    CHECK(built.code() == "IOT5004");
    CHECK(built.diagnostics[0].message ==
          "definition `LIM-1` has 129 characters in its display name, expected at most 128");
    CHECK(built.diagnostics[0].help == "shorten `title` (policy definition structure)");

    PolicyProgram many;
    std::vector<ir::ExprId> parts;
    for (int i = 0; i < 20; ++i)
        parts.push_back(many.equal(many.path("f"), many.param("p" + std::to_string(i))));
    many.require("LIM-2", {many.all(parts)});
    built = build(many.program);
    REQUIRE(built.diagnostics.size() == 1);
    CHECK(built.diagnostics[0].message == "definition `LIM-2` has 21 parameters, expected at most 20");
}

TEST_CASE("counts over one list and over values are limited") {
    PolicyProgram b;
    std::vector<ir::ExprId> parts;
    for (int i = 0; i < 11; ++i) {
        const std::string e = "e" + std::to_string(i);
        parts.push_back(b.some(b.items("xs"), e, b.in_param(b.last_segment(b.item(e, "xs[*].k")), "ps")));
    }
    b.require("LIM-3", {b.all(parts)});
    const Built built = build(b.program);
    REQUIRE(built.diagnostics.size() == 2);
    CHECK(built.diagnostics[0].message ==
          "definition `LIM-3` has 11 counts over lists of values, expected at most 10");
    CHECK(built.diagnostics[1].message ==
          "definition `LIM-3` has 11 counts over one list, expected at most 5");
}

TEST_CASE("readable names are cut to what Azure takes") {
    PolicyProgram b;
    b.require("HUB-NET-2", {is_on(b)});
    b.require(std::string(80, 'A'), {is_on(b)});
    const Built built = build(b.program, {.management_group = "mg", .readable_names = true, .project = "p"});
    CHECK(built.model.definitions[1].name == "hub-net-2-check");
    CHECK(built.model.definitions[0].name.size() == 64);
}
