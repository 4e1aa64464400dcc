#include "base/render.hpp"
#include "cli/driver/project.hpp"

#include <doctest/doctest.h>

using namespace iotsec;
using namespace iotsec::cli;

namespace {

/// The first mistake in a project file, as the user sees it.
std::string first_problem(std::string text) {
    Sources sources;
    DiagnosticSink sink;
    (void)read_project(sources.add("iotsec.yaml", std::move(text)), ".", sink);
    const auto all = sink.take_sorted();
    return all.empty() ? "" : render(all.front(), sources, {});
}

} // namespace

TEST_CASE("a project file says where things are and what differs between environments") {
    Sources sources;
    DiagnosticSink sink;
    const Project project = read_project(sources.add("iotsec.yaml", R"(
project: contoso.iot
sources: [ ., shared ]
azure:
  definitions: managementGroup mg-contoso
  names: readable
parameters: { retention: 90, strict: true }
environments:
  prod:
    managementGroups: { mg-iot: mg-iot-prod }
    parameters: { retention: '365' }
evidence: closed
targets:
  azure-policy: { out: built/policy }
  rules: {}
)"),
                                         "here", sink);
    CHECK(sink.all().empty());
    CHECK(project.name == "contoso.iot");
    CHECK(project.sources.size() == 2);
    CHECK(project.management_group == "mg-contoso");
    CHECK(project.readable_names);
    CHECK(project.closed_evidence);
    REQUIRE(project.targets.size() == 2);
    CHECK(project.targets[0].folder == "built/policy");
    CHECK(project.targets[1].folder == "rules");

    const auto in_prod = project.values_in("prod");
    REQUIRE(in_prod.size() == 2);
    CHECK(*in_prod[0].value.as_bool());
    CHECK(*in_prod[1].value.as_string() == "365");
    CHECK(*project.values_in("dev")[0].value.as_int() == 90);
}

TEST_CASE("each mistake in a project file has its place and the nearest right word") {
    CHECK(first_problem("projct: x\n") ==
          "iotsec.yaml:1:1: error[IOT0011]: unknown key `projct`; expected one of `project`, `sources`, "
          "`library`, `azure`, `parameters`, `environments`, `evidence`, `aliases`, `targets`\n"
          "    1 | projct: x\n"
          "      | ~~~~~~\n"
          "   help  did you mean `project`?\n");
    CHECK(first_problem("sources: here\n") ==
          "iotsec.yaml:1:10: error[IOT0012]: expected a list, found a text\n"
          "    1 | sources: here\n"
          "      |          ~~~~\n");
    CHECK(first_problem("project: a\nproject: b\n") ==
          "iotsec.yaml:2:1: error[IOT0013]: the key `project` is given twice\n"
          "    2 | project: b\n"
          "      | ~~~~~~~\n"
          "   help  remove one of the two\n");
    CHECK(first_problem("targets: { epac: { out: x } }\n")
              .starts_with("iotsec.yaml:1:12: error[IOT0016]: there is no target `epac`; there is "
                           "azure-policy, bicep, hardened"));
    CHECK(first_problem("project: [\n").starts_with("iotsec.yaml:2:1: error[IOT0010]: this is not YAML: "));
}

TEST_CASE("YAML that is made to explode is refused") {
    std::string text = "a0: &a0 [x, x]\n";
    for (int i = 1; i < 40; ++i) {
        text += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [*a" + std::to_string(i - 1) +
                ", *a" + std::to_string(i - 1) + "]\n";
    }
    CHECK(first_problem(text).find("error[IOT0010]") != std::string::npos);
    CHECK(first_problem("a: " + std::string(100'000, '[')).find("error[IOT0010]") != std::string::npos);
}
