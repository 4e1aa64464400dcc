// What the resource catalogue knows of the properties behind aliases, for the linter.
#pragma once

#include "azure/policy/lint/facts.hpp"
#include "compiler/catalog/catalog.hpp"

#include <string>
#include <unordered_map>

namespace iotsec::verifier {

/// The catalogue must outlive it.
class CatalogFacts final : public azure::policy::lint::ProviderFacts {
  public:
    explicit CatalogFacts(const catalog::Catalog& catalog);

    [[nodiscard]] std::optional<azure::policy::lint::PropertyFacts>
    property(const azure::policy::Alias& alias) const override;

  private:
    struct Known {
        const catalog::ResourceType* type = nullptr;
        catalog::PropertyId property;
    };
    std::unordered_map<std::string, Known> by_alias_; ///< in lower case, of the whole array for a list
};

} // namespace iotsec::verifier
