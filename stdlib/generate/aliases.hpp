// The published table of Azure Policy aliases: resource type, alias and default path, one a line, with tabs.
#pragma once

#include "base/result.hpp"
#include "compiler/catalog/catalog.hpp"

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace iotsec::generate {

/// The aliases by resource type and default path, letter case ignored. Aliases are looked up, never built: a
/// rule would get inner `properties`, polymorphic segments and old spellings wrong.
class Aliases {
  public:
    [[nodiscard]] static Result<Aliases> open(const std::filesystem::path& table);

    /// The alias of `type` whose default path is `path`; empty where there is none. Where several share the
    /// path, it is the one whose `[*]` are as many as the path's, and of these the first that begins with the
    /// type's own name.
    [[nodiscard]] std::string at(std::string_view type, std::string_view path) const;

  private:
    std::map<std::string, std::vector<std::string>> by_type_and_path_;
};

/// Fills in `alias`, or why there is none, of every property that has neither.
void look_up(const Aliases& aliases, catalog::ResourceType& type);

} // namespace iotsec::generate
