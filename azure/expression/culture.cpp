#include "azure/expression/culture.hpp"

#include "azure/expression/icu.hpp"
#include "azure/expression/utf16.hpp"
#include "base/text.hpp"

#include <algorithm>

namespace iotsec::azure {

namespace {

/// Texts of these alone compare letter by letter: no character of them is ignored or combines.
bool is_printable_ascii(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return c >= ' ' && c <= '~'; });
}

} // namespace

std::weak_ordering collate(std::string_view a, std::string_view b) {
    return a == b ? std::weak_ordering::equivalent : icu::collate(a, b);
}

bool begins_with(std::string_view text, std::string_view part) {
    if (is_printable_ascii(text) && is_printable_ascii(part)) return starts_with_ignoring_case(text, part);
    return icu::has_affix(to_utf16(text), to_utf16(part), false);
}

bool finishes_with(std::string_view text, std::string_view part) {
    if (is_printable_ascii(text) && is_printable_ascii(part)) return ends_with_ignoring_case(text, part);
    return icu::has_affix(to_utf16(text), to_utf16(part), true);
}

std::optional<std::size_t> place_of(std::string_view text, std::string_view part, bool last) {
    if (!is_printable_ascii(text) || !is_printable_ascii(part)) {
        return icu::find(to_utf16(text), to_utf16(part), last);
    }
    if (part.empty()) return last && !text.empty() ? text.size() - 1 : 0;
    const std::string whole = to_lower(text);
    const std::size_t found = last ? whole.rfind(to_lower(part)) : whole.find(to_lower(part));
    return found == std::string::npos ? std::nullopt : std::optional{found};
}

bool equal_ordinal_ignoring_case(std::string_view a, std::string_view b) {
    if (equal_ignoring_case(a, b)) return true;
    if (is_ascii(a) || is_ascii(b)) return false;
    return case_folded(a) == case_folded(b);
}

} // namespace iotsec::azure
