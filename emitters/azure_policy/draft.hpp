// One definition before it gets its name, its texts and its parameters.
#pragma once

#include "base/diagnostic.hpp"
#include "compiler/ir/ir.hpp"
#include "emitters/azure_policy/azure_policy.hpp"
#include "emitters/azure_policy/condition.hpp"
#include "emitters/azure_policy/lowering.hpp"
#include "emitters/azure_policy/parameters.hpp"

#include <memory>
#include <set>
#include <string>
#include <vector>

namespace iotsec::emitters::azure_policy {

/// What everything that is made of one requirement needs.
struct Context {
    const ir::Program& program;
    const ir::Requirement& requirement;
    const Options& options;
    DiagnosticSink& sink;
};

/// A definition in parts: what it tests, what follows, and which effects it may have.
struct Draft {
    DefinitionKind kind{};
    std::string suffix;    ///< of the reference id, `remedy`; empty for the first definition
    std::string uuid_kind; ///< what the name is made of: `check`, `remedy`, `attestation`, …
    std::shared_ptr<const Condition> condition; ///< the `if`
    std::shared_ptr<const Json> details;        ///< none where the effects need none
    std::vector<std::string> effects;           ///< the first is the default, unless it enforces
    std::set<ir::ParamId> parameters;           ///< that conditions read
    std::set<ir::ParamId> remedy_parameters;    ///< that details read
    std::string title_suffix;                   ///< ` (remedy)`
    std::string description;                    ///< empty: the requirement's own
};

/// Every parameter of a draft, and who reads it.
[[nodiscard]] ParameterUses uses_of(const Draft& draft);

/// `condition` with the type of the subject first, as Azure's linter wants it.
[[nodiscard]] Condition for_subject(const Context& context, Condition condition);
/// A lowering that knows the subject.
[[nodiscard]] Lowering subject_lowering(const Context& context, Binder::Kind kind = Binder::Kind::Subject);
/// The reference id of a definition of this requirement.
[[nodiscard]] std::string reference_id(const ir::Requirement& requirement, const std::string& suffix);
/// The finished definition.
[[nodiscard]] Definition finished(const Context& context, const Draft& draft);

/// Whether the author's `effects` admit one; without the clause all are admitted.
[[nodiscard]] bool admits(const ir::Requirement& requirement, ir::Effect effect);
/// `/providers/Microsoft.Authorization/roleDefinitions/…` for each role, Contributor where none is named.
[[nodiscard]] Json role_ids(const ir::Remedy& remedy);

} // namespace iotsec::emitters::azure_policy
