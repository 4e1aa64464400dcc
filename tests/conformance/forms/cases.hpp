// What the forms share: cases out of files, and aliases as the cases bring them.
#pragma once

#include "azure/policy/aliases/alias.hpp"
#include "azure/policy/aliases/table.hpp"
#include "azure/policy/resource.hpp"
#include "base/value.hpp"

#include <deque>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace iotsec::test {

/// The bytes of a file.
[[nodiscard]] std::string file_content(const std::filesystem::path& file);

/// The cases of a file: its lines, or the items of its list. A line that is no JSON is null.
[[nodiscard]] std::vector<Value> cases_in(const std::filesystem::path& file);

/// The text member `name` of `value`; empty where there is none.
[[nodiscard]] std::string member_text(const Value& value, std::string_view name);
/// The member `name` of `value`; null where there is none.
[[nodiscard]] const Value& member_value(const Value& value, std::string_view name);
[[nodiscard]] Object member_object(const Value& value, std::string_view name);

/// Every name is a path into the body.
class PlainPaths : public azure::policy::AliasIndex {
  public:
    [[nodiscard]] std::vector<azure::policy::Alias> find(std::string_view name) const override;
    [[nodiscard]] std::optional<azure::policy::TypeFacts> type(std::string_view name) const override;
};

/// `<type>/<path>` is `properties.<path>`, but for those that a case states.
class StatedAliases : public azure::policy::AliasIndex {
  public:
    explicit StatedAliases(const Value& stated);
    [[nodiscard]] std::vector<azure::policy::Alias> find(std::string_view name) const override;
    [[nodiscard]] std::optional<azure::policy::TypeFacts> type(std::string_view name) const override;

  private:
    std::map<std::string, std::string> stated_;
    mutable std::deque<std::string> texts_;
};

/// The index of an alias list: what `az provider list` prints, or a table parted by tabs.
[[nodiscard]] std::unique_ptr<azure::policy::AliasTable> alias_table(const std::filesystem::path& file);

/// The request of a case: `context`, `requestContext`, `apiVersion`.
[[nodiscard]] azure::policy::Request request_of(const Value& one, bool with_defaults);

} // namespace iotsec::test
