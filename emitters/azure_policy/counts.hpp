// Quantifiers: counts over list items and lists of values (reference, section 3).
#pragma once

#include "emitters/azure_policy/lowering.hpp"

namespace iotsec::emitters::azure_policy {

/// Lowers one count. Has access to the scope of a `Lowering`, which a count widens.
class CountLowering {
  public:
    CountLowering(Lowering& lowering, const ir::Count& count) : lowering_{lowering}, count_{count} {}

    [[nodiscard]] Condition lower(Sign sign);

  private:
    [[nodiscard]] Condition over_items(const ir::Items& items, Sign sign);
    [[nodiscard]] Condition over_hoisted(ir::ExprId inner, Sign sign);
    [[nodiscard]] Condition over_values(const ir::Values& values, Sign sign);
    [[nodiscard]] Condition unrolled(const std::vector<ir::Literal>& values, bool wants_some, Sign sign);
    [[nodiscard]] Condition value_count(Json list, Binder binder, Sign sign);
    /// `{"count": source, op: bound}`, its `where` lowered below `binder`.
    [[nodiscard]] Condition counted(Json source, Binder binder, Sign sign);
    /// The list that a path names, as an item binder; none where it is not carried.
    [[nodiscard]] std::optional<Binder> item_binder(const ir::Path& path);
    /// A count inside `where` that ranges over another list and does not depend on the item.
    [[nodiscard]] std::optional<ir::ExprId> hoistable() const;
    [[nodiscard]] Json bound();

    Lowering& lowering_;
    const ir::Count& count_;
};

} // namespace iotsec::emitters::azure_policy
