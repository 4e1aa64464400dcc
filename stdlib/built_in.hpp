// The standard library and the resource catalogue, as they were when the program was built.
#pragma once

#include "compiler/catalog/catalog.hpp"

#include <span>
#include <string_view>

namespace iotsec::stdlib {

/// One module of the library: its path (`stdlib/modules/iothub/network.iotsec`), its module name and its
/// text.
struct LibraryFile {
    std::string_view path;
    std::string_view module;
    std::string_view text;
};

/// All modules, by name.
[[nodiscard]] std::span<const LibraryFile> modules();

/// The catalogue of stdlib/catalog.
[[nodiscard]] const catalog::Catalog& catalogue();

} // namespace iotsec::stdlib
