// The documents keep their word: every example in them is a whole file of the language that compiles, in
// canonical form.
#include "grammar/iotsec/parse.hpp"
#include "tests/support/compile.hpp"
#include "tests/support/golden.hpp"
#include "tests/support/markdown.hpp"

#include <doctest/doctest.h>

using namespace iotsec;

namespace {

std::vector<std::string> examples() {
    return test::code_blocks(test::read_source_file("docs/language.md"), "iotsec");
}

} // namespace

TEST_CASE("every example of the language's reference compiles without a word") {
    for (const std::string& block : examples()) {
        CAPTURE(block.substr(0, block.find('\n')));
        for (const std::string& line : test::compile_text(block).diagnostics)
            FAIL_CHECK(line);
    }
}

TEST_CASE("every example of the language's reference is a file in canonical form") {
    const auto blocks = examples();
    CHECK(blocks.size() >= 10);
    for (const std::string& block : blocks) {
        Sources sources;
        DiagnosticSink sink;
        const SourceFile& file = sources.add("language.md", block);
        const ast::Module module = grammar::parse(file, sink);
        CAPTURE(module.name.text());
        for (const Diagnostic& d : sink.all())
            FAIL_CHECK(d.code << " at `" << sources.text(d.span) << "`: " << d.message);
        CHECK(grammar::format(module, file) == block);
    }
}
