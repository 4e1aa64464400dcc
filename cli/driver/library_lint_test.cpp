// The library's own policies under the linter: no error, and each warning is known, with its reason.
#include "azure/policy/aliases/table.hpp"
#include "azure/policy/lint/lint.hpp"
#include "azure/policy/read.hpp"
#include "cli/driver/expected_findings.hpp"
#include "cli/driver/modules.hpp"
#include "cli/driver/pipeline.hpp"
#include "cli/driver/targets.hpp"
#include "stdlib/built_in.hpp"
#include "tests/support/golden.hpp"
#include "verifier/catalog_aliases.hpp"
#include "verifier/catalog_facts.hpp"

#include <doctest/doctest.h>

#include <iostream>
#include <string>

using namespace iotsec;
using namespace iotsec::cli;
namespace policy = iotsec::azure::policy;

namespace {

/// Every definition that the whole library is built into.
policy::Documents library_policies(Session& session) {
    Host host{.out = std::cout,
              .err = std::cerr,
              .out_style = {},
              .err_style = {},
              .now = {},
              .read_input = {},
              .threads = 1};
    ModuleLoader loader{session, host};
    loader.request_whole_library();
    const Compiled compiled = compile(session, loader);
    policy::Documents documents;
    for (const auto& file : emit("azure-policy", compiled.program, {}, session.sink).files) {
        if (!file.path.ends_with(".json") || file.path.find("definitions/") == std::string::npos) continue;
        policy::read_documents(session.sources.add(file.path, file.content), documents, session.sink);
    }
    return documents;
}

} // namespace

TEST_CASE(
    "the library's policies raise no error of the linter, and each warning is in the list, with its reason") {
    Session session;
    const policy::Documents documents = library_policies(session);
    REQUIRE_FALSE(session.sink.has_errors());
    CHECK(documents.definitions.size() > 10);
    const auto aliases = policy::AliasTable::of(verifier::alias_list(stdlib::catalogue()));
    const verifier::CatalogFacts facts{stdlib::catalogue()};
    const std::string list = "stdlib/policy-findings.yaml";
    ExpectedFindings expected{session.sources.add(list, test::read_source_file(list)), session.sink};
    for (const policy::Definition& definition : documents.definitions) {
        DiagnosticSink found;
        policy::lint::check(definition, {.aliases = *aliases, .facts = &facts}, found);
        const std::string& name = definition.display_name.value;
        for (const Diagnostic& finding : found.all()) {
            const policy::lint::Rule* rule = policy::lint::rule_named(finding.code);
            REQUIRE(rule != nullptr);
            CAPTURE(name);
            CHECK_MESSAGE(finding.severity != Severity::Error, finding.message);
            if (finding.severity == Severity::Warning)
                CHECK_MESSAGE(!expected.reason(rule->name, finding.message, name).empty(),
                              rule->name << ": " << finding.message);
        }
    }
    expected.report_unused(session.sink);
    for (const Diagnostic& diagnostic : session.sink.all())
        CHECK_MESSAGE(diagnostic.severity == Severity::Note, diagnostic.code << ": " << diagnostic.message);
}
