#include "grammar/iotsec/ast.hpp"

namespace iotsec::ast {

std::string QualifiedName::text() const {
    std::string result;
    for (const Name& part : parts) {
        if (!result.empty()) result += '.';
        result += part.text;
    }
    return result;
}

} // namespace iotsec::ast
