// What can be worked out about a program before any evidence is seen: where each path reads, which binder is
// which. Worked out once, it serves any number of evaluations, also side by side.
#pragma once

#include "compiler/ir/ir.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace iotsec::verifier {

/// What every resource has and its body need not show (reference, section 13).
enum class ResourceMember : std::uint8_t {
    None,
    Id,
    Name,
    FullName,
    Type,
    ResourceGroup,
    SubscriptionId,
    ApiVersion,
    Target,
};

/// A path, taken apart.
struct PathPlan {
    /// One member name; `is_inner` for an inner `properties`, which the catalogue form does not show.
    struct Step {
        std::string name;
        bool is_inner = false;
    };

    std::uint32_t binder = 0; ///< number of the root
    std::vector<Step> steps;
    ResourceMember member = ResourceMember::None; ///< of a resource; then there are no steps
    const ir::Property* property = nullptr;       ///< null: the element itself, or a field of a record
    bool is_free = false;                         ///< below a map, `any` or a record: no type is stated
};

/// A program with its paths and binders numbered. Keeps a reference to the program; immutable once built.
class Plan {
  public:
    explicit Plan(const ir::Program& program);

    [[nodiscard]] const ir::Program& program() const { return program_; }
    /// The plan of an expression that is a `Path`.
    [[nodiscard]] const PathPlan& path(ir::ExprId id) const { return paths_[numbers_[id.index]]; }
    /// The number of the binder that a quantifier introduces.
    [[nodiscard]] std::uint32_t binder(ir::ExprId quantifier) const { return numbers_[quantifier.index]; }
    /// The number of the binder that a related source or a fleet names.
    [[nodiscard]] std::uint32_t root(ir::ExprId quantifier) const { return roots_[quantifier.index]; }
    [[nodiscard]] std::uint32_t binder(std::string_view name) const;
    [[nodiscard]] std::size_t binder_count() const { return binders_.size(); }
    /// Whether the program ever asks what hangs on a resource.
    [[nodiscard]] bool asks_for_hanging() const { return asks_for_hanging_; }

  private:
    std::uint32_t number(const std::string& binder);
    void plan_path(std::size_t index, const ir::Path& path);
    void plan_quantifier(std::size_t index, const std::string& binder, const ir::Over& over);

    const ir::Program& program_;
    std::vector<PathPlan> paths_;
    std::vector<std::uint32_t> numbers_; // per expression: its path, or its binder
    std::vector<std::uint32_t> roots_;   // per expression
    std::map<std::string, std::uint32_t, std::less<>> binders_;
    bool asks_for_hanging_ = false;
};

/// The names of a path in a body. The annotations of OData (`odata.type`) have a dot of their own.
[[nodiscard]] std::vector<std::string> segments(std::string_view path);

/// The steps of `property` from the nearest binder: from the resource, or from the item of the innermost
/// list.
[[nodiscard]] std::vector<PathPlan::Step> steps(const ir::Property& property);

} // namespace iotsec::verifier
