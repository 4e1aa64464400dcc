#include "verifier/evidence.hpp"

#include "base/text.hpp"

#include <algorithm>

namespace iotsec::verifier {

namespace {

bool names_type(const std::vector<std::string>& types, std::string_view type) {
    return std::ranges::any_of(types, [&](const std::string& t) { return equal_ignoring_case(t, type); });
}

} // namespace

bool is_complete(const Evidence& evidence, std::string_view type, RelationKind relation,
                 const Resource& subject) {
    if (names_type(evidence.incomplete_types, type)) return false;
    if (evidence.closed || names_type(evidence.complete_types, type)) return true;
    // A template creates the resource, and with it everything that hangs on it; of the rest of the scope it
    // knows nothing.
    return relation == RelationKind::Of && subject.view == View::Request && !subject.existing;
}

} // namespace iotsec::verifier
