#include "compiler/sema/literals.hpp"
#include "compiler/sema/value_set.hpp"

#include <doctest/doctest.h>

namespace iotsec::sema {

TEST_CASE("ranges of addresses") {
    for (const char* good :
         {"10.0.0.0/8", "1.2.3.4", "0.0.0.0/0", "::/0", "fd00::/8", "1:2:3:4:5:6:7:8", "::ffff:1.2.3.4"}) {
        CAPTURE(good);
        CHECK(is_cidr(good));
    }
    for (const char* bad : {"", "10.0.0/8", "10.0.0.256", "10.0.0.0/33", "10.0.0.0/", "::/129", "1:2",
                            "g::", "1::2::3", "1.2.3.4-1.2.3.5", "10.0.0.0 /8"}) {
        CAPTURE(bad);
        CHECK_FALSE(is_cidr(bad));
    }
}

TEST_CASE("versions, dates, durations, ids") {
    CHECK(is_version("1.12.2"));
    CHECK(is_version("2.0-beta"));
    CHECK_FALSE(is_version("1..2"));
    CHECK_FALSE(is_version("v1"));
    CHECK_FALSE(is_version("1-"));
    CHECK(is_date("2024-02-29"));
    CHECK_FALSE(is_date("2023-02-29"));
    CHECK(is_api_version("2021-05-01-preview"));
    CHECK_FALSE(is_api_version("2021-05"));
    CHECK(is_iso_duration("PT5M"));
    CHECK_FALSE(is_iso_duration("5m"));
    CHECK(is_guid("2d6830fb-07eb-48e7-8c4d-2a442b35f0fb"));
    CHECK_FALSE(is_guid("2d6830fb"));
}

TEST_CASE("sets of values meet and turn round") {
    const ValueSet some = only({"a", "b"});
    CHECK(intersection(some, only({"b", "c"})) == only({"b"}));
    CHECK(intersection(some, only({"c"})).is_empty());
    CHECK(intersection(some, complement(only({"a"}))) == only({"b"}));
    CHECK(intersection(complement(only({"a"})), complement(only({"b"}))) == complement(only({"a", "b"})));
    CHECK_FALSE(complement(some).is_empty());
    CHECK(complement(complement(some)) == some);
}

} // namespace iotsec::sema
