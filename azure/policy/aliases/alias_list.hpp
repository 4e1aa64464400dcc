// Aliases as they are listed by those who publish them, read into plain data.
#pragma once

#include "azure/policy/aliases/alias.hpp"
#include "base/diagnostic.hpp"
#include "base/source.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace iotsec::azure::policy {

/// The path of an alias in some API versions.
struct ListedPath {
    std::string path;
    std::vector<std::string> api_versions;
    Modifiable modifiable = Modifiable::NotStated;
};

struct ListedAlias {
    std::string name;
    std::string default_path;
    std::vector<ListedPath> paths;
    Modifiable modifiable = Modifiable::NotStated;
    std::string token_type;
};

struct ListedType {
    std::string name; ///< with its namespace: `Microsoft.Devices/IotHubs`
    Capability tags = Capability::NotStated;
    Capability location = Capability::NotStated;
    std::vector<std::string> api_versions;
    std::vector<ListedAlias> aliases;
};

/// Resource types by name (letter case ignored, each once), with the aliases of each by name.
struct AliasList {
    std::vector<ListedType> types;

    [[nodiscard]] std::size_t alias_count() const;
};

/// Brings `list` into its order: equal types become one, and of equal aliases of a type the first stays.
void put_in_order(AliasList& list);

/// Reads what `az provider list --expand resourceTypes/aliases` prints (also one provider alone, the answer
/// of the REST interface, and `Get-AzPolicyAlias | ConvertTo-Json`), or a table with the columns resource
/// type, alias and default path, parted by tabs. What cannot be read is reported, IOT621x, and left out.
[[nodiscard]] AliasList read_alias_list(const SourceFile& file, DiagnosticSink& sink);

} // namespace iotsec::azure::policy
