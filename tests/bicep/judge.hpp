// What every emitted template must stand: Microsoft's compiler builds it without a diagnostic, its formatter
// leaves it as it is, and what it compiles to is our ARM JSON.
#pragma once

#include "emitters/output.hpp"
#include "tests/support/json_rpc.hpp"

#include <filesystem>
#include <string>

namespace iotsec::test {

/// Writes `files` into a fresh folder below the system's temporary one, and removes it in the end.
class WrittenFiles {
  public:
    explicit WrittenFiles(const emitters::OutputFiles& files);
    ~WrittenFiles();
    WrittenFiles(const WrittenFiles&) = delete;
    WrittenFiles& operator=(const WrittenFiles&) = delete;

    [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }

  private:
    std::filesystem::path folder_;
};

/// Every file below `folder`, by its path there.
[[nodiscard]] emitters::OutputFiles files_below(const std::filesystem::path& folder);

/// Checks every `.bicep` of `files` (with its `.json` beside it) and every `.bicepparam`: once under the
/// default rules, where nothing may be found, and once with all rules on, where only a kept list may.
void check_with_bicep(JsonRpcProcess& bicep, const emitters::OutputFiles& files);

/// Checks that Microsoft's deployment engine, given the file `parameters` of `deployables`, predicts exactly
/// the resources in `resources` (one JSON file each), at the management group `management_group` or, where
/// empty, a subscription.
void check_snapshot(JsonRpcProcess& bicep, const emitters::OutputFiles& deployables,
                    const std::string& parameters, const emitters::OutputFiles& resources,
                    const std::string& management_group);

} // namespace iotsec::test
