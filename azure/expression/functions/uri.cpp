#include "azure/expression/uri.hpp"

#include "azure/expression/base64.hpp"
#include "azure/expression/function.hpp"
#include "azure/expression/json_writer.hpp"
#include "azure/expression/member.hpp"
#include "azure/expression/unknown.hpp"
#include "base/text.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>

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
    const Value& value = call.args[0];
    if (const std::string* text = value.as_string()) {
        return Value{"data:text/plain;charset=utf-8;base64," + base64(*text)};
    }
    if (value.is_null()) return call.fail("null has no text");
    const auto scalar = scalar_text(value);
    const std::string text = scalar ? *scalar->as_string() : json_text_of(value);
    return Value{"data:application/json;charset=utf-8;base64," + base64(text)};
}

/// Why a parameter of a data URI (`charset=…`) cannot be followed; empty if it can.
bool is_known_charset(std::string_view head) {
    for (const std::string_view part : split(head, ';')) {
        if (!starts_with_ignoring_case(part, "charset=")) continue;
        const auto name = part.substr(part.find('=') + 1);
        return equal_ignoring_case(name, "utf-8") || equal_ignoring_case(name, "utf8");
    }
    return true;
}

Value data_uri_to_string(Call& call) {
    const std::string& uri = call.text(0);
    const std::size_t comma = uri.find(',');
    if (!starts_with_ignoring_case(uri, "data:") || comma == std::string::npos) {
        return call.fail("the text is no data URI");
    }
    const auto head = std::string_view{uri}.substr(0, comma);
    const auto data = std::string_view{uri}.substr(comma + 1);
    if (!is_known_charset(head)) return call.fail("the charset of a data URI is `utf-8`");
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

Value uri(Call& call) {
    const auto base = is_well_formed_uri(call.text(0)) ? parse_uri(call.text(0)) : std::nullopt;
    if (!base) return call.fail("the first argument is no absolute URI");
    const auto joined = resolve_uri(*base, call.text(1));
    return joined ? Value{joined->absolute()} : call.fail("the second argument is no URI");
}

Value parse_uri_(Call& call) {
    const auto uri = parse_uri(call.text(0));
    if (!uri) return call.fail("the text is no absolute URI");
    Object members{{"scheme", {}, Value{uri->scheme}},
                   {"host", {}, Value{uri->host}},
                   {"port", {}, uri->port < 0 ? Value{} : Value{uri->port}}};
    const bool is_root = uri->has_authority && (uri->path == "/" || uri->path.empty());
    if (!is_root) members.push_back({"path", {}, Value{uri->path}});
    if (!uri->query.empty()) members.push_back({"query", {}, Value{uri->query}});
    return Value{std::move(members)};
}

/// The parts of a URI that `buildUri` is given; `problem` says what is wrong with them.
struct UriParts {
    std::string scheme, host, path, query;
    std::int64_t port = -1;
    std::string_view problem;
};

UriParts parts_of(const Object& given) {
    UriParts parts;
    const auto text = [&](std::string_view name, std::string& out) {
        const Value* value = member(given, name);
        if (value == nullptr) return;
        if (value->as_string() == nullptr) parts.problem = "every part but the port is a text";
        if (value->as_string() != nullptr) out = *value->as_string();
    };
    text("scheme", parts.scheme);
    text("host", parts.host);
    text("path", parts.path);
    text("query", parts.query);
    const Value* port = member(given, "port");
    constexpr std::int64_t largest = 65'535;
    if (port != nullptr && !port->is_null()) {
        if (port->as_int() == nullptr || *port->as_int() < -1 || *port->as_int() > largest) {
            parts.problem = "a port is a whole number up to 65535";
        } else {
            parts.port = *port->as_int();
        }
    }
    if (parts.scheme.empty() || parts.host.empty()) parts.problem = "a scheme and a host are given";
    return parts;
}

Value build_uri(Call& call) {
    UriParts parts = parts_of(call.object(0));
    if (!parts.problem.empty()) return call.fail(parts.problem);
    const bool is_bracketed = parts.host.find(':') != std::string::npos && !parts.host.starts_with('[');
    std::string text = parts.scheme + (equal_ignoring_case(parts.scheme, "mailto") ? ":" : "://") +
                       (is_bracketed ? "[" + parts.host + "]" : parts.host);
    if (parts.port >= 0) text += fmt::format(":{}", parts.port);
    if (!parts.path.starts_with('/')) text += '/';
    for (const char c : parts.path)
        text += c == '?' ? "%3F" : c == '#' ? "%23" : std::string{c};
    if (!parts.query.empty()) text += (parts.query.starts_with('?') ? "" : "?") + parts.query;
    const auto uri = parse_uri(text);
    return uri ? Value{uri->shown()} : call.fail("the parts make no URI");
}

constexpr std::array<Function, 9> uri_table{{
    {"base64", 1, 1, "s", base64_},
    {"base64tostring", 1, 1, "s", base64_to_string},
    {"builduri", 1, 1, "o", build_uri},
    {"datauri", 1, 1, "x", data_uri},
    {"datauritostring", 1, 1, "s", data_uri_to_string},
    {"parseuri", 1, 1, "s", parse_uri_},
    {"uri", 2, 2, "s", uri},
    {"uricomponent", 1, 1, "s", uri_component},
    {"uricomponenttostring", 1, 1, "s", uri_component_to_string},
}};

} // namespace

std::span<const Function> uri_functions() {
    return uri_table;
}

} // namespace iotsec::azure
