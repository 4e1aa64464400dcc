#include "base/text.hpp"

#include <doctest/doctest.h>

#include <array>

using namespace iotsec;

TEST_CASE("the nearest name is a slip of the hand away, or there is none") {
    constexpr std::array<std::string_view, 3> names{"publicNetworkAccess", "minTlsVersion", "location"};
    CHECK(nearest("publicNetworkAcess", names) == "publicNetworkAccess");
    CHECK(nearest("minTLSversion", names) == "minTlsVersion");
    CHECK(nearest("minTlsVersoin", names) == "minTlsVersion");
    constexpr std::array<std::string_view, 2> commands{"build", "check"};
    CHECK(nearest("buidl", commands) == "build"); // a swap is one slip
    CHECK(nearest("entirely", names) == std::nullopt);
}

TEST_CASE("letter case is ignored where Azure ignores it") {
    CHECK(equal_ignoring_case("Microsoft.Devices/IotHubs", "microsoft.devices/iothubs"));
    CHECK(starts_with_ignoring_case("Disabled", "DIS"));
    CHECK_FALSE(starts_with_ignoring_case("Dis", "Disabled"));
    CHECK(ends_with_ignoring_case("a.b.C", ".c"));
    CHECK(find_ignoring_case("xxABC", "abc") == 2);
    CHECK(compare_ignoring_case("a", "B") < 0);
}

TEST_CASE("segments of ids are found by what stands before them") {
    constexpr std::string_view id = "/subscriptions/s/resourceGroups/g/providers/A.B/c/n";
    CHECK(last_segment(id) == "n");
    CHECK(last_segment("n") == "n");
    CHECK(segment_behind(id, "RESOURCEGROUPS") == "g");
    CHECK(segment_behind(id, "c") == "n");
    CHECK(segment_behind(id, "resource").empty()); // a part of a segment is none
    CHECK(segment_behind(id, "n").empty());
    CHECK(segment_behind("/x-subscriptions/a/subscriptions/b", "subscriptions") == "b");
}

TEST_CASE("bad UTF-8 is found at its first byte") {
    CHECK(first_bad_utf8("größe") == std::nullopt);
    CHECK(first_bad_utf8("ab\xFFz") == 2);
    CHECK(first_bad_utf8("a\xC3") == 1);
    CHECK(first_bad_utf8("\xED\xA0\x80") == 0);
}
