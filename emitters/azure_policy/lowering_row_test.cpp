#include "emitters/azure_policy/lowering_row_test.hpp"

#include "emitters/azure_policy/lowering.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

namespace iotsec::emitters::azure_policy::testing {

namespace {

std::string replaced(std::string text, std::string_view what, std::string_view by) {
    for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size()))
        text.replace(at, what.size(), by);
    return text;
}

Json expected(const char* text) {
    std::string json = replaced(replaced(text, "'", "\""), "`", "'");
    json = replaced(json, "#", "Contoso.Things/things/xs[*]");
    return Json::parse(replaced(json, "$", "Contoso.Things/things/"));
}

} // namespace

void check(const Row& row) {
    CAPTURE(row.form);
    for (const Sign sign : {Sign::Holds, Sign::Fails}) {
        test::PolicyProgram builder;
        const ir::ExprId id = row.build(builder);
        Lowering lowering{builder.program};
        lowering.bind("x", {});
        const Json actual = lowering.lower(id, sign);
        const Json wanted = expected(sign == Sign::Holds ? row.holds : row.fails);
        CHECK_MESSAGE(actual == wanted, actual.dump() << "\nis not\n" << wanted.dump());
        if (actual.is_null() && !lowering.reasons().empty()) MESSAGE(lowering.reasons().front().reason);
    }
}

std::string reason(const std::function<ir::ExprId(test::PolicyProgram&)>& build) {
    test::PolicyProgram builder;
    const ir::ExprId id = build(builder);
    Lowering lowering{builder.program};
    lowering.bind("x", {});
    CHECK(lowering.lower(id, Sign::Holds).is_null());
    return lowering.reasons().empty() ? "" : lowering.reasons().front().reason;
}

} // namespace iotsec::emitters::azure_policy::testing
