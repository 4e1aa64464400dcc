// Rows of the tables of the language reference: a condition, and its two forms in Azure Policy.
#pragma once

#include "compiler/ir/ir.hpp"
#include "tests/support/policy_program.hpp"

#include <functional>
#include <string>

namespace iotsec::emitters::azure_policy::testing {

/// The texts are JSON with `'` for `"`, and `` ` `` for the quote of an expression. `$` stands for the type
/// of the subject and a slash, `#` for the alias of its list `xs`.
struct Row {
    const char* form;
    std::function<ir::ExprId(test::PolicyProgram&)> build;
    const char* holds;
    const char* fails;
};

/// Checks both forms of a row.
void check(const Row& row);

/// Why a condition is not carried.
[[nodiscard]] std::string reason(const std::function<ir::ExprId(test::PolicyProgram&)>& build);

} // namespace iotsec::emitters::azure_policy::testing
