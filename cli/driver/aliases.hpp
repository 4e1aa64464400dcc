// The alias index that a command works with: what is built in, under what users imported.
#pragma once

#include "azure/policy/aliases/layered.hpp"
#include "azure/policy/aliases/table.hpp"
#include "cli/driver/arguments.hpp"
#include "cli/driver/project.hpp"
#include "cli/driver/session.hpp"

#include <memory>
#include <optional>
#include <string>

namespace iotsec::cli {

/// `--aliases FILE`, as every command takes it that needs aliases.
inline constexpr OptionSpec aliases_option{
    "--aliases", "FILE",
    "The policy aliases to go by: an index that `iotsec catalog import` wrote, or what that reads.\n"
    "Without it, `aliases` of iotsec.yaml. The aliases of the IoT types are built in."};

class AliasSources {
  public:
    /// The built-in aliases, and over them those of `--aliases`, else of `aliases:` in the project file.
    /// What is wrong with a file is reported.
    AliasSources(const Arguments& arguments, const std::optional<Project>& project, Session& session,
                 Host& host);

    [[nodiscard]] const azure::policy::AliasIndex& index() const;
    /// Whether the index covers all of Azure or only what is built in.
    [[nodiscard]] bool is_imported() const { return imported_ != nullptr; }

  private:
    std::unique_ptr<azure::policy::AliasTable> built_in_;
    std::unique_ptr<azure::policy::AliasTable> imported_;
    std::optional<azure::policy::LayeredAliases> both_;
};

/// The index in `path`: one that `iotsec catalog import` wrote, or a list that can be imported. Null where it
/// cannot be read, which is reported.
[[nodiscard]] std::unique_ptr<azure::policy::AliasTable> load_aliases(const std::string& path,
                                                                      Session& session, Host& host);

} // namespace iotsec::cli
