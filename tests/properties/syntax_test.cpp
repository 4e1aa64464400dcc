// Laws of the language's text and its tree.
#include "grammar/iotsec/parse.hpp"
#include "tests/properties/law.hpp"
#include "tests/properties/random_module.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

using namespace iotsec;

TEST_CASE("what is written is read back: parse after format is the identity") {
    test::check_law("format, then parse", [] {
        const ast::Module module = test::random_module();
        Sources sources;
        DiagnosticSink sink;
        const SourceFile& nothing = sources.add("tree", "");
        const SourceFile& text = sources.add("text", grammar::format(module, nothing));
        const ast::Module again = grammar::parse(text, sink);
        RC_LOG() << text.text() << '\n';
        for (const Diagnostic& d : sink.all())
            RC_LOG() << d.code << " at " << d.span.begin << ": " << d.message << '\n';
        RC_ASSERT(!sink.has_errors());
        RC_ASSERT(grammar::dump(again, false) == grammar::dump(module, false));
        RC_ASSERT(grammar::format(again, text) == text.text());
    });
}
