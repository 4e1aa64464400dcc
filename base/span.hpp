// Places in source text: which file, from which byte to which byte.
#pragma once

#include <compare>
#include <cstdint>

namespace iotsec {

/// Index of a file in `Sources`. The default value names no file.
struct SourceId {
    static constexpr std::uint32_t none = UINT32_MAX;
    std::uint32_t index = none;

    auto operator<=>(const SourceId&) const = default;
};

/// A half-open range of bytes `[begin, end)` in one file. The default value is "no place".
struct Span {
    SourceId source;
    std::uint32_t begin = 0;
    std::uint32_t end = 0;

    [[nodiscard]] bool is_known() const { return source.index != SourceId::none; }
    auto operator<=>(const Span&) const = default;
};

} // namespace iotsec
