// The entry of every fuzz target: takes any bytes, returns 0, aborts where a promise is broken. libFuzzer
// drives them under the preset `fuzz`; a plain test tries each a little in every build.
#pragma once

#include <cstddef>
#include <cstdint>

/// Expands what reads as JSON as an ARM template; every resource has an id, a type and a body.
int fuzz_arm_template(const std::uint8_t* data, std::size_t size);
/// Reads exports of every kind; every resource has a type, and a body that is an object or unknown.
int fuzz_exports(const std::uint8_t* data, std::size_t size);
/// Parses one template expression, and evaluates it; places lie in the text, what is printed reads the same,
/// and it has the same value every time.
int fuzz_expression(const std::uint8_t* data, std::size_t size);
/// Reads bytes as JSON; plain JSON is the same value with and without Azure's liberties.
int fuzz_json_reader(const std::uint8_t* data, std::size_t size);
/// Parses `.iotsec` text; what parses is formatted, and must read the same again.
int fuzz_iotsec_parser(const std::uint8_t* data, std::size_t size);
/// Reads policy documents, and evaluates the definitions; an error says why.
int fuzz_policy(const std::uint8_t* data, std::size_t size);
