#include "emitters/azure_policy/azure_policy.hpp"
#include "emitters/azure_policy/built_test.hpp"
#include "tests/support/golden.hpp"
#include "tests/support/hub_example.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <string>

using namespace iotsec;
using namespace iotsec::emitters;
using testing::all_files;

namespace {

ir::Program example() {
    ir::Program program = ir::hub_example();
    ir::Baseline baseline;
    baseline.name = "iotHubProduction";
    baseline.module = "contoso.iot.factory";
    baseline.title = "IoT Hub production baseline";
    baseline.version = "1.4.0";
    baseline.entries = {{0, {}}};
    program.baselines = {baseline};
    return program;
}

} // namespace

TEST_CASE("public access off is a check, a remedy and an initiative") {
    DiagnosticSink sink;
    const azure_policy::Options options{.management_group = "mg-contoso", .project = "contoso"};
    const auto model = azure_policy::build(example(), options, sink);
    CHECK(sink.all().empty());
    REQUIRE(model.coverage.size() == 1);
    CHECK(model.coverage[0].carriage == Carriage::Carried);
    test::check_golden("tests/golden/azure_policy/hub-public-access-off.txt",
                       all_files(azure_policy::emit(model, options)));
}
