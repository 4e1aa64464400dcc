// What libFuzzer calls; the build says which entry this program is for.
#include "tests/fuzz/entries.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    return FUZZ_ENTRY(data, size);
}
