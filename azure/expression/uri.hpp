// URIs as .NET's `Uri` reads, joins and prints them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace iotsec::azure {

struct Uri {
    std::string scheme; ///< in lower case
    bool has_authority = false;
    std::string user;       ///< with `@`, if there is one
    std::string host;       ///< in lower case; an IPv6 address in brackets
    std::int64_t port = -1; ///< -1: none, or the scheme's own
    std::string path;
    std::string query;    ///< with `?`
    std::string fragment; ///< with `#`

    /// Everything escaped.
    [[nodiscard]] std::string absolute() const;
    /// What is harmless unescaped.
    [[nodiscard]] std::string shown() const;
};

/// An absolute URI; a path (`/a`, `C:/a`) is one of a file.
[[nodiscard]] std::optional<Uri> parse_uri(std::string_view text);
/// Whether every character of an absolute URI is one that it may have.
[[nodiscard]] bool is_well_formed_uri(std::string_view text);
/// `relative` as seen from `base`.
[[nodiscard]] std::optional<Uri> resolve_uri(const Uri& base, std::string_view relative);
/// The port that a scheme has by itself; -1 where it has none.
[[nodiscard]] std::int64_t default_port(std::string_view scheme);

} // namespace iotsec::azure
