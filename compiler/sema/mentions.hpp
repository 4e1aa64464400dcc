// The modules that a file may speak of: by import, or by a qualified name.
#pragma once

#include "grammar/iotsec/ast.hpp"

#include <string>
#include <vector>

namespace iotsec::sema {

/// One name that may mean a module, or something in it.
struct Mention {
    std::vector<std::string> parts;
    Span span;
    bool is_import = false;
    bool is_whole = false; ///< every part belongs to the module: an import, or `name.*`
};

/// The imports of `tree`, then the qualified names in it whose first part is none of its own names. Names
/// that an import shortens stand in full.
[[nodiscard]] std::vector<Mention> mentions(const ast::Module& tree);

/// `a.b.c`
[[nodiscard]] std::string dotted(const std::vector<std::string>& parts, std::size_t count);

} // namespace iotsec::sema
