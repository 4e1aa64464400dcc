#include "azure/policy/aliases/table.hpp"

#include "base/diagnostics/aliases.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <bit>
#include <cstring>
#include <utility>

namespace iotsec::azure::policy {

namespace {

using table::AliasRecord;
using table::Header;
using table::Layout;
using table::PathRecord;
using table::TypeRecord;

constexpr std::string_view again = "make it anew with `iotsec catalog import`";

Diagnostic broken(std::string_view reason) {
    return make_diagnostic(diag::broken_alias_index, {}, reason).with_help(std::string{again});
}

/// `Capability` and `Modifiable` have three values.
constexpr std::uint32_t largest_choice = 2;

bool is_range(std::uint64_t first, std::uint64_t count, std::uint64_t all) {
    return first + count <= all;
}

} // namespace

bool is_alias_table(std::string_view bytes) {
    return bytes.starts_with(std::string_view{table::magic.data(), table::magic.size()});
}

Result<std::unique_ptr<AliasTable>> AliasTable::open(std::string_view bytes,
                                                     std::shared_ptr<const void> owner) {
    Header header;
    if (!is_alias_table(bytes) || bytes.size() < sizeof header) return broken("it is cut off");
    std::memcpy(&header, bytes.data(), sizeof header);
    if (header.byte_order != table::byte_order)
        return broken("it was made on a machine of another byte order");
    if (header.version != table::format_version) {
        return make_diagnostic(diag::alias_index_version, {}, header.version, table::format_version)
            .with_help(std::string{again});
    }
    const Layout layout = table::layout_of(header);
    if (layout.end != bytes.size()) return broken("its size is not what it says");
    if (table::content_hash(bytes.substr(sizeof header)) != header.content_hash)
        return broken("its bytes were changed");
    std::unique_ptr<AliasTable> opened{new AliasTable{bytes, std::move(owner), layout}};
    if (!opened->holds_together()) return broken("its parts do not fit together");
    return opened;
}

std::unique_ptr<AliasTable> AliasTable::of(const AliasList& list, std::string_view source) {
    auto bytes = std::make_shared<const std::string>(write_alias_table(list, source));
    const std::string_view view = *bytes;
    return std::move(open(view, std::move(bytes))).value();
}

AliasTable::AliasTable(std::string_view bytes, std::shared_ptr<const void> owner, const Layout& layout)
    : bytes_{bytes}, owner_{std::move(owner)}, layout_{layout} {}

template <typename Record>
Record AliasTable::record(std::size_t part, std::size_t index) const {
    Record result;
    std::memcpy(&result, bytes_.data() + part + index * sizeof result, sizeof result);
    return result;
}

std::string_view AliasTable::text(std::uint32_t offset, std::size_t length) const {
    return bytes_.substr(layout_.pool + offset, length);
}

bool AliasTable::is_in_pool(std::uint32_t offset, std::uint32_t length) const {
    return is_range(offset, length, layout_.header.pool);
}

/// Every number that a look-up follows leads to something that is there. One pass over the records.
bool AliasTable::holds_together() const {
    const Header& header = layout_.header;
    if (!std::has_single_bit(header.slots) || header.slots <= header.aliases) return false;
    bool ok = true;
    for (std::size_t i = 0; i < header.types && ok; ++i) {
        const auto type = record<TypeRecord>(layout_.types, i);
        ok = is_in_pool(type.name.offset, type.name.length) &&
             is_in_pool(type.newest_api_version.offset, type.newest_api_version.length) &&
             is_range(type.first_alias, type.alias_count, header.aliases) && type.tags <= largest_choice &&
             type.location <= largest_choice;
    }
    for (std::size_t i = 0; i < header.aliases && ok; ++i) {
        const auto alias = record<AliasRecord>(layout_.aliases, i);
        ok = is_in_pool(alias.name, alias.name_length) && is_in_pool(alias.path, alias.path_length) &&
             alias.type < header.types && is_range(alias.first_path, alias.path_count, header.paths) &&
             alias.token < table::token_types.size() && alias.modifiable <= largest_choice;
    }
    for (std::size_t i = 0; i < header.paths && ok; ++i) {
        const auto path = record<PathRecord>(layout_.paths, i);
        ok = is_in_pool(path.path.offset, path.path.length) &&
             is_range(path.first_version, path.version_count, header.versions) &&
             path.modifiable <= largest_choice;
    }
    for (std::size_t i = 0; i < header.versions && ok; ++i) {
        const auto version = record<table::Text>(layout_.versions, i);
        ok = is_in_pool(version.offset, version.length);
    }
    return ok;
}

Alias AliasTable::alias(std::uint32_t index) const {
    const auto found = record<AliasRecord>(layout_.aliases, index);
    const auto type = record<TypeRecord>(layout_.types, found.type);
    Alias alias{.name = text(found.name, found.name_length),
                .resource_type = text(type.name.offset, type.name.length),
                .default_path = text(found.path, found.path_length),
                .paths = {},
                .modifiable = static_cast<Modifiable>(found.modifiable),
                .token_type = table::token_types[found.token]};
    for (std::uint32_t i = 0; i < found.path_count; ++i) {
        const auto path = record<PathRecord>(layout_.paths, found.first_path + i);
        AliasPath& own = alias.paths.emplace_back();
        own.path = text(path.path.offset, path.path.length);
        own.modifiable = static_cast<Modifiable>(path.modifiable);
        for (std::uint32_t v = 0; v < path.version_count; ++v) {
            const auto version = record<table::Text>(layout_.versions, path.first_version + v);
            own.api_versions.push_back(text(version.offset, version.length));
        }
    }
    return alias;
}

std::vector<Alias> AliasTable::find(std::string_view name) const {
    std::vector<Alias> found;
    const std::uint32_t mask = layout_.header.slots - 1;
    // There are more slots than aliases, so that the walk ends at an empty one.
    std::uint32_t slot = table::name_hash(name) & mask;
    for (std::uint32_t tried = 0; tried <= mask; ++tried, slot = (slot + 1) & mask) {
        const auto entry = record<std::uint32_t>(layout_.slots, slot);
        if (entry == 0 || entry > layout_.header.aliases) break;
        const auto candidate = record<AliasRecord>(layout_.aliases, entry - 1);
        if (equal_ignoring_case(text(candidate.name, candidate.name_length), name))
            found.push_back(alias(entry - 1));
    }
    return found;
}

std::optional<std::uint32_t> AliasTable::type_index(std::string_view name) const {
    std::uint32_t low = 0;
    std::uint32_t high = layout_.header.types;
    while (low < high) {
        const std::uint32_t middle = low + (high - low) / 2;
        const auto type = record<TypeRecord>(layout_.types, middle);
        const int order = compare_ignoring_case(text(type.name.offset, type.name.length), name);
        if (order == 0) return middle;
        (order < 0 ? low : high) = order < 0 ? middle + 1 : middle;
    }
    return std::nullopt;
}

std::optional<TypeFacts> AliasTable::type(std::string_view name) const {
    const auto index = type_index(name);
    if (!index) return std::nullopt;
    const auto type = record<TypeRecord>(layout_.types, *index);
    return TypeFacts{.name = text(type.name.offset, type.name.length),
                     .tags = static_cast<Capability>(type.tags),
                     .location = static_cast<Capability>(type.location),
                     .newest_api_version =
                         text(type.newest_api_version.offset, type.newest_api_version.length)};
}

std::vector<Alias> AliasTable::aliases_of(std::string_view name) const {
    std::vector<Alias> result;
    const auto index = type_index(name);
    if (!index) return result;
    const auto type = record<TypeRecord>(layout_.types, *index);
    result.reserve(type.alias_count);
    for (std::uint32_t i = 0; i < type.alias_count; ++i)
        result.push_back(alias(type.first_alias + i));
    return result;
}

std::size_t AliasTable::type_count() const {
    return layout_.header.types;
}

std::size_t AliasTable::alias_count() const {
    return layout_.header.aliases;
}

std::uint64_t AliasTable::source_hash() const {
    return layout_.header.source_hash;
}

} // namespace iotsec::azure::policy
