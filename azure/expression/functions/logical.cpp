#include "azure/expression/function.hpp"
#include "azure/expression/unknown.hpp"
#include "base/text.hpp"

#include <array>

namespace iotsec::azure {

namespace {

Value bool_(Call& call) {
    const Value& value = call.args[0];
    if (value.as_bool() != nullptr) return value;
    if (const std::int64_t* number = value.as_int()) return Value{*number != 0};
    if (const double* number = value.as_double()) return Value{*number != 0};
    if (wide_integer(value) != nullptr) return Value{true};
    const std::string* text = value.as_string();
    if (text == nullptr) return call.fail("only a bool, a number or a text is made a bool");
    constexpr std::string_view blanks{" \t\r\n\v\f\0", 7};
    const std::size_t first = text->find_first_not_of(blanks);
    if (first != std::string::npos) {
        const auto word = std::string_view{*text}.substr(first, text->find_last_not_of(blanks) - first + 1);
        if (equal_ignoring_case(word, "true")) return Value{true};
        if (equal_ignoring_case(word, "false")) return Value{false};
    }
    return call.fail("only the texts `true` and `false` are made a bool");
}

Value false_(Call& /*call*/) {
    return Value{false};
}

Value not_(Call& call) {
    return Value{!*call.args[0].as_bool()};
}

Value null(Call& /*call*/) {
    return Value{};
}

Value true_(Call& /*call*/) {
    return Value{true};
}

constexpr std::array<Function, 5> logical_table{{
    {"bool", 1, 1, "x", bool_, OnUnknown::Follow, false, true},
    {"false", 0, 0, "x", false_},
    {"not", 1, 1, "b", not_, OnUnknown::Follow, false, true},
    {"null", 0, 0, "x", null},
    {"true", 0, 0, "x", true_},
}};

} // namespace

std::span<const Function> logical_functions() {
    return logical_table;
}

} // namespace iotsec::azure
