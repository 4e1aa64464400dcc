// What every emitted template must stand: Microsoft's compiler builds it without a diagnostic, its formatter
// leaves it as it is, and what it compiles to is our ARM JSON.
#pragma once

#include "emitters/output.hpp"

#include <filesystem>
#include <string>
#include <vector>

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

/// Checks every `.bicep` of `files` (with its `.json` and `.bicepparam` beside it) with the compiler at
/// `bicep`.
void check_with_bicep(const std::filesystem::path& bicep, const emitters::OutputFiles& files);

/// Checks that Microsoft's deployment engine, given `main.bicepparam` of `deployables`, predicts exactly the
/// resources in `resources` (one JSON file each), at the management group `management_group` or, where empty,
/// a subscription.
void check_snapshot(const std::filesystem::path& bicep, const emitters::OutputFiles& deployables,
                    const emitters::OutputFiles& resources, const std::string& management_group);

} // namespace iotsec::test
