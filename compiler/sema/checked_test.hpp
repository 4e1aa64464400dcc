// What the tests of the checker share: a small catalogue, and a text checked with its mistakes as short
// lines.
#pragma once

#include "base/diagnostic.hpp"
#include "base/source.hpp"
#include "compiler/catalog/catalog.hpp"
#include "compiler/sema/check.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace iotsec::sema::testing {

/// Types of `Contoso` with one property of every kind that a rule asks about.
[[nodiscard]] const catalog::Catalog& small_catalog();

/// Some files and what became of them.
struct Checked {
    Sources sources;
    DiagnosticSink sink;
    TypedProgram program;

    /// Checks `texts`, each a module; `library` are found by the name that follows `module`.
    explicit Checked(const std::vector<std::string>& texts, const std::vector<std::string>& library = {},
                     const catalog::Catalog& catalog = small_catalog());

    /// One line for each diagnostic: ``IOT3001 at `x`: expected …``; `warning ` in front of a warning.
    [[nodiscard]] std::string mistakes();
};

/// The mistakes of the module `m` with `declarations` in it.
[[nodiscard]] std::string check_text(std::string_view declarations);
/// The mistakes of a requirement for `hub: Contoso.Devices/hubs` with the clauses `clauses`.
[[nodiscard]] std::string check_clauses(std::string_view clauses);
/// The mistakes of a requirement for that hub with `expect` before `condition`.
[[nodiscard]] std::string check_condition(std::string_view condition);
/// A requirement with `clauses`, metadata and all.
[[nodiscard]] std::string requirement(std::string_view name, std::string_view clauses,
                                      std::string_view subject = "hub: Contoso.Devices/hubs");

} // namespace iotsec::sema::testing
