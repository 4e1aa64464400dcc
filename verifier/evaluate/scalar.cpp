#include "verifier/evaluate/scalar.hpp"

#include "base/overloaded.hpp"
#include "base/text.hpp"
#include "verifier/evaluate/case_folding.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>

namespace iotsec::verifier {

std::optional<std::string_view> text_of(const Value& value, std::string& buffer) {
    using Text = std::optional<std::string_view>;
    return std::visit(overloaded{
                          [](std::monostate) { return Text{}; },
                          [](bool b) { return Text{b ? "true" : "false"}; },
                          [&](std::int64_t n) { return Text{buffer = fmt::format("{}", n)}; },
                          [&](double n) { return Text{buffer = fmt::format("{}", n)}; },
                          [](const std::string& text) { return Text{text}; },
                          [](const List&) { return Text{}; },
                          [](const Object&) { return Text{}; },
                          [](const UnknownRef&) { return Text{}; },
                      },
                      value.data);
}

std::optional<std::string> text_of(const Value& value) {
    std::string buffer;
    const auto text = text_of(value, buffer);
    return text ? std::optional<std::string>{*text} : std::nullopt;
}

Casing casing(ir::CompareBy by) {
    switch (by) {
    case ir::CompareBy::Exact:
        return Casing::Exact;
    case ir::CompareBy::Location:
        return Casing::Location;
    case ir::CompareBy::Text:
    case ir::CompareBy::Int:
    case ir::CompareBy::Instant:
    case ir::CompareBy::Version:
    case ir::CompareBy::ApiVersion:
    case ir::CompareBy::Rank:
        return Casing::Ignore;
    }
    std::abort();
}

std::string folded(std::string_view text, Casing casing) {
    if (casing == Casing::Exact) return std::string{text};
    std::string result = fold_case(text);
    if (casing == Casing::Location) std::erase(result, ' ');
    return result;
}

bool same_text(std::string_view a, std::string_view b, Casing casing) {
    if (casing == Casing::Exact) return a == b;
    if (casing == Casing::Ignore && equal_ignoring_case(a, b)) return true;
    if (casing == Casing::Ignore && is_ascii(a) && is_ascii(b)) return false;
    return folded(a, casing) == folded(b, casing);
}

std::optional<std::int64_t> whole_number(const Value& value) {
    if (const std::int64_t* number = value.as_int()) return *number;
    const std::string* text = value.as_string();
    if (text == nullptr) return std::nullopt;
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), number);
    const bool is_whole = error == std::errc{} && end == text->data() + text->size();
    return is_whole ? std::optional{number} : std::nullopt;
}

std::optional<std::size_t> rank(std::string_view text, const std::vector<std::string>& order) {
    const auto found = std::ranges::find_if(
        order, [&](const std::string& value) { return same_text(value, text, Casing::Ignore); });
    if (found == order.end()) return std::nullopt;
    return static_cast<std::size_t>(found - order.begin());
}

} // namespace iotsec::verifier
