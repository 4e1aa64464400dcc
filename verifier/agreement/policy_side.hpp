// Azure's side: what the definitions that a requirement became say of a sample, by the engine that reads
// their JSON. Nothing of the verifier's evaluation is used here.
#pragma once

#include "azure/policy/evaluate.hpp"
#include "base/diagnostic.hpp"
#include "base/source.hpp"
#include "compiler/ir/ir.hpp"
#include "verifier/agreement/sample.hpp"

#include <cstddef>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace iotsec::verifier::agreement {

/// One emitted definition, as the text that goes to Azure.
struct DefinitionText {
    std::string reference_id;
    std::string json; ///< its `properties`
};

/// The definition in `text`; none where there is not exactly one.
[[nodiscard]] std::optional<azure::policy::Definition> read(const DefinitionText& text, Sources& sources,
                                                            DiagnosticSink& sink);
/// The arguments of a definition out of the values of a setting.
[[nodiscard]] Object arguments(const azure::policy::Definition& definition, const Setting& setting);

/// One way to read what Microsoft's documentation leaves open.
struct Reading {
    std::string name; ///< `A1 fails`; the default one has its name, too
    azure::policy::Options options;
    std::optional<azure::policy::Question> question; ///< that it answers otherwise than the default does
};
/// The default reading first, then every alternative of every question, one at a time.
[[nodiscard]] std::vector<Reading> all_readings();

/// What Azure says of a sample by all definitions of a requirement, each at its auditing effect.
struct PolicyVerdict {
    bool is_non_compliant = false; ///< by one of them
    bool is_unknown = false;
    bool is_error = false;

    auto operator<=>(const PolicyVerdict&) const = default;
};
[[nodiscard]] std::string_view words(const PolicyVerdict& verdict);

/// A sample as the engine reads it. The sample must outlive it.
class PolicySample {
  public:
    PolicySample(const Sample& sample, const ir::Program& program);

    [[nodiscard]] const azure::policy::Resource& subject() const { return *subject_; }
    [[nodiscard]] const azure::policy::Inventory& inventory() const { return inventory_; }
    [[nodiscard]] const azure::policy::Request& request() const { return request_; }

  private:
    azure::policy::Inventory inventory_;
    azure::policy::Request request_;
    const azure::policy::Resource* subject_ = nullptr;
};

/// The definitions of one requirement, bound to every setting of their parameters under every reading.
class PolicySide {
  public:
    /// Reads `definitions` and binds them; mistakes are reported.
    PolicySide(const std::vector<DefinitionText>& definitions, const std::vector<Setting>& settings,
               const std::vector<Reading>& readings, const azure::policy::AliasIndex& aliases,
               DiagnosticSink& sink);

    /// What is said under the setting of the sample; `reading` counts in the readings given. `hangs_on`
    /// collects the open questions that could be read so that a state is another.
    [[nodiscard]] PolicyVerdict judge(const PolicySample& sample, std::size_t setting, std::size_t reading,
                                      azure::policy::Questions* hangs_on = nullptr) const;
    /// The definitions as they were read.
    [[nodiscard]] std::size_t size() const { return definitions_.size(); }
    /// The conditions that decide, definition by definition.
    [[nodiscard]] std::string derivation(const PolicySample& sample, std::size_t setting,
                                         std::size_t reading) const;

  private:
    struct Bound {
        std::string reference_id;
        azure::policy::Definition definition;
        std::vector<azure::policy::Policy> policies; ///< by setting, then by reading
    };
    void bind(Bound& bound, const std::vector<Setting>& settings, const std::vector<Reading>& readings,
              const azure::policy::AliasIndex& aliases, DiagnosticSink& sink);
    [[nodiscard]] const azure::policy::Policy& policy(const Bound& bound, std::size_t setting,
                                                      std::size_t reading) const {
        return bound.policies[setting * reading_count_ + reading];
    }

    Sources sources_;
    std::size_t reading_count_;
    std::deque<Bound> definitions_; // policies refer to their definitions
};

} // namespace iotsec::verifier::agreement
