#include "azure/expression/base64.hpp"
#include "azure/expression/function.hpp"
#include "azure/expression/member.hpp"
#include "base/text.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace iotsec::azure {

namespace {

Value base64_(Call& call) {
    return Value{base64(call.text(0))};
}

Value base64_to_string(Call& call) {
    const auto bytes = from_base64(call.text(0));
    return bytes ? Value{valid_utf8(*bytes)} : call.fail("the text is no base64");
}

Value data_uri(Call& call) {
    return Value{"data:text/plain;charset=utf-8;base64," + base64(call.text(0))};
}

Value data_uri_to_string(Call& call) {
    const std::string& uri = call.text(0);
    const std::size_t comma = uri.find(',');
    if (!starts_with_ignoring_case(uri, "data:") || comma == std::string::npos) {
        return call.fail("the text is no data URI");
    }
    const auto head = std::string_view{uri}.substr(0, comma);
    const auto data = std::string_view{uri}.substr(comma + 1);
    if (!ends_with_ignoring_case(head, ";base64")) return Value{percent_decoded(data)};
    const auto bytes = from_base64(data);
    return bytes ? Value{valid_utf8(*bytes)} : call.fail("the data is no base64");
}

Value uri_component(Call& call) {
    return Value{percent_encoded(call.text(0))};
}

Value uri_component_to_string(Call& call) {
    return Value{percent_decoded(call.text(0))};
}

/// The parts of `scheme://authority/path?query#rest`.
struct UriParts {
    std::string_view scheme, authority, path, query;
};

std::optional<UriParts> parts_of(std::string_view uri) {
    const std::size_t colon = uri.find("://");
    if (colon == std::string_view::npos || colon == 0) return std::nullopt;
    UriParts parts;
    parts.scheme = uri.substr(0, colon);
    uri.remove_prefix(colon + 3);
    uri = uri.substr(0, uri.find('#'));
    const std::size_t slash = std::min(uri.find_first_of("/?"), uri.size());
    parts.authority = uri.substr(0, slash);
    const auto rest = uri.substr(slash);
    const std::size_t question = std::min(rest.find('?'), rest.size());
    parts.path = rest.substr(0, question);
    parts.query = rest.substr(question);
    const auto is_letter = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '+' ||
               c == '-' || c == '.';
    };
    const bool is_plain = std::ranges::all_of(parts.scheme, is_letter) && !parts.authority.empty() &&
                          uri.find(' ') == std::string_view::npos;
    return is_plain ? std::optional{parts} : std::nullopt;
}

std::string_view default_port(std::string_view scheme) {
    return scheme == "https" ? ":443" : scheme == "http" ? ":80" : scheme == "ftp" ? ":21" : "";
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

/// `uri(base, relative)`, as browsers join them.
Value uri(Call& call) {
    const auto base = parts_of(call.text(0));
    if (!base) return call.fail("the first argument is no absolute URI");
    const std::string& relative = call.text(1);
    if (const auto absolute = parts_of(relative)) return Value{relative};
    std::string scheme = to_lower(base->scheme);
    std::string authority = to_lower(base->authority);
    const auto port = default_port(scheme);
    if (!port.empty() && authority.ends_with(port)) authority.resize(authority.size() - port.size());
    const std::string_view rest = relative;
    if (rest.starts_with("//")) return Value{fmt::format("{}:{}", scheme, rest)};
    const std::size_t end = std::min(rest.find_first_of("?#"), rest.size());
    const std::string_view base_path = base->path.empty() ? "/" : base->path;
    std::string path =
        rest.starts_with('/') ? std::string{rest.substr(0, end)}
        : end == 0            ? std::string{base_path}
                   : fmt::format("{}{}", base_path.substr(0, base_path.rfind('/') + 1), rest.substr(0, end));
    std::string tail{rest.empty() ? base->query : rest.substr(end)};
    std::string result = fmt::format("{}://{}{}{}", scheme, authority, without_dots(path), tail);
    for (std::size_t at = result.find(' '); at != std::string::npos; at = result.find(' ', at))
        result.replace(at, 1, "%20");
    return Value{std::move(result)};
}

Value parse_uri(Call& call) {
    const auto parts = parts_of(call.text(0));
    if (!parts) return call.fail("the text is no absolute URI");
    const std::string scheme = to_lower(parts->scheme);
    std::string_view host = parts->authority.substr(parts->authority.rfind('@') + 1);
    const std::size_t colon = host.rfind(':');
    Value port;
    if (colon != std::string_view::npos && host.find(']', colon) == std::string_view::npos) {
        std::int64_t number = 0;
        const auto digits = host.substr(colon + 1);
        const char* const end = digits.data() + digits.size();
        if (std::from_chars(digits.data(), end, number).ptr != end || number > 65535) {
            return call.fail("the port is no number");
        }
        if (!digits.empty() && host.substr(colon) != default_port(scheme)) port = Value{number};
        host = host.substr(0, colon);
    }
    Object members{{"scheme", {}, Value{scheme}}, {"host", {}, Value{to_lower(host)}}, {"port", {}, port}};
    members.push_back({"path", {}, Value{without_dots(parts->path.empty() ? "/" : parts->path)}});
    if (!parts->query.empty()) members.push_back({"query", {}, Value{std::string{parts->query}}});
    return Value{std::move(members)};
}

constexpr std::array<Function, 8> table{{
    {"base64", 1, 1, "s", base64_},
    {"base64tostring", 1, 1, "s", base64_to_string},
    {"datauri", 1, 1, "s", data_uri},
    {"datauritostring", 1, 1, "s", data_uri_to_string},
    {"parseuri", 1, 1, "s", parse_uri},
    {"uri", 2, 2, "s", uri},
    {"uricomponent", 1, 1, "s", uri_component},
    {"uricomponenttostring", 1, 1, "s", uri_component_to_string},
}};

} // namespace

std::span<const Function> uri_functions() {
    return table;
}

} // namespace iotsec::azure
