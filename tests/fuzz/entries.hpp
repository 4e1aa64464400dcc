// The entry of every fuzz target: takes any bytes, returns 0, aborts where a promise is broken. libFuzzer
// drives them under the preset `fuzz`; a plain test tries each a little in every build.
#pragma once

#include <cstddef>
#include <cstdint>

/// Parses `.iotsec` text; what parses is formatted, and must read the same again.
int fuzz_iotsec_parser(const std::uint8_t* data, std::size_t size);
