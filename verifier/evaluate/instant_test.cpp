#include "verifier/evaluate/instant.hpp"

#include <doctest/doctest.h>

using namespace iotsec::verifier;

TEST_CASE("instants are read in the forms that Azure writes, and written in one") {
    struct Row {
        const char* text;
        const char* canonical; ///< empty: not an instant
    };
    for (const Row& row : {
             Row{"2026-01-31", "2026-01-31T00:00:00Z"},
             Row{"2026-01-31T08:05:09Z", "2026-01-31T08:05:09Z"},
             Row{"2026-01-31T08:05:09", "2026-01-31T08:05:09Z"},
             Row{"2026-01-31 08:05:09z", "2026-01-31T08:05:09Z"},
             Row{"2026-01-31T08:05:09.1234567891Z", "2026-01-31T08:05:09.1234567Z"},
             Row{"2026-01-31T08:05:09.50+02:00", "2026-01-31T06:05:09.5Z"},
             Row{"2026-01-01T00:05:00+0100", "2025-12-31T23:05:00Z"},
             Row{"2024-02-29T00:00:00Z", "2024-02-29T00:00:00Z"},
             Row{"0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z"},
             Row{"9999-12-31T23:59:59Z", "9999-12-31T23:59:59Z"},
             Row{"Sat, 31 Dec 2039 23:59:59 GMT", "2039-12-31T23:59:59Z"},
             Row{"2023-02-29", ""},
             Row{"2026-13-01", ""},
             Row{"2026-01-31T24:00:00Z", ""},
             Row{"2026-01-31T08:05Z", ""},
             Row{"2026-01-31T08:05:09.Z", ""},
             Row{"2026-01-31T08:05:09Zx", ""},
             Row{"2026-1-3", ""},
             Row{"31 Dec 2039", ""},
             Row{"0001-01-01T00:00:00+01:00", ""},
             Row{"", ""},
             Row{"soon", ""},
         }) {
        CAPTURE(row.text);
        const auto read = instant(row.text);
        CHECK((read ? to_text(*read) : "") == row.canonical);
    }
}

TEST_CASE("a shift stays within the years that can be written") {
    const auto start = instant("2026-01-31T00:00:00Z");
    REQUIRE(start);
    CHECK(to_text(*shifted(*start, 30LL * 86'400)) == "2026-03-02T00:00:00Z");
    CHECK(to_text(*shifted(*start, -86'400)) == "2026-01-30T00:00:00Z");
    CHECK_FALSE(shifted(*start, INT64_MAX));
    CHECK_FALSE(shifted(*start, INT64_MIN));
}
