// generate_catalog OVERLAY SCHEMAS ALIASES OUT: writes the catalogue's YAML from its sources.
#include "compiler/catalog/write_yaml.hpp"
#include "stdlib/generate/describe.hpp"
#include "stdlib/generate/file_name.hpp"

#include <fmt/core.h>

#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>

namespace {

namespace catalog = iotsec::catalog;
namespace generate = iotsec::generate;
using iotsec::Diagnostic;
using iotsec::DiagnosticSink;
using iotsec::Sources;

int complain(const Diagnostic& diagnostic) {
    fmt::print(stderr, "{}: {} (at byte {})\n", diagnostic.code, diagnostic.message, diagnostic.span.begin);
    return 1;
}

int complain(DiagnosticSink& sink) {
    for (const Diagnostic& diagnostic : sink.take_sorted())
        complain(diagnostic);
    return 1;
}

int run(const std::string& overlay_path, const std::string& schema_folder, const std::string& alias_table,
        const std::string& out) {
    Sources sources;
    DiagnosticSink sink;
    std::ifstream in{overlay_path};
    const auto& file = sources.add(overlay_path, {std::istreambuf_iterator<char>{in}, {}});
    const auto overlay = catalog::read_overlay(file, sink);
    if (!overlay) return complain(sink);
    auto schemas = generate::Schemas::open(schema_folder);
    if (!schemas) return complain(schemas.error());
    const auto aliases = generate::Aliases::open(alias_table);
    if (!aliases) return complain(aliases.error());
    const auto types = generate::describe_all(schemas.value(), aliases.value(), *overlay, sink);
    if (sink.has_errors()) return complain(sink);
    for (const catalog::ResourceType& type : types)
        std::ofstream{out + "/" + generate::file_name(type.name)} << catalog::write_type(type);
    fmt::print("{} types written to {}\n", types.size(), out);
    return 0;
}

} // namespace

int main(int argc, char** argv) {
    if (argc == 5) return run(argv[1], argv[2], argv[3], argv[4]);
    fmt::print(stderr, "usage: generate_catalog OVERLAY SCHEMAS ALIASES OUT\n");
    return 2;
}
