#include "azure/policy/aliases/table.hpp"
#include "azure/policy/aliases/table_format.hpp"

#include <algorithm>
#include <bit>
#include <cstring>
#include <map>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

namespace iotsec::azure::policy {

namespace {

using table::AliasRecord;
using table::Header;
using table::PathRecord;
using table::TypeRecord;

/// Texts, each once.
class Pool {
  public:
    table::Text add(const std::string& text) {
        const auto [place, is_new] = known_.try_emplace(text, static_cast<std::uint32_t>(bytes_.size()));
        if (is_new) bytes_ += text;
        return {place->second, static_cast<std::uint32_t>(text.size())};
    }
    [[nodiscard]] const std::string& bytes() const { return bytes_; }

  private:
    std::unordered_map<std::string, std::uint32_t> known_;
    std::string bytes_;
};

template <typename Record>
void append(std::string& bytes, std::span<const Record> records) {
    // An empty list has no address to copy from.
    if (!records.empty()) bytes.append(reinterpret_cast<const char*>(records.data()), records.size_bytes());
}

std::string newest(const std::vector<std::string>& versions) {
    const auto is_stable = [](const std::string& version) {
        return version.find('-', std::string_view{"2020-01-01"}.size()) == std::string::npos;
    };
    std::string best;
    for (const std::string& version : versions) {
        const bool is_better = best.empty() || is_stable(version) > is_stable(best) ||
                               (is_stable(version) == is_stable(best) && version > best);
        if (is_better) best = version;
    }
    return best;
}

class TableWriter {
  public:
    std::string write(const AliasList& list, std::string_view source) {
        for (const ListedType& type : list.types)
            add(type);
        fill_slots();
        return bytes(source);
    }

  private:
    void add(const ListedType& listed) {
        TypeRecord type;
        type.name = pool_.add(listed.name);
        type.newest_api_version = pool_.add(newest(listed.api_versions));
        type.tags = static_cast<std::uint8_t>(listed.tags);
        type.location = static_cast<std::uint8_t>(listed.location);
        type.first_alias = static_cast<std::uint32_t>(aliases_.size());
        type.alias_count = static_cast<std::uint32_t>(listed.aliases.size());
        for (const ListedAlias& alias : listed.aliases)
            add(alias);
        types_.push_back(type);
    }

    void add(const ListedAlias& listed) {
        const table::Text name = pool_.add(listed.name);
        const table::Text path = pool_.add(listed.default_path);
        const auto* const token = std::ranges::find(table::token_types, listed.token_type);
        AliasRecord alias{.name = name.offset,
                          .path = path.offset,
                          .name_length = static_cast<std::uint16_t>(name.length),
                          .path_length = static_cast<std::uint16_t>(path.length),
                          .type = static_cast<std::uint32_t>(types_.size()),
                          .first_path = static_cast<std::uint32_t>(paths_.size()),
                          .path_count = static_cast<std::uint16_t>(listed.paths.size()),
                          .modifiable = static_cast<std::uint8_t>(listed.modifiable),
                          .token = 0};
        if (token != table::token_types.end())
            alias.token = static_cast<std::uint8_t>(token - table::token_types.begin());
        for (const ListedPath& own : listed.paths) {
            paths_.push_back({.path = pool_.add(own.path),
                              .first_version = first_version(own.api_versions),
                              .version_count = static_cast<std::uint32_t>(own.api_versions.size()),
                              .modifiable = static_cast<std::uint32_t>(own.modifiable)});
        }
        aliases_.push_back(alias);
        names_.push_back(table::name_hash(listed.name));
    }

    /// Many aliases of a type have the same versions, which are kept once.
    std::uint32_t first_version(const std::vector<std::string>& versions) {
        const auto [place, is_new] =
            version_lists_.try_emplace(versions, static_cast<std::uint32_t>(versions_.size()));
        if (is_new) {
            for (const std::string& version : versions)
                versions_.push_back(pool_.add(version));
        }
        return place->second;
    }

    void fill_slots() {
        slots_.assign(std::bit_ceil(aliases_.size() + aliases_.size() / 2 + 1), 0);
        const std::size_t mask = slots_.size() - 1;
        for (std::size_t i = 0; i < aliases_.size(); ++i) {
            std::size_t slot = names_[i] & mask;
            while (slots_[slot] != 0)
                slot = (slot + 1) & mask;
            slots_[slot] = static_cast<std::uint32_t>(i + 1);
        }
    }

    [[nodiscard]] std::string bytes(std::string_view source) const {
        std::string body;
        append(body, std::span{types_});
        append(body, std::span{aliases_});
        append(body, std::span{paths_});
        append(body, std::span{versions_});
        append(body, std::span{slots_});
        body += pool_.bytes();
        const Header header{.magic = table::magic,
                            .version = table::format_version,
                            .byte_order = table::byte_order,
                            .source_hash = table::content_hash(source),
                            .content_hash = table::content_hash(body),
                            .types = static_cast<std::uint32_t>(types_.size()),
                            .aliases = static_cast<std::uint32_t>(aliases_.size()),
                            .paths = static_cast<std::uint32_t>(paths_.size()),
                            .versions = static_cast<std::uint32_t>(versions_.size()),
                            .slots = static_cast<std::uint32_t>(slots_.size()),
                            .pool = static_cast<std::uint32_t>(pool_.bytes().size())};
        std::string all;
        append(all, std::span{&header, 1});
        return all + body;
    }

    Pool pool_;
    std::vector<TypeRecord> types_;
    std::vector<AliasRecord> aliases_;
    std::vector<std::uint32_t> names_; ///< the hash of each alias's name
    std::vector<PathRecord> paths_;
    std::vector<table::Text> versions_;
    std::map<std::vector<std::string>, std::uint32_t> version_lists_;
    std::vector<std::uint32_t> slots_;
};

} // namespace

std::string write_alias_table(const AliasList& list, std::string_view source) {
    return TableWriter{}.write(list, source);
}

} // namespace iotsec::azure::policy
