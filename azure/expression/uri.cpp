#include "azure/expression/uri.hpp"

#include "azure/expression/base64.hpp"
#include "azure/expression/ip.hpp"
#include "azure/expression/utf16.hpp"
#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>
#include <vector>

namespace iotsec::azure {

namespace {

struct Scheme {
    std::string_view name;
    std::int64_t port;
    bool has_query = true;
};
/// Schemes that have a host, and what else is known of them.
constexpr std::array<Scheme, 12> with_host{{{"ftp", 21, false},
                                            {"gopher", 70},
                                            {"http", 80},
                                            {"https", 443},
                                            {"ldap", 389},
                                            {"net.pipe", -1},
                                            {"net.tcp", 808},
                                            {"nntp", 119},
                                            {"telnet", 23},
                                            {"vnc", -1},
                                            {"ws", 80},
                                            {"wss", 443}}};

const Scheme* known_scheme(std::string_view name) {
    const auto* const found = std::ranges::find(with_host, name, &Scheme::name);
    return found == with_host.end() ? nullptr : found;
}

bool is_unreserved(char c) {
    return is_letter(c) || is_digit(c) || c == '-' || c == '.' || c == '_' || c == '~';
}

std::optional<unsigned> hex_at(std::string_view text, std::size_t at) {
    unsigned code = 0;
    const auto digits = text.substr(std::min(at + 1, text.size()), 2);
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), code, 16);
    return text[at] == '%' && digits.size() == 2 && read.ptr == digits.data() + 2 ? std::optional{code}
                                                                                  : std::nullopt;
}

/// Percent-encodes what a URI may not have; escapes of letters are undone, a lone `%` is escaped.
std::string escaped(std::string_view text, std::string_view also = {}) {
    constexpr std::string_view allowed = ";/?:@&=+$,#[]!*'()";
    std::string result;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (const auto code = hex_at(text, i)) {
            const bool is_plain = *code < 0x80 && is_unreserved(static_cast<char>(*code));
            result += is_plain ? std::string{static_cast<char>(*code)} : std::string{text.substr(i, 3)};
            i += 2;
        } else if ((is_unreserved(c) || allowed.find(c) != std::string_view::npos) &&
                   also.find(c) == std::string_view::npos) {
            result += c;
        } else {
            result += fmt::format("%{:02X}", static_cast<unsigned char>(c));
        }
    }
    return result;
}

/// `/a/../b/./c` is `/b/c`.
std::string without_dots(std::string_view path) {
    std::vector<std::string_view> kept;
    const auto segments = split(path, '/');
    for (std::size_t i = 1; i < segments.size(); ++i) {
        const bool is_last = i + 1 == segments.size();
        if (segments[i] == "..") {
            if (!kept.empty()) kept.pop_back();
        } else if (segments[i] != ".") {
            kept.push_back(segments[i]);
            continue;
        }
        if (is_last) kept.emplace_back();
    }
    std::string result;
    for (const std::string_view segment : kept)
        result.append("/").append(segment);
    return result.empty() ? "/" : result;
}

std::string with_slashes(std::string_view text) {
    std::string result{text};
    std::ranges::replace(result, '\\', '/');
    return result;
}

bool is_drive(std::string_view text) {
    return text.size() >= 3 && is_letter(text[0]) && text[1] == ':' && (text[2] == '/' || text[2] == '\\');
}

Uri file_of(std::string_view path) {
    Uri uri{.scheme = "file", .has_authority = true};
    const std::string slashes = with_slashes(path);
    const bool is_on_drive = is_drive(slashes);
    uri.path = escaped(
        is_on_drive ? slashes.substr(0, 2) + without_dots(slashes.substr(2)) : without_dots(slashes), "?#");
    return uri;
}

/// The scheme in front of `:`; nothing where there is none.
std::optional<std::string> scheme_of(std::string_view text) {
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos || colon < 2 || !is_letter(text[0])) return std::nullopt;
    const auto name = text.substr(0, colon);
    const bool is_good = std::ranges::all_of(
        name, [](char c) { return is_letter(c) || is_digit(c) || c == '+' || c == '-' || c == '.'; });
    return is_good ? std::optional{to_lower(name)} : std::nullopt;
}

bool is_host(std::string_view host) {
    return std::ranges::all_of(
        host, [](char c) { return is_unreserved(c) || static_cast<unsigned char>(c) >= 0x80; });
}

/// `[fe80::1%25eth0]` without its zone.
std::optional<std::string> ip_host(std::string_view host) {
    const auto inside = host.substr(1, host.size() - 2);
    const auto address = parse_ip(inside.substr(0, inside.find('%')));
    if (!host.ends_with(']') || !address || address->size != 16) return std::nullopt;
    return "[" + ip_text(*address) + "]";
}

bool read_authority(std::string_view text, Uri& out) {
    if (const std::size_t at = text.rfind('@'); at != std::string_view::npos) {
        out.user = text.substr(0, at + 1);
        text.remove_prefix(at + 1);
    }
    const std::size_t colon = text.rfind(':');
    if (colon != std::string_view::npos && text.find(']', colon) == std::string_view::npos) {
        const auto digits = text.substr(colon + 1);
        std::uint16_t port = 0;
        const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), port);
        if (!digits.empty() && (read.ec != std::errc{} || read.ptr != digits.data() + digits.size()))
            return false;
        if (!digits.empty() && port != default_port(out.scheme)) out.port = port;
        text = text.substr(0, colon);
    }
    if (text.starts_with('[')) {
        const auto host = ip_host(text);
        if (host) out.host = *host;
        return host.has_value();
    }
    out.host = lower_text(text);
    return is_host(text);
}

/// Cuts fragment and query off the end of `rest`.
void take_tail(std::string_view& rest, Uri& out, bool has_query) {
    const std::size_t hash = std::min(rest.find('#'), rest.size());
    out.fragment = escaped(rest.substr(hash));
    rest = rest.substr(0, hash);
    if (!has_query) return;
    const std::size_t question = std::min(rest.find('?'), rest.size());
    out.query = escaped(rest.substr(question));
    rest = rest.substr(0, question);
}

std::optional<Uri> parse_hierarchical(Uri uri, std::string_view rest, const Scheme* scheme) {
    take_tail(rest, uri, scheme == nullptr || scheme->has_query);
    uri.has_authority = true;
    rest.remove_prefix(2);
    const std::size_t slash = std::min(rest.find('/'), rest.size());
    if (!read_authority(rest.substr(0, slash), uri)) return std::nullopt;
    if (uri.host.empty() && uri.scheme != "file") return std::nullopt;
    if (uri.scheme == "file") {
        Uri file = file_of(is_drive(rest.substr(std::min(slash + 1, rest.size()))) ? rest.substr(slash + 1)
                                                                                   : rest.substr(slash));
        file.host = uri.host;
        file.fragment = uri.fragment;
        return file;
    }
    const std::string path = with_slashes(rest.substr(slash));
    uri.path = escaped(without_dots(path), scheme != nullptr && !scheme->has_query ? "?" : "");
    return uri;
}

std::string head_of(const Uri& uri) {
    const std::string port = uri.port < 0 ? "" : fmt::format(":{}", uri.port);
    if (uri.scheme == "file")
        return fmt::format("file://{}{}", uri.host, is_drive(uri.path + "/") ? "/" : "");
    if (!uri.has_authority) return fmt::format("{}:{}{}{}", uri.scheme, uri.user, uri.host, port);
    return fmt::format("{}://{}{}{}", uri.scheme, uri.user, uri.host, port);
}

std::string unescaped(std::string_view text) {
    constexpr std::string_view kept = "%#?/\\@:;&=+$,!*'()[]";
    std::string result, run; // of escapes that are undone together: one character may take several
    const auto flush = [&] {
        if (!run.empty()) result += valid_utf8(std::exchange(run, {}));
    };
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto code = hex_at(text, i);
        const bool is_undone = code && *code >= 0x20 && *code != 0x7F &&
                               kept.find(static_cast<char>(*code)) == std::string_view::npos;
        if (is_undone) {
            run += static_cast<char>(*code);
            i += 2;
        } else {
            flush();
            result += text[i];
        }
    }
    flush();
    return result;
}

/// What a reference that is relative makes of the path of `base`.
Uri resolve_path(const Uri& base, std::string_view relative) {
    Uri result = base;
    if (relative.empty()) return result;
    result.fragment.clear();
    std::string_view rest = relative;
    const Scheme* scheme = known_scheme(base.scheme);
    Uri tail;
    take_tail(rest, tail, scheme == nullptr || scheme->has_query);
    result.fragment = tail.fragment;
    if (rest.empty()) {
        if (!tail.query.empty()) result.query = tail.query;
        return result;
    }
    result.query = tail.query;
    const std::string path = base.has_authority ? with_slashes(rest) : std::string{rest};
    const std::string_view extra = scheme != nullptr && !scheme->has_query ? "?" : "";
    if (!base.has_authority) { // nothing to climb in
        const std::size_t up = path.find("../");
        const bool is_climbing = base.scheme == "mailto" && up != std::string::npos && up > 0;
        result.path = escaped(is_climbing ? path.substr(0, up) + path.substr(up + 3) : path);
        return result;
    }
    const std::string drive = is_drive(base.path) ? base.path.substr(0, 2) : "";
    const std::string above = base.path.substr(drive.size(), base.path.rfind('/') + 1 - drive.size());
    result.path = drive + escaped(without_dots(path.starts_with('/') ? path : above + path), extra);
    return result;
}

} // namespace

std::int64_t default_port(std::string_view scheme) {
    const Scheme* known = known_scheme(scheme);
    return known == nullptr ? -1 : known->port;
}

std::string Uri::absolute() const {
    return head_of(*this) + path + query + fragment;
}

std::string Uri::shown() const {
    return head_of(*this) + unescaped(path) + unescaped(query) + unescaped(fragment);
}

std::optional<Uri> parse_uri(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\n";
    const std::size_t first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos) return std::nullopt;
    text = text.substr(first, text.find_last_not_of(blanks) - first + 1);
    if (text.starts_with('/') && !text.starts_with("//")) return file_of(text);
    if (is_drive(text)) return file_of(text);
    const auto scheme = scheme_of(text);
    if (!scheme) return std::nullopt;
    Uri uri{.scheme = *scheme};
    std::string_view rest = text.substr(scheme->size() + 1);
    const Scheme* known = known_scheme(*scheme);
    if (rest.starts_with("//")) return parse_hierarchical(std::move(uri), rest, known);
    if (known != nullptr) return std::nullopt;
    if (*scheme == "file") return file_of(rest);
    take_tail(rest, uri, true);
    if (*scheme == "mailto") {
        const std::size_t slash = std::min(rest.find('/'), rest.size());
        if (!read_authority(rest.substr(0, slash), uri)) return std::nullopt;
        rest = rest.substr(slash);
    }
    uri.path = escaped(rest);
    return uri;
}

bool is_well_formed_uri(std::string_view text) {
    const auto uri = parse_uri(text);
    constexpr std::string_view bad = " <>\"{}|\\^`";
    return uri && scheme_of(text) && text.find_first_of(bad) == std::string_view::npos;
}

std::optional<Uri> resolve_uri(const Uri& base, std::string_view relative) {
    const std::size_t colon = relative.find(':');
    const bool is_absolute =
        colon != std::string_view::npos && colon < relative.find_first_of("/?#\\") && is_letter(relative[0]);
    if (is_absolute || is_drive(relative)) return parse_uri(relative);
    if (relative.starts_with("//")) return parse_uri(base.scheme + ":" + std::string{relative});
    if (base.scheme == "mailto" && relative.find_first_of("[]") != std::string_view::npos)
        return std::nullopt;
    return resolve_path(base, relative);
}

} // namespace iotsec::azure
