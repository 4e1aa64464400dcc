#include "compiler/ir/ir.hpp"

#include "base/text.hpp"

#include <algorithm>

namespace iotsec::ir {

const TypeFacts* Program::type(std::string_view name) const {
    const auto found =
        std::ranges::find_if(types, [&](const TypeFacts& t) { return equal_ignoring_case(t.name, name); });
    return found == types.end() ? nullptr : &*found;
}

} // namespace iotsec::ir
