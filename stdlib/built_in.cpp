#include "stdlib/built_in.hpp"

namespace iotsec::stdlib {

std::span<const LibraryFile> modules() {
    return {};
}

const catalog::Catalog& catalogue() {
    static const catalog::Catalog empty{{}, {}, {}};
    return empty;
}

} // namespace iotsec::stdlib
