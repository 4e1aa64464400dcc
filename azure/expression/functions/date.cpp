#include "azure/expression/function.hpp"
#include "azure/expression/instant.hpp"

#include <fmt/core.h>

#include <array>
#include <charconv>

namespace iotsec::azure {

namespace {

constexpr std::string_view plain_format = "yyyy-MM-ddTHH:mm:ssZ";

Value no_date(const Call& call, std::string_view text) {
    return call.fail(fmt::format("`{}` is no date as ISO 8601 writes it", text.substr(0, 40)));
}

Value date_time_add(Call& call) {
    const auto base = parse_time(call.text(0));
    if (!base) return no_date(call, call.text(0));
    const auto duration = parse_duration(call.text(1));
    if (!duration) return call.fail("the duration is no duration as ISO 8601 writes it");
    const auto sum = moved(*base, *duration);
    if (!sum) return call.fail("the date leaves the years 1 to 9999");
    const auto text = format_time(*sum, call.size() > 2 ? std::string_view{call.text(2)} : plain_format);
    return text ? Value{*text} : call.fail("the format is none of .NET's");
}

Value date_time_from_epoch(Call& call) {
    constexpr std::int64_t first = -62'135'596'800, last = 253'402'300'799;
    std::int64_t seconds = 0;
    if (const std::string* text = call.args[0].as_string()) {
        const char* const end = text->data() + text->size();
        const auto [stop, error] = std::from_chars(text->data(), end, seconds);
        if (error != std::errc{} || stop != end) return call.fail("the text is no whole number");
    } else if (const std::int64_t* number = call.args[0].as_int()) {
        seconds = *number;
    } else {
        return call.fail("seconds are a whole number");
    }
    if (seconds < first || seconds > last) return call.fail("the date leaves the years 1 to 9999");
    return Value{*format_time({.seconds = seconds}, plain_format)};
}

Value date_time_to_epoch(Call& call) {
    const auto time = parse_time(call.text(0));
    return time ? Value{time->seconds - time->offset} : no_date(call, call.text(0));
}

constexpr std::array<Function, 3> date_table{{
    {"datetimeadd", 2, 3, "s", date_time_add},
    {"datetimefromepoch", 1, 1, "x", date_time_from_epoch},
    {"datetimetoepoch", 1, 1, "s", date_time_to_epoch},
}};

} // namespace

std::span<const Function> date_functions() {
    return date_table;
}

} // namespace iotsec::azure
