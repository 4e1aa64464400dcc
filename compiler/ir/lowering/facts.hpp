// What a program says about types, properties, parameters and roles: copied from the catalogue and the
// declarations as soon as something needs it.
#pragma once

#include "base/source.hpp"
#include "compiler/ir/ir.hpp"
#include "compiler/sema/typed_program.hpp"

#include <map>
#include <string>
#include <utility>

namespace iotsec::ir::lowering {

/// Describes, in `program`, what is used of the catalogue and of the parameters; each once.
class Facts {
  public:
    Facts(const sema::TypedProgram& typed, Program& program) : typed_{typed}, program_{program} {}

    /// The resource type of that name (the checker has seen to it that there is one); described from now on.
    const catalog::ResourceType* type(std::string_view name);
    PropertyId property(const catalog::ResourceType& type, catalog::PropertyId id);
    ParamId param(sema::DeclId id);
    /// The id of a role; empty for one that the catalogue does not have.
    [[nodiscard]] std::string role_id(std::string_view name) const;

    [[nodiscard]] const sema::TypedProgram& typed() const { return typed_; }

  private:
    [[nodiscard]] Parameter parameter(sema::DeclId id, const ast::Param& param) const;

    const sema::TypedProgram& typed_;
    Program& program_;
    std::map<std::pair<std::string, std::uint32_t>, PropertyId> properties_; // by type name and index
    std::map<sema::DeclId, ParamId> params_;
};

} // namespace iotsec::ir::lowering
