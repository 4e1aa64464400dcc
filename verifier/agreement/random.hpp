// Numbers that look random and are the same on every machine: a sample is told by a seed and its number.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace iotsec::verifier::agreement {

/// SplitMix64.
class Random {
  public:
    explicit Random(std::uint64_t seed) : state_{seed} {}

    std::uint64_t next() {
        state_ += 0x9e3779b97f4a7c15ULL;
        std::uint64_t mixed = state_;
        mixed = (mixed ^ (mixed >> 30U)) * 0xbf58476d1ce4e5b9ULL;
        mixed = (mixed ^ (mixed >> 27U)) * 0x94d049bb133111ebULL;
        return mixed ^ (mixed >> 31U);
    }
    /// A number from 0 to `limit` - 1; 0 where the limit is 0.
    std::size_t below(std::size_t limit) { return limit == 0 ? 0 : static_cast<std::size_t>(next() % limit); }
    /// True in `percent` of a hundred cases.
    bool chance(unsigned percent) { return below(100) < percent; }
    /// One of `choices`, of which there must be one.
    template <typename T>
    const T& one_of(const std::vector<T>& choices) {
        return choices[below(choices.size())];
    }

  private:
    std::uint64_t state_;
};

/// A seed of its own for `name`.
[[nodiscard]] constexpr std::uint64_t seed_for(std::uint64_t seed, std::string_view name) {
    std::uint64_t hash = seed ^ 0xcbf29ce484222325ULL; // FNV-1a
    for (const char c : name)
        hash = (hash ^ static_cast<std::uint8_t>(c)) * 0x100000001b3ULL;
    return hash;
}

} // namespace iotsec::verifier::agreement
