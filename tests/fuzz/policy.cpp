#include "azure/policy/evaluate.hpp"
#include "azure/policy/read.hpp"
#include "tests/fuzz/entries.hpp"
#include "tests/support/policies.hpp"

#include <cstdio>
#include <cstdlib>
#include <string>

int fuzz_policy(const std::uint8_t* data, std::size_t size) {
    using namespace iotsec;
    namespace policy = azure::policy;
    Sources sources;
    DiagnosticSink sink;
    policy::Documents documents;
    policy::read_documents(sources.add("fuzz.json", std::string{data, data + size}), documents, sink);
    const Value body = test::json("{type: 'Microsoft.Devices/IotHubs', name: 'hub', location: 'westeurope', "
                                  "tags: {a: 'b'}, properties: {list: [{x: 1}, {y: null}], on: true}}");
    const policy::Resource resource{body, "2023-06-30"};
    const test::PropertiesAliases aliases;
    for (const policy::Definition& definition : documents.definitions) {
        const policy::Policy bound{definition, {}, aliases, {}, sink};
        const policy::Outcome outcome = policy::evaluate(bound, resource, {});
        const bool is_settled = outcome.state != policy::State::Error || !outcome.message.empty();
        if (is_settled) continue;
        std::fprintf(stderr, "an error without a message\n");
        std::abort();
    }
    return 0;
}
