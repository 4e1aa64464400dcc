#include "verifier/evaluate/evidence.hpp"

#include "base/text.hpp"

#include <algorithm>

namespace iotsec::verifier {

namespace {

bool names_type(const std::vector<std::string>& types, std::string_view type) {
    return std::ranges::any_of(types, [&](const std::string& t) { return equal_ignoring_case(t, type); });
}

} // namespace

bool is_declared_complete(const Evidence& evidence, std::string_view type) {
    if (names_type(evidence.incomplete_types, type)) return false;
    return evidence.closed || names_type(evidence.complete_types, type);
}

bool is_complete(const Evidence& evidence, std::string_view type) {
    return evidence.is_whole && is_declared_complete(evidence, type);
}

} // namespace iotsec::verifier
