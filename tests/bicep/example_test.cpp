// Microsoft's compiler on what `iotsec build` writes for the example project: the files themselves.
#include "tests/bicep/judge.hpp"
#include "tests/support/bicep.hpp"
#include "tests/support/golden.hpp"
#include "tests/support/process.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace iotsec;

TEST_CASE("what the example project is built to stands before Microsoft's compiler and engine") {
    auto* bicep = test::bicep_compiler("the example project");
    if (bicep == nullptr) return;
    const test::WrittenFiles built{{{"none", ""}}};
    const std::string command = std::string{IOTSEC_PROGRAM} + " build --project " +
                                test::shell_word((test::source_dir() / "examples/contoso-factory").string()) +
                                " --out " + test::shell_word(built.folder().string());
    const auto done = test::run(command);
    REQUIRE_MESSAGE(done.exit_code == 0, done.output);

    const auto deployables = test::files_below(built.folder() / "bicep");
    test::check_with_bicep(*bicep, deployables);
    test::check_with_bicep(*bicep, test::files_below(built.folder() / "hardened"));

    auto resources = test::files_below(built.folder() / "azure-policy");
    std::erase_if(resources, [](const auto& file) {
        return !file.path.starts_with("definitions/") && !file.path.starts_with("sets/");
    });
    REQUIRE(!resources.empty());
    test::check_snapshot(*bicep, deployables, "main.prod.bicepparam", resources, "mg-contoso");
}
