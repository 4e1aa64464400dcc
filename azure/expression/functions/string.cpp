#include "azure/expression/culture.hpp"
#include "azure/expression/format.hpp"
#include "azure/expression/function.hpp"
#include "azure/expression/json_writer.hpp"
#include "azure/expression/unknown.hpp"
#include "azure/expression/utf16.hpp"
#include "base/text.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>

namespace iotsec::azure {

namespace {

Value starts_with(Call& call) {
    return Value{begins_with(call.text(0), call.text(1))};
}

Value ends_with(Call& call) {
    return Value{finishes_with(call.text(0), call.text(1))};
}

/// `*` stands for any characters.
Value like(Call& call) {
    const auto parts = split(call.text(1), '*');
    std::string_view rest = call.text(0);
    if (parts.size() == 1) return Value{rest == parts[0]};
    if (!rest.starts_with(parts.front())) return Value{false};
    rest.remove_prefix(parts.front().size());
    for (std::size_t i = 1; i + 1 < parts.size(); ++i) {
        const std::size_t found = rest.find(parts[i]);
        if (found == std::string_view::npos) return Value{false};
        rest.remove_prefix(found + parts[i].size());
    }
    return Value{rest.ends_with(parts.back())};
}

Value format(Call& call) {
    const std::string* pattern = call.args[0].as_string();
    if (pattern == nullptr)
        return open_unknown(call.args[0]) ? follow("format", call) : call.fail("no pattern");
    auto formatted = format_text(*pattern, call.args.subspan(1));
    if (!formatted) return call.fail(formatted.error);
    Value result = joined_text(formatted.parts);
    if (result.as_unknown() != nullptr) return narrowed(std::move(result), "format", call);
    return call.text_result(*result.as_string());
}

Value join(Call& call) {
    std::vector<Value> parts;
    for (const Value& item : call.list(0)) {
        if (&item != &call.list(0).front()) parts.push_back(call.args[1]);
        const auto part = scalar_text(item);
        if (!part) return call.fail(fmt::format("{} cannot be joined", type_name(item)));
        parts.push_back(*part);
    }
    const Value result = joined_text(parts);
    return result.as_string() == nullptr ? result : call.text_result(*result.as_string());
}

Value pad_left(Call& call) {
    const auto text = scalar_text(call.args[0]);
    constexpr std::int64_t widest = 16;
    if (!text || call.args[0].as_bool() != nullptr) return call.fail("a text or a whole number is padded");
    const std::int64_t width = call.integer(1);
    if (width < 1 || width > widest) return call.fail("the width is from 1 to 16");
    const std::string fill = call.size() > 2 ? call.text(2) : " ";
    if (utf16_length(fill) != 1) return call.fail("one character is padded with");
    std::string result;
    for (std::size_t i = utf16_length(*text->as_string()); i < static_cast<std::size_t>(width); ++i)
        result += fill;
    return Value{result + *text->as_string()};
}

Value replace(Call& call) {
    const std::string& text = call.text(0);
    const std::string& old = call.text(1);
    if (old.empty()) return call.fail("an empty text cannot be replaced");
    std::string result;
    std::size_t at = 0;
    for (std::size_t found = text.find(old); found != std::string::npos; found = text.find(old, at)) {
        result.append(text, at, found - at).append(call.text(2));
        at = found + old.size();
        if (result.size() > 4 * max_text) break;
    }
    return call.text_result(result.append(text, at));
}

std::optional<std::vector<std::string>> delimiters(const Value& value) {
    if (const std::string* one = value.as_string()) return std::vector{*one};
    std::vector<std::string> all;
    for (const Value& item : *value.as_list()) {
        if (item.as_string() == nullptr) return std::nullopt;
        all.push_back(*item.as_string());
    }
    return all;
}

Value split_(Call& call) {
    auto found = delimiters(call.args[1]);
    if (!found) return call.fail("delimiters are texts");
    std::erase(*found, "");
    const std::string& text = call.text(0);
    List parts;
    std::size_t begin = 0;
    for (std::size_t at = 0; at < text.size() && !found->empty();) {
        const auto rest = std::string_view{text}.substr(at);
        const auto here = std::ranges::find_if(
            *found, [&](const std::string& delimiter) { return rest.starts_with(delimiter); });
        if (here == found->end()) {
            ++at;
            continue;
        }
        parts.emplace_back(text.substr(begin, at - begin));
        begin = at += here->size();
    }
    parts.emplace_back(text.substr(begin));
    return Value{std::move(parts)};
}

Value string(Call& call) {
    const Value& value = call.args[0];
    if (const auto text = scalar_text(value)) return *text;
    if (value.as_list() == nullptr && value.as_object() == nullptr) {
        return call.fail(fmt::format("{} cannot be made a text", type_name(value)));
    }
    std::string text = json_text_of(value);
    call.evaluator.session().spend(text.size() / 64, call.evaluator.place());
    return Value{std::move(text)};
}

Value substring(Call& call) {
    const std::u16string text = to_utf16(call.text(0));
    const std::int64_t start = call.integer(1);
    const auto size = static_cast<std::int64_t>(text.size());
    if (start < 0 || start > size) return call.fail("the start is outside the text");
    const std::int64_t length = call.size() > 2 ? call.integer(2) : size - start;
    if (length < 0 || length > size - start) return call.fail("the length goes beyond the end of the text");
    return Value{to_utf8(
        std::u16string_view{text}.substr(static_cast<std::size_t>(start), static_cast<std::size_t>(length)))};
}

/// Maps the known text, or the known pieces of an unknown one.
Value mapped(const Call& call, std::string_view function, std::string (*map)(std::string_view)) {
    if (const std::string* text = call.args[0].as_string()) return Value{map(*text)};
    const Unknown* unknown = open_unknown(call.args[0]);
    Value followed = follow(function, call);
    if (followed.as_unknown() == nullptr || unknown == nullptr || unknown->pieces.empty()) return followed;
    Unknown result = *followed.as_unknown();
    result.pieces = unknown->pieces;
    for (auto& piece : result.pieces) {
        if (piece) piece = map(*piece);
    }
    for (const std::uint64_t gap : unknown->gaps)
        result.gaps.push_back(gap == 0 ? 0 : Identity{function}.add(gap).value());
    return make_unknown(std::move(result));
}

Value to_lower_(Call& call) {
    return mapped(call, "tolower", lower_text);
}

Value to_upper_(Call& call) {
    return mapped(call, "toupper", upper_text);
}

Value trim(Call& call) {
    constexpr std::u16string_view blanks = u" \t\n\v\f\r\x85\xA0\u1680\u2000\u2001\u2002\u2003\u2004\u2005"
                                           u"\u2006\u2007\u2008\u2009\u200A\u2028\u2029\u202F\u205F\u3000";
    const std::u16string text = to_utf16(call.text(0));
    const std::size_t first = text.find_first_not_of(blanks);
    if (first == std::u16string::npos) return Value{std::string{}};
    return Value{to_utf8(std::u16string_view{text}.substr(first, text.find_last_not_of(blanks) - first + 1))};
}

constexpr std::array<Function, 13> string_table{{
    {"endswith", 2, 2, "s", ends_with, OnUnknown::Follow, false, true},
    {"format", 1, any_number, "sx", format, OnUnknown::LookInside},
    {"join", 2, 2, "as", join, OnUnknown::Top},
    {"like", 2, 2, "s", like, OnUnknown::Follow, false, true},
    {"padleft", 2, 3, "xis", pad_left},
    {"replace", 3, 3, "s", replace},
    {"split", 2, 2, "st", split_},
    {"startswith", 2, 2, "s", starts_with, OnUnknown::Follow, false, true},
    {"string", 1, 1, "x", string},
    {"substring", 2, 3, "sii", substring},
    {"tolower", 1, 1, "s", to_lower_, OnUnknown::LookInside},
    {"toupper", 1, 1, "s", to_upper_, OnUnknown::LookInside},
    {"trim", 1, 1, "s", trim},
}};

} // namespace

std::span<const Function> string_functions() {
    return string_table;
}

} // namespace iotsec::azure
