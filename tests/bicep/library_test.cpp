// Microsoft's compiler and deployment engine on everything that the standard library is built to.
#include "base/diagnostic.hpp"
#include "emitters/azure_policy/deployables.hpp"
#include "emitters/hardened/hardened.hpp"
#include "stdlib/built_in.hpp"
#include "tests/bicep/judge.hpp"
#include "tests/support/bicep.hpp"
#include "tests/support/compile.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace iotsec;
using namespace iotsec::emitters;

namespace {

azure_policy::Model model_of(const ir::Program& program, const azure_policy::Options& options) {
    DiagnosticSink sink;
    return azure_policy::build(program, options, sink);
}

} // namespace

TEST_CASE("the policies of the library deploy, and the engine predicts what we emit as JSON") {
    auto* bicep = test::bicep_compiler("policies of the library");
    if (bicep == nullptr) return;
    const auto library = test::compile_library();
    for (const std::string management_group : {"mg-contoso", ""}) {
        CAPTURE(management_group);
        const azure_policy::Options options{.management_group = management_group, .project = "iotsec"};
        const auto model = model_of(library.program, options);
        REQUIRE(!model.definitions.empty());
        const OutputFiles deployables = azure_policy::emit_deployables(model, options);
        test::check_with_bicep(*bicep, deployables);

        OutputFiles resources = azure_policy::emit(model, options).files;
        std::erase_if(resources, [](const OutputFile& file) { return file.path == "manifest.json"; });
        test::check_snapshot(*bicep, deployables, "main.bicepparam", resources, management_group);
    }
}

TEST_CASE("the hardened snippets of the library compile and format without a finding") {
    auto* bicep = test::bicep_compiler("hardened snippets of the library");
    if (bicep == nullptr) return;
    const auto library = test::compile_library();
    const Emitted hardened = hardened::emit(library.program, stdlib::catalogue(), {.project = "iotsec"});
    REQUIRE(!hardened.files.empty());
    test::check_with_bicep(*bicep, hardened.files);
}
