// The front door of the language: text to tree, and tree to canonical text.
#pragma once

#include "base/diagnostic.hpp"
#include "base/source.hpp"
#include "grammar/iotsec/ast.hpp"

#include <string>

namespace iotsec::grammar {

/// Parses one file. Always returns a tree; what could not be read is `Invalid` in it and was reported
/// (IOT1xxx).
[[nodiscard]] ast::Module parse(const SourceFile& file, DiagnosticSink& sink);

/// The canonical form of a file that parsed without errors: `format(parse(format(parse(x)))) ==
/// format(parse(x))`, and both have the same tree. Comments are kept.
[[nodiscard]] std::string format(const ast::Module& module, const SourceFile& file);

/// The tree as indented text, for people and goldens; `with_spans` adds `@begin..end`.
[[nodiscard]] std::string dump(const ast::Module& module, bool with_spans);

} // namespace iotsec::grammar
