#include "azure/expression/json_writer.hpp"

#include "azure/expression/unknown.hpp"
#include "base/overloaded.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <cstdlib>
#include <utility>

namespace iotsec::azure {

namespace {

void write_text(std::string& out, std::string_view text) {
    constexpr std::string_view named = "\"\\\b\t\n\f\r";
    constexpr std::string_view letters = "\"\\btnfr";
    out += '"';
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        const std::size_t name = named.find(c);
        if (name != std::string_view::npos) {
            out += '\\';
            out += letters[name];
        } else if (static_cast<unsigned char>(c) < 0x20) {
            out += fmt::format("\\u{:04x}", static_cast<unsigned char>(c));
        } else if (text.substr(i).starts_with("\xC2\x85")) {
            out += "\\u0085";
            ++i;
        } else if (text.substr(i).starts_with("\xE2\x80\xA8") || text.substr(i).starts_with("\xE2\x80\xA9")) {
            out += text[i + 2] == '\xA8' ? "\\u2028" : "\\u2029";
            i += 2;
        } else {
            out += c;
        }
    }
    out += '"';
}

void write(std::string& out, const Value& value) {
    std::visit(overloaded{
                   [&](std::monostate) { out += "null"; },
                   [&](bool flag) { out += flag ? "true" : "false"; },
                   [&](std::int64_t number) { out += std::to_string(number); },
                   [&](double number) {
                       const bool is_text = !std::isfinite(number);
                       out += is_text ? fmt::format("\"{}\"", double_text(number)) : double_text(number);
                   },
                   [&](const std::string& text) { write_text(out, text); },
                   [&](const List& items) {
                       out += '[';
                       for (const Value& item : items) {
                           if (&item != &items.front()) out += ',';
                           write(out, item);
                       }
                       out += ']';
                   },
                   [&](const Object& members) {
                       out += '{';
                       for (const Member& member : members) {
                           if (&member != &members.front()) out += ',';
                           write_text(out, member.name);
                           out += ':';
                           write(out, member.value);
                       }
                       out += '}';
                   },
                   [&](const UnknownRef&) {
                       const std::string* wide = wide_integer(value);
                       out += wide == nullptr ? "null" : *wide;
                   },
               },
               value.data);
}

void write_indented(std::string& out, const Value& value, std::size_t depth) {
    const auto line = [&](std::size_t at) { out.append("\n").append(2 * at, ' '); };
    const List* items = value.as_list();
    const Object* members = value.as_object();
    if (items != nullptr && !items->empty()) {
        out += '[';
        for (const Value& item : *items) {
            if (&item != &items->front()) out += ',';
            line(depth + 1);
            write_indented(out, item, depth + 1);
        }
        line(depth);
        out += ']';
    } else if (members != nullptr && !members->empty()) {
        out += '{';
        for (const Member& member : *members) {
            if (&member != &members->front()) out += ',';
            line(depth + 1);
            write_text(out, member.name);
            out += ": ";
            write_indented(out, member.value, depth + 1);
        }
        line(depth);
        out += '}';
    } else {
        write(out, value);
    }
}

} // namespace

std::string double_text(double number) {
    if (std::isnan(number)) return "NaN";
    if (std::isinf(number)) return number > 0 ? "Infinity" : "-Infinity";
    char digits[64];
    const auto* const end =
        std::to_chars(digits, digits + sizeof digits, number, std::chars_format::scientific).ptr;
    const std::string_view scientific{digits, static_cast<std::size_t>(end - digits)};
    const std::size_t e = scientific.find('e');
    const int exponent = std::stoi(std::string{scientific.substr(e + 1)});
    constexpr int smallest = -5, largest = 17;
    if (exponent <= smallest || exponent >= largest) {
        return fmt::format("{}E{}{:02}", scientific.substr(0, e), exponent < 0 ? '-' : '+',
                           std::abs(exponent));
    }
    char fixed[64];
    const auto* const stop = std::to_chars(fixed, fixed + sizeof fixed, number, std::chars_format::fixed).ptr;
    std::string result{static_cast<const char*>(fixed), stop};
    if (result.find('.') == std::string::npos) result += ".0";
    return result;
}

std::string indented_json_of(const Value& value) {
    std::string out;
    write_indented(out, value, 0);
    return out;
}

std::string json_text_of(const Value& value) {
    std::string out;
    write(out, value);
    return out;
}

} // namespace iotsec::azure
