#include "verifier/report/sarif_parts.hpp"

#include <fmt/core.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdint>

namespace iotsec::verifier::report {

using Json = nlohmann::ordered_json;

namespace {

/// A path as a relative reference of RFC 3986.
std::string uri(std::string_view path) {
    constexpr std::string_view safe = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";
    std::string text;
    for (const char c : path) {
        text += safe.find(c) != std::string_view::npos
                    ? std::string{c}
                    : fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
    return text;
}

} // namespace

Json physical_location(const Place& place) {
    Json json{{"artifactLocation", {{"uri", uri(place.path)}}}};
    if (!place.path.starts_with('/')) json["artifactLocation"]["uriBaseId"] = "%SRCROOT%";
    json["region"] = {{"startLine", std::max<std::size_t>(place.begin.line, 1)}};
    if (place.is_known()) {
        json["region"]["startColumn"] = place.begin.column;
        json["region"]["endLine"] = place.end.line;
        json["region"]["endColumn"] = std::max(place.end.column, std::size_t{1});
    }
    return json;
}

std::string sentence(std::string text) {
    if (!text.empty() && text.front() >= 'a' && text.front() <= 'z') {
        text.front() = static_cast<char>(text.front() - 'a' + 'A');
    }
    return text.ends_with('.') ? text : text + ".";
}

std::string plain_text(std::string_view text) {
    std::string escaped;
    for (const char c : text) {
        if (c == '[' || c == ']' || c == '\\') escaped += '\\';
        escaped += c;
    }
    return escaped;
}

Json notification(const Remark& remark) {
    Json json{{"descriptor", {{"id", remark.diagnostic.code}}},
              {"level", name(remark.diagnostic.severity)},
              {"message", {{"text", remark.diagnostic.message}}}};
    if (!remark.place.path.empty()) {
        json["locations"] = Json::array({{{"physicalLocation", physical_location(remark.place)}}});
    }
    return json;
}

std::string_view exit_description(int code) {
    return code == 0   ? "clean"
           : code == 1 ? "findings"
           : code == 4 ? "undecided"
           : code == 6 ? "limit"
                       : "bad input";
}

std::string sarif_log(const Json& run) {
    const Json json{
        {"$schema",
         "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"},
        {"version", "2.1.0"},
        {"runs", Json::array({run})}};
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

} // namespace iotsec::verifier::report
