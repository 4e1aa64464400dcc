// The expectations of a requirement in conjunctive form over their related quantifiers: the conjunct is the
// unit that a definition carries (reference, section 4).
#pragma once

#include "compiler/ir/ir.hpp"
#include "emitters/azure_policy/lowering.hpp"
#include "emitters/output.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace iotsec::emitters::azure_policy {

/// An expression without related resources, as it stands or negated.
struct LocalPart {
    ir::ExprId expr;
    Sign sign{};
};
/// `some candidate satisfies all of conditions`.
struct RelatedPart {
    ir::ExprId count;
    std::vector<ir::ExprId> conditions;
};
/// `one of local or some candidate …`. Several related parts are over one type and relation.
struct Conjunct {
    std::vector<LocalPart> local;
    std::vector<RelatedPart> related;
    std::size_t check = 0; ///< index of the expectation it is from
};

/// The conjuncts of a requirement, in the order of its expectations, and those that have no Azure form.
struct Conjuncts {
    std::vector<Conjunct> carried;
    std::vector<NotCarried> others;
};
[[nodiscard]] Conjuncts conjuncts(const ir::Program& program, const ir::Requirement& requirement);

/// Every property that `expr` reads.
[[nodiscard]] std::vector<ir::PropertyId> properties_read(const ir::Program& program, ir::ExprId expr);

} // namespace iotsec::emitters::azure_policy
