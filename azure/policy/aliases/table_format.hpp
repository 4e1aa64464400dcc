// How an alias index lies in its file. Numbers are in the byte order of the machine that wrote it.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace iotsec::azure::policy::table {

inline constexpr std::array<char, 8> magic{'i', 'o', 't', 'a', 'l', 'i', 'a', 's'};
/// Rises with every change of what follows.
inline constexpr std::uint32_t format_version = 1;
/// Reads as another number where the byte order differs.
inline constexpr std::uint32_t byte_order = 0x01020304;

/// A text in the pool.
struct Text {
    std::uint32_t offset = 0;
    std::uint32_t length = 0;
};

struct Header {
    std::array<char, 8> magic{};
    std::uint32_t version = 0;
    std::uint32_t byte_order = 0;
    std::uint64_t source_hash = 0;  ///< of the list that the index was made from
    std::uint64_t content_hash = 0; ///< of everything behind the header
    std::uint32_t types = 0, aliases = 0, paths = 0, versions = 0;
    std::uint32_t slots = 0; ///< a power of two, more than there are aliases
    std::uint32_t pool = 0;  ///< bytes
};

/// Types stand by name; the aliases of one stand together, by name.
struct TypeRecord {
    Text name;
    Text newest_api_version;
    std::uint32_t first_alias = 0, alias_count = 0;
    std::uint8_t tags = 0, location = 0;
    std::uint16_t unused = 0;
};

struct AliasRecord {
    std::uint32_t name = 0, path = 0; ///< offsets in the pool
    std::uint16_t name_length = 0, path_length = 0;
    std::uint32_t type = 0;
    std::uint32_t first_path = 0;
    std::uint16_t path_count = 0;
    std::uint8_t modifiable = 0;
    std::uint8_t token = 0; ///< index in `token_types`
};

struct PathRecord {
    Text path;
    std::uint32_t first_version = 0, version_count = 0;
    std::uint32_t modifiable = 0;
};

/// What an alias can hold; the first stands for "not stated".
inline constexpr std::array<std::string_view, 8> token_types{"",        "String", "Integer", "Number",
                                                             "Boolean", "Array",  "Object",  "Any"};

/// Where the parts begin, in this order; `end` is the size of the file. A version is a `Text`; a slot is the
/// number of an alias and 1, or 0.
struct Layout {
    Header header;
    std::size_t types = 0, aliases = 0, paths = 0, versions = 0, slots = 0, pool = 0, end = 0;
};
[[nodiscard]] Layout layout_of(const Header& header);

/// The slot to look at first for a name, letter case ignored.
[[nodiscard]] std::uint32_t name_hash(std::string_view name);
/// For finding out whether bytes are still what they were.
[[nodiscard]] std::uint64_t content_hash(std::string_view bytes);

} // namespace iotsec::azure::policy::table
