#include "base/diagnostics/syntax.hpp"
#include "base/render.hpp"

#include <doctest/doctest.h>

using namespace iotsec;

TEST_CASE("a diagnostic shows its place, the line, the underline and the help") {
    Sources sources;
    const SourceFile& file = sources.add("a.iotsec", "module größe\nlet x = ;\n");
    const Diagnostic diagnostic = make_diagnostic(diag::expected, {file.id(), 23, 24}, "a value")
                                      .with_label({file.id(), 15, 18}, "of this let")
                                      .with_help("write a value behind `=`");
    CHECK(render(diagnostic, sources, {}) == "a.iotsec:2:9: error[IOT1001]: expected a value\n"
                                             "    2 | let x = ;\n"
                                             "      |         ~\n"
                                             "    2 | let x = ;\n"
                                             "      | ~~~ of this let\n"
                                             "   help  write a value behind `=`\n");
}

TEST_CASE("a diagnostic about a file that could not be read has its path and no line") {
    const Diagnostic diagnostic = make_diagnostic(diag::expected, {}, "a file").with_path("gone.json");
    CHECK(render(diagnostic, {}, {}) == "gone.json: error[IOT1001]: expected a file\n");
}

TEST_CASE("columns are code points, tabs are four wide, control characters cannot reach the terminal") {
    Sources sources;
    const SourceFile& file = sources.add("a", "\tgröße\x1b[2J x");
    const Place shown = place(sources, {file.id(), 13, 14});
    CHECK(shown.begin.column == 12);
    CHECK(shown.line == "    größe?[2J x");
    CHECK(excerpt(shown, "here", Tone::Error, {}) == "    1 |     größe?[2J x\n"
                                                     "      |               ~ here\n");
}

TEST_CASE("a long line is cut around the place") {
    Sources sources;
    const SourceFile& file = sources.add("a", std::string(5'000, 'a') + "WRONG" + std::string(5'000, 'b'));
    const Place shown = place(sources, {file.id(), 5'000, 5'005});
    CHECK(shown.line.size() < 200);
    CHECK(shown.line.find("aWRONGb") != std::string::npos);
    CHECK(shown.width == 5);
    CHECK(shown.lead == 61);
}

TEST_CASE("colour is only ever added around the words") {
    CHECK(paint("error", Tone::Error, {.color = true}) == "\x1b[1;31merror\x1b[0m");
    CHECK(paint("error", Tone::Error, {}) == "error");
}
