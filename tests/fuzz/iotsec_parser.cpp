#include "grammar/iotsec/parse.hpp"
#include "tests/fuzz/entries.hpp"

#include <cstdio>
#include <cstdlib>
#include <string>

namespace {

void require(bool promise, const char* broken, const std::string& text) {
    if (promise) return;
    std::fprintf(stderr, "%s:\n%s\n", broken, text.c_str());
    std::abort();
}

} // namespace

int fuzz_iotsec_parser(const std::uint8_t* data, std::size_t size) {
    using namespace iotsec;
    Sources sources;
    DiagnosticSink sink;
    const SourceFile& file = sources.add("fuzz.iotsec", std::string{data, data + size});
    const ast::Module module = grammar::parse(file, sink);
    const std::string tree = grammar::dump(module, false);
    if (sink.has_errors()) return 0;

    const SourceFile& formatted = sources.add("formatted.iotsec", grammar::format(module, file));
    const ast::Module again = grammar::parse(formatted, sink);
    const std::string text{formatted.text()};
    require(!sink.has_errors(), "formatted text does not parse", text);
    require(grammar::dump(again, false) == tree, "formatting changed the tree", text);
    require(grammar::format(again, formatted) == text, "formatting is not done after one time", text);
    return 0;
}
