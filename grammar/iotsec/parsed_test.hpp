// What the tests of the grammar share: a text parsed, with its mistakes as short lines.
#pragma once

#include "base/diagnostic.hpp"
#include "base/source.hpp"
#include "grammar/iotsec/parse.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace iotsec::grammar::testing {

/// A text and what became of it.
struct Parsed {
    Sources sources;
    DiagnosticSink sink;
    ast::Module module;

    explicit Parsed(std::string_view text);

    [[nodiscard]] const SourceFile& file() const { return sources[SourceId{0}]; }
    /// One line for each diagnostic: ``IOT1001 at `=`: expected a name, found `=` ``.
    [[nodiscard]] std::string mistakes() const;
};

/// The mistakes of the module `m` with `declarations` in it.
[[nodiscard]] std::string mistakes_in(std::string_view declarations);
/// The mistakes of a requirement with the clauses `body`.
[[nodiscard]] std::string mistakes_in_body(std::string_view body);

/// Every whole file of the language at hand: the examples of the reference, the standard library,
/// `examples/`.
[[nodiscard]] std::vector<std::string> corpus(std::string_view test);

} // namespace iotsec::grammar::testing
