// Evaluates a policy definition on a resource, by Azure's semantics.
#pragma once

#include "azure/policy/aliases/alias.hpp"
#include "azure/policy/definition.hpp"
#include "azure/policy/options.hpp"
#include "azure/policy/resource.hpp"
#include "base/diagnostic.hpp"
#include "base/value.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace iotsec::azure::policy {

/// Of a condition: `Unknown` hangs on a value that the evidence does not hold, `Error` is an evaluation that
/// Azure would fail.
enum class Truth : std::uint8_t { False, True, Unknown, Error };

struct PreparedParts;

/// A definition with its arguments, aliases and options bound: ready to be evaluated, by many threads at
/// once. The definition and the alias index must outlive it.
class Policy {
  public:
    /// `arguments` are plain values by name; the definition's defaults stand in for those that are missing.
    /// What is wrong with them, with aliases, or with functions is reported (IOT60xx).
    Policy(const Definition& definition, const Object& arguments, const AliasIndex& aliases,
           const Options& options, DiagnosticSink& sink);
    Policy(Policy&&) noexcept;
    Policy& operator=(Policy&&) noexcept;
    ~Policy();

    [[nodiscard]] const Definition& definition() const;
    [[nodiscard]] const Options& options() const;
    /// The same policy under another reading of the open questions.
    [[nodiscard]] Policy with(const Options& options) const;
    /// The same policy with `effect` in place of its own, as an override has it.
    [[nodiscard]] Policy with_effect(std::string_view effect) const;
    /// The effect, where it needs no resource to be told; nullopt where it does or is none.
    [[nodiscard]] std::optional<Effect> effect() const;
    /// Types (lower case) one of which a resource has if the condition holds; nullopt where any may.
    [[nodiscard]] const std::optional<std::vector<std::string>>& types() const;

    [[nodiscard]] const PreparedParts& parts() const { return *parts_; }

  private:
    explicit Policy(std::unique_ptr<PreparedParts> parts);
    std::unique_ptr<PreparedParts> parts_;
};

/// Whether the `if` holds: the fast core of `evaluate`. `met` collects the open questions that came up.
[[nodiscard]] Truth holds(const Policy& policy, const Resource& resource, const Request& request,
                          Questions* met = nullptr);

/// Compliance states of one resource for one definition.
enum class State : std::uint8_t {
    NotApplicable,
    Compliant,
    NonCompliant,
    Protected, ///< by denyAction
    Exempt,
    Conflicting, ///< two definitions want different changes
    Unknown,     ///< cannot be told from the evidence, or is for people to attest
    Error,       ///< Azure would fail the evaluation: an implicit deny of a request
    NotEvaluated ///< a resource provider mode, a static definition, or one that could not be read
};
[[nodiscard]] std::string_view spelling(State state);
/// By name: `non-compliant`, or as Azure writes it, `NonCompliant`; letter case ignored.
[[nodiscard]] std::optional<State> state_named(std::string_view name);

/// One condition that made the difference, and what it read.
struct Reason {
    Span condition;
    std::string
        text; ///< `Microsoft.Devices/IotHubs/publicNetworkAccess is "Enabled": equals "Disabled" fails`
    std::string field;          ///< the field or value it reads, as written
    std::optional<Value> found; ///< nullopt where it is not there
    Truth truth{};
};

/// What a definition says of a resource.
struct Outcome {
    State state = State::NotApplicable;
    Truth condition = Truth::False; ///< the `if`
    bool applies = false;           ///< the effect takes place: non-compliant, or it would change the request
    std::optional<Effect> effect;
    std::string effect_text; ///< as the definition or the argument spells it
    /// Why the state is Unknown, Error or NotEvaluated; which related resource is missing.
    std::string message;
    Span place;                        ///< of what that hangs on, in the definition
    std::vector<Question> hangs_on;    ///< open questions another reading of which changes the state
    const Resource* related = nullptr; ///< the related resource that satisfies an if-not-exists effect
};

/// Judges `resource`. Without `related`, an effect that asks for related resources is Unknown.
[[nodiscard]] Outcome evaluate(const Policy& policy, const Resource& resource, const Request& request,
                               const Related* related = nullptr);

/// The conditions that decide the `if`, and where one is asked, the existence condition on each candidate.
[[nodiscard]] std::vector<Reason> explain(const Policy& policy, const Resource& resource,
                                          const Request& request, const Related* related = nullptr);

/// The `details` of the effect with their expressions evaluated (not those inside a deployment's template,
/// and not the conditions of operations, which are about the request).
[[nodiscard]] Value evaluated_details(const Policy& policy, const Resource& resource, const Request& request);

} // namespace iotsec::azure::policy
