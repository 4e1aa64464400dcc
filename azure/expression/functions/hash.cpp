#include "azure/expression/hash.hpp"

#include "azure/expression/function.hpp"

#include <array>

namespace iotsec::azure {

namespace {

std::string joined_by_dashes(const Call& call) {
    std::string result;
    for (std::size_t i = 0; i < call.size(); ++i)
        result += (i == 0 ? "" : "-") + call.text(i);
    return result;
}

Value guid(Call& call) {
    return Value{template_guid(joined_by_dashes(call))};
}

Value unique_string_(Call& call) {
    return Value{unique_string(joined_by_dashes(call))};
}

constexpr std::array<Function, 2> hash_table{{
    {"guid", 1, any_number, "s", guid},
    {"uniquestring", 1, any_number, "s", unique_string_},
}};

} // namespace

std::span<const Function> hash_functions() {
    return hash_table;
}

} // namespace iotsec::azure
