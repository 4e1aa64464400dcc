// Fields of Azure Policy as paths of the language.
#pragma once

#include "compiler/catalog/catalog.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace iotsec::cli::import {

/// A list whose items have a name where a condition stands: `rule` in `some rule in
/// hub.networkRuleSets.ipRules`.
struct NamedItem {
    std::string path; ///< of the list, in catalogue form, from the resource
    std::string name;
};

/// A field of a resource, as the language reaches it.
struct FieldPath {
    std::string text;                            ///< `hub.publicNetworkAccess`, `rule.ipMask`
    const catalog::Property* property = nullptr; ///< null for an entry of a map, which is a text
    bool is_items = false;                       ///< it means the items of a list, not the list
    /// The list whose items have to be named before the rest can be said, and the path from there.
    std::optional<std::string> open_list;
};

/// The properties of one resource type by alias.
class Fields {
  public:
    Fields(const catalog::ResourceType& type, std::string variable);

    /// The field called `name` where `items` are named; nullopt where the catalogue does not have it.
    [[nodiscard]] std::optional<FieldPath> find(std::string_view name,
                                                const std::vector<NamedItem>& items) const;
    [[nodiscard]] const catalog::ResourceType& type() const { return type_; }
    [[nodiscard]] const std::string& variable() const { return variable_; }

  private:
    const catalog::ResourceType& type_;
    std::string variable_;
    std::map<std::string, const catalog::Property*> by_alias_; ///< in lower case; of a list with `[*]`
};

/// `it's` as `'it\'s'`
[[nodiscard]] std::string in_quotes(std::string_view text);

} // namespace iotsec::cli::import
