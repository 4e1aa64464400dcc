// What the tests of lowering share: a text checked and lowered, with the small catalogue of the checker's
// tests.
#pragma once

#include "compiler/ir/lowering/lower.hpp"
#include "compiler/sema/checked_test.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace iotsec::ir::testing {

/// Some modules, and what became of them.
struct Lowered {
    sema::testing::Checked checked;
    Program program;
    std::vector<TestCase> tests;

    /// Checks and lowers `texts`, each a module; a mistake fails the test.
    explicit Lowered(const std::vector<std::string>& texts, const std::vector<std::string>& library = {},
                     const catalog::Catalog& catalog = sema::testing::small_catalog());
};

/// The module `m` with `declarations`.
[[nodiscard]] std::string module_text(std::string_view declarations);
/// The IR of `condition`, expected of `hub: Contoso.Devices/hubs`, as text; `declarations` stand before it.
[[nodiscard]] std::string lowered_condition(std::string_view condition, std::string_view declarations = {});

} // namespace iotsec::ir::testing
