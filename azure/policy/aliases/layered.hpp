// Two alias indices, one over the other: what users imported over what is built in.
#pragma once

#include "azure/policy/aliases/alias.hpp"

namespace iotsec::azure::policy {

/// Both are kept by the caller. Where both have an alias of a type, the upper one counts, and what it does
/// not state (a plain table says little) is taken from the lower one.
class LayeredAliases final : public AliasIndex {
  public:
    LayeredAliases(const AliasIndex& upper, const AliasIndex& lower) : upper_{upper}, lower_{lower} {}

    [[nodiscard]] std::vector<Alias> find(std::string_view name) const override;
    [[nodiscard]] std::optional<TypeFacts> type(std::string_view name) const override;

  private:
    const AliasIndex& upper_;
    const AliasIndex& lower_;
};

} // namespace iotsec::azure::policy
