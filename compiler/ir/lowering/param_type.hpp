// The types that authors write for parameters, as the IR knows them.
#pragma once

#include "compiler/catalog/catalog.hpp"
#include "compiler/ir/ir.hpp"
#include "grammar/iotsec/ast.hpp"

#include <string>
#include <utility>
#include <vector>

namespace iotsec::ir::lowering {

/// A written type: what a parameter is, and the fields of a record.
struct WrittenType {
    ParamType type = ParamType::Text;
    bool list = false;
    std::vector<std::pair<std::string, ParamType>> fields;
    const catalog::Property* property = nullptr; ///< where it is the type of a property
};

[[nodiscard]] WrittenType written_type(const ast::TypeExpr& type, const catalog::Catalog& catalog);

} // namespace iotsec::ir::lowering
