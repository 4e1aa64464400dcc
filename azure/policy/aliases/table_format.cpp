#include "azure/policy/aliases/table_format.hpp"

#include <bit>
#include <cstring>

namespace iotsec::azure::policy::table {

namespace {

constexpr std::uint64_t prime = 0x9E3779B97F4A7C15ULL;

std::uint64_t mixed(std::uint64_t state, std::uint64_t word) {
    return std::rotl(state ^ word, 27) * prime;
}

std::uint64_t word_at(std::string_view bytes, std::size_t at) {
    std::uint64_t word = 0;
    std::memcpy(&word, bytes.data() + at, sizeof word);
    return word;
}

} // namespace

Layout layout_of(const Header& header) {
    Layout layout{.header = header, .types = sizeof(Header)};
    layout.aliases = layout.types + header.types * sizeof(TypeRecord);
    layout.paths = layout.aliases + header.aliases * sizeof(AliasRecord);
    layout.versions = layout.paths + header.paths * sizeof(PathRecord);
    layout.slots = layout.versions + header.versions * sizeof(Text);
    layout.pool = layout.slots + header.slots * sizeof(std::uint32_t);
    layout.end = layout.pool + header.pool;
    return layout;
}

std::uint32_t name_hash(std::string_view name) {
    constexpr std::uint32_t start = 2166136261U;
    constexpr std::uint32_t factor = 16777619U; // FNV-1a
    std::uint32_t hash = start;
    for (const char c : name) {
        const auto lower = static_cast<unsigned char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
        hash = (hash ^ lower) * factor;
    }
    return hash ^ (hash >> 15U);
}

std::uint64_t content_hash(std::string_view bytes) {
    constexpr std::size_t lanes = 4;
    constexpr std::size_t step = lanes * sizeof(std::uint64_t);
    std::array<std::uint64_t, lanes> state{1, 2, 3, 4};
    std::size_t at = 0;
    for (; at + step <= bytes.size(); at += step) {
        for (std::size_t lane = 0; lane < lanes; ++lane)
            state[lane] = mixed(state[lane], word_at(bytes, at + lane * sizeof(std::uint64_t)));
    }
    std::uint64_t hash = bytes.size();
    for (; at < bytes.size(); ++at)
        hash = mixed(hash, static_cast<unsigned char>(bytes[at]));
    for (const std::uint64_t lane : state)
        hash = mixed(hash, lane);
    return hash ^ (hash >> 32U);
}

} // namespace iotsec::azure::policy::table
