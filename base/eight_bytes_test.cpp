#include "base/eight_bytes.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

using namespace iotsec;

TEST_CASE("eight bytes are looked at as one by one") {
    for (int byte = 0; byte < 256; ++byte) {
        for (std::size_t place = 0; place < 8; ++place) {
            for (const char filler : {'\x7F', '\xFF', 'a'}) {
                CAPTURE(byte);
                CAPTURE(place);
                std::string text(8, filler);
                text[place] = static_cast<char>(byte);
                const EightBytes bytes = eight_bytes(text, 0);
                const auto any = [&](auto is) {
                    return std::ranges::any_of(text,
                                               [&](char c) { return is(static_cast<unsigned char>(c)); });
                };
                CHECK(all_ascii(bytes) == !any([](unsigned char c) { return c >= 0x80; }));
                CHECK(any_below(bytes, 0x20) == any([](unsigned char c) { return c < 0x20; }));
                CHECK(any_equal(bytes, '"') == any([](unsigned char c) { return c == '"'; }));
                CHECK(any_equal(bytes, 0) == any([](unsigned char c) { return c == 0; }));
            }
        }
    }
}

TEST_CASE("eight bytes end where the text does") {
    CHECK(has_eight_bytes("12345678", 0));
    CHECK_FALSE(has_eight_bytes("12345678", 1));
    CHECK_FALSE(has_eight_bytes("", 0));
    CHECK(eight_bytes("        ", 0) == eight_times(' '));
}
