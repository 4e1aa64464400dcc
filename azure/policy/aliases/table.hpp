// The alias index in the form that is kept in a file: read as it lies, without a copy of its texts.
#pragma once

#include "azure/policy/aliases/alias_list.hpp"
#include "azure/policy/aliases/table_format.hpp"
#include "base/result.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace iotsec::azure::policy {

/// Whether `bytes` begin like an alias index.
[[nodiscard]] bool is_alias_table(std::string_view bytes);

/// The index of `list`, which is in its order, as the bytes of its file. `source` is the text that it was
/// read from.
[[nodiscard]] std::string write_alias_table(const AliasList& list, std::string_view source);

/// An index over the bytes of its file.
class AliasTable final : public AliasIndex {
  public:
    /// Takes the bytes of an index, which `owner` keeps alive. Bytes that are no whole index of this format
    /// are IOT6212 or IOT6153; nothing in them can make a look-up go astray.
    [[nodiscard]] static Result<std::unique_ptr<AliasTable>> open(std::string_view bytes,
                                                                  std::shared_ptr<const void> owner);
    /// The index of a list that was just read from `source`.
    [[nodiscard]] static std::unique_ptr<AliasTable> of(const AliasList& list, std::string_view source = {});

    [[nodiscard]] std::vector<Alias> find(std::string_view name) const override;
    [[nodiscard]] std::optional<TypeFacts> type(std::string_view name) const override;

    /// The aliases of the resource type `name`, by name.
    [[nodiscard]] std::vector<Alias> aliases_of(std::string_view name) const;
    [[nodiscard]] std::size_t type_count() const;
    [[nodiscard]] std::size_t alias_count() const;
    /// The bytes of its file.
    [[nodiscard]] std::string_view bytes() const { return bytes_; }
    /// A content hash of the list that the index was made from.
    [[nodiscard]] std::uint64_t source_hash() const;

  private:
    AliasTable(std::string_view bytes, std::shared_ptr<const void> owner, const table::Layout& layout);

    template <typename Record>
    [[nodiscard]] Record record(std::size_t part, std::size_t index) const;
    [[nodiscard]] bool holds_together() const;
    [[nodiscard]] bool is_in_pool(std::uint32_t offset, std::uint32_t length) const;
    [[nodiscard]] std::string_view text(std::uint32_t offset, std::size_t length) const;
    [[nodiscard]] Alias alias(std::uint32_t index) const;
    [[nodiscard]] std::optional<std::uint32_t> type_index(std::string_view name) const;

    std::string_view bytes_;
    std::shared_ptr<const void> owner_;
    table::Layout layout_;
};

} // namespace iotsec::azure::policy
