#include "verifier/evaluate/cidr.hpp"

#include <doctest/doctest.h>

using namespace iotsec::verifier;

TEST_CASE("ranges are read in the notation of network and prefix, and nothing else") {
    for (const char* text : {"10.0.0.0/8", "10.1.2.3", "0.0.0.0/0", "255.255.255.255/32", "::/0", "::1",
                             "2001:db8::/32", "2001:db8:1:2:3:4:5:6", "::ffff:10.0.0.1", "1::"}) {
        CAPTURE(text);
        CHECK(cidr(text));
    }
    for (const char* text :
         {"", "10.0.0.0/33", "10.0.0/8", "10.0.0.256", "010.0.0.1", "10.0.0.0-10.0.0.9", "10.0.0.0/",
          "10.0.0.0/08", "10.0.0.0/-1", " 10.0.0.0", ":::", "1:2:3", "2001:db8::/129", "1::2::3",
          "12345::", "g::", "1:2:3:4:5:6:7:8:9", "/8", "hub"}) {
        CAPTURE(text);
        CHECK_FALSE(cidr(text));
    }
}

TEST_CASE("host bits do not count") {
    CHECK(cidr("10.1.2.3/8") == cidr("10.0.0.0/8"));
    CHECK(cidr("2001:db8:ffff::/32") == cidr("2001:db8::/32"));
    CHECK(cidr("10.0.0.128/25") != cidr("10.0.0.0/25"));
}

TEST_CASE("a range contains what lies in it whole, of its own family") {
    struct Row {
        const char* outer;
        const char* inner;
        bool expected;
    };
    for (const Row& row : {
             Row{"10.0.0.0/8", "10.255.255.255", true},
             Row{"10.0.0.0/8", "10.0.0.0/8", true},
             Row{"10.0.0.0/8", "10.0.0.0/7", false},
             Row{"10.0.0.0/8", "11.0.0.0/8", false},
             Row{"10.0.0.0/25", "10.0.0.128/26", false},
             Row{"0.0.0.0/0", "1.2.3.4", true},
             Row{"0.0.0.0/0", "::1", false},
             Row{"::/0", "1.2.3.4", false},
             Row{"2001:db8::/32", "2001:db8:1::1", true},
             Row{"2001:db8::/33", "2001:db8:8000::", false},
         }) {
        CAPTURE(row.outer);
        CAPTURE(row.inner);
        CHECK(contains(*cidr(row.outer), *cidr(row.inner)) == row.expected);
    }
}
