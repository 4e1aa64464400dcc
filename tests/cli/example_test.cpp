// The example project is committed with what it is built to: the golden files of every emitter.
#include "tests/support/golden.hpp"
#include "tests/support/process.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <string>

using namespace iotsec;

TEST_CASE("what the example project is built to, by any run of the program, is what is committed") {
    const char* update = std::getenv("UPDATE_GOLDEN");
    const std::string project = test::shell_word((test::source_dir() / "examples/contoso-factory").string());
    const std::string build = std::string{IOTSEC_PROGRAM} + " build --project " + project;
    if (update != nullptr) REQUIRE(test::run(build).exit_code == 0);
    const auto checked = test::run(build + " --check");
    CHECK_MESSAGE(checked.exit_code == 0, checked.output);
}
