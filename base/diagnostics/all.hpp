// Every kind of diagnostic, in order of its code. A code is never given to another kind.
#pragma once

#include "base/diagnostics/aliases.hpp"
#include "base/diagnostics/evidence.hpp"
#include "base/diagnostics/files.hpp"
#include "base/diagnostics/internal.hpp"
#include "base/diagnostics/lint.hpp"
#include "base/diagnostics/names.hpp"
#include "base/diagnostics/policies.hpp"
#include "base/diagnostics/policy_commands.hpp"
#include "base/diagnostics/project.hpp"
#include "base/diagnostics/requirements.hpp"
#include "base/diagnostics/syntax.hpp"
#include "base/diagnostics/targets.hpp"
#include "base/diagnostics/types.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace iotsec::diag {

template <std::size_t... Sizes>
constexpr auto concatenated(const std::array<const DiagnosticInfo*, Sizes>&... lists) {
    std::array<const DiagnosticInfo*, (Sizes + ...)> all{};
    auto next = all.begin();
    ((next = std::copy(lists.begin(), lists.end(), next)), ...);
    return all;
}

inline constexpr auto all = concatenated(file_kinds, project_kinds, syntax_kinds, names_kinds, types_kinds,
                                         requirements_kinds, targets_kinds, evidence_kinds, aliases_kinds,
                                         lint_kinds, policy_commands_kinds, policies_kinds, internal_kinds);

constexpr bool codes_ascend() {
    return std::adjacent_find(all.begin(), all.end(), [](auto a, auto b) { return a->code >= b->code; }) ==
           all.end();
}
static_assert(codes_ascend(), "diagnostic codes must be unique and in order");

} // namespace iotsec::diag
