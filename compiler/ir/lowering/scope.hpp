// Where a name of the source is looked up while it is lowered, and what it turns out to be.
#pragma once

#include "compiler/ir/ir.hpp"
#include "compiler/ir/value_type.hpp"
#include "compiler/sema/typed_program.hpp"

#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace iotsec::ir::lowering {

struct Scope;

/// An expression of a tree, and the names that are known where it stands.
struct Site {
    std::uint32_t module = 0;
    ast::ExprId expr;
    const Scope* scope = nullptr;

    /// Another expression of the same tree, in the same scope.
    [[nodiscard]] Site at(ast::ExprId other) const { return {module, other, scope}; }
};

/// What a binder of the source stands for.
struct Element {
    std::string name;                                ///< in the source
    std::string binder;                              ///< in the IR, where it is unique within the requirement
    const catalog::ResourceType* resource = nullptr; ///< of a resource, and of an item of one of its lists
    std::optional<catalog::PropertyId> items_of;     ///< of an item: the list
    bool is_free = false;                            ///< an item of something the catalogue does not describe
    bool is_fleet = false;
    ValueType type;                                             ///< of a listed value
    std::vector<std::pair<std::string, ParamType>> fields = {}; ///< of a listed record
};

/// The binders and the predicate arguments that are known at a place.
struct Scope {
    std::vector<Element> elements;
    std::vector<Site> arguments;
};

/// What a path of the source comes to, lets and arguments followed: steps below an element or a parameter, or
/// another expression.
struct Resolved {
    const Element* element = nullptr;
    std::optional<sema::DeclId> param;
    std::vector<sema::PathStep> steps;
    Site site; ///< the expression, where neither of the two is set
};

/// One side of a comparison: the expression, and what decides how it is compared.
struct Operand {
    ExprId id;
    ValueType type;
    const catalog::Property* property = nullptr;
};

} // namespace iotsec::ir::lowering
