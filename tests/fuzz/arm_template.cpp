#include "azure/template/template.hpp"
#include "base/json/reader.hpp"
#include "tests/fuzz/entries.hpp"

#include <cstdio>
#include <cstdlib>
#include <string>

int fuzz_arm_template(const std::uint8_t* data, std::size_t size) {
    using namespace iotsec;
    Sources sources;
    DiagnosticSink sink;
    const auto root = read_json(sources.add("fuzz.json", std::string{data, data + size}));
    if (!root) return 0;
    const auto expanded = azure::expand(root.value(), {}, sink);
    for (const auto& resource : expanded.resources) {
        const bool has_id = resource.id.as_string() != nullptr || resource.id.as_unknown() != nullptr;
        if (has_id && resource.body.as_object() != nullptr && !resource.type.empty()) continue;
        std::fprintf(stderr, "a resource without id, body or type\n");
        std::abort();
    }
    return 0;
}
