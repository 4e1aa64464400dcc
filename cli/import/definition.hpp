// A policy definition as a module of the language.
#pragma once

#include "azure/policy/definition.hpp"
#include "base/diagnostic.hpp"
#include "compiler/catalog/catalog.hpp"

#include <optional>
#include <string>
#include <vector>

namespace iotsec::cli::import {

/// A definition in parts, so that those which the compiler refuses can be left out.
struct ImportedDefinition {
    std::string head;   ///< the module's name, parameters, and the requirement up to its clauses
    std::string expect; ///< `when` and `expect`
    std::string remedy;
    std::string effects;
    std::string id;
    std::string symbol;

    /// The source with its remedy and its effects, or without.
    [[nodiscard]] std::string source(bool with_remedy, bool with_effects) const;
};

/// What an imported definition is to be called.
struct ImportNames {
    std::string module; ///< of the module
    std::string id;     ///< of the requirement, where the definition does not say
};

/// The module of `definition`; nullopt where the language cannot say its rule. What is left out is a warning
/// (IOT6320), what stands in the way an error (IOT6321).
[[nodiscard]] std::optional<ImportedDefinition> import_definition(const azure::policy::Definition& definition,
                                                                  const catalog::Catalog& catalog,
                                                                  const ImportNames& names,
                                                                  DiagnosticSink& sink);

/// `Public network access should be off` as `publicNetworkAccessShouldBeOff`.
[[nodiscard]] std::string symbol_of(std::string_view title);

} // namespace iotsec::cli::import
