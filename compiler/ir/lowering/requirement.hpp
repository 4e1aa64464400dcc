// Requirements and baselines as the IR has them.
#pragma once

#include "compiler/ir/lowering/expr_lowering.hpp"

namespace iotsec::ir::lowering {

/// The requirement that `id` declares.
[[nodiscard]] Requirement requirement(sema::DeclId id, ExprLowering& exprs, const Sources& sources);

/// What the metadata of a requirement says.
[[nodiscard]] Meta metadata(sema::DeclId id, const ast::Requirement& declared,
                            const sema::TypedProgram& typed);

} // namespace iotsec::ir::lowering
