#include "verifier/evaluate/version.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace iotsec::verifier;

namespace {

std::string order(std::string_view a, std::string_view b) {
    const auto result = compare_versions(a, b);
    if (!result) return "none";
    return *result < 0 ? "<" : *result > 0 ? ">" : "=";
}

} // namespace

TEST_CASE("versions compare by their numbers, a suffix before the release") {
    struct Row {
        const char* a;
        const char* b;
        const char* expected;
    };
    for (const Row& row : {
             Row{"1.9", "1.10", "<"},
             Row{"1.2", "1.2.0", "="},
             Row{"01.2", "1.02", "="},
             Row{"2", "1.99.99", ">"},
             Row{"1.2-beta", "1.2", "<"},
             Row{"1.2-beta.2", "1.2-beta.10", "<"},
             Row{"1.2-beta", "1.2-alpha", ">"},
             Row{"1.2-1", "1.2-a", "<"},
             Row{"1.2-a", "1.2-a.1", "<"},
             Row{"1.2+build", "1.2", "="},
             Row{"99999999999999999999999", "100000000000000000000000", "<"},
             Row{"1.x", "1.2", "none"},
             Row{"", "1", "none"},
             Row{"1.", "1", "none"},
             Row{"1-", "1", "none"},
             Row{"v1", "1", "none"},
         }) {
        CAPTURE(row.a);
        CAPTURE(row.b);
        CHECK(order(row.a, row.b) == row.expected);
    }
}
