// The linter of policy definitions: what Azure takes, and what goes wrong all the same.
#pragma once

#include "azure/policy/definition.hpp"
#include "azure/policy/lint/facts.hpp"
#include "base/diagnostic.hpp"

#include <span>
#include <string_view>

namespace iotsec::azure::policy::lint {

/// A rule: its name, and the code of its diagnostics.
struct Rule {
    std::string_view name; ///< `optional-field-alias`, as Microsoft's linter calls it where it has the rule
    std::string_view code;
    std::string_view title;
    Severity severity{};
    bool is_microsofts = false;
};

/// Every rule, by code.
[[nodiscard]] std::span<const Rule> rules();
/// By name (letter case ignored) or code; null where there is none.
[[nodiscard]] const Rule* rule_named(std::string_view name_or_code);

/// What the rules are looked up in. `facts` may be null.
struct Knowledge {
    const AliasIndex& aliases;
    const ProviderFacts* facts = nullptr;
};

/// Reports what the rules find in `definition`, each finding under the code of its rule.
void check(const Definition& definition, const Knowledge& knowledge, DiagnosticSink& sink);

} // namespace iotsec::azure::policy::lint
