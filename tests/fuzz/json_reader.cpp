#include "base/json/reader.hpp"
#include "tests/fuzz/entries.hpp"

#include <cstdio>
#include <cstdlib>
#include <string>

int fuzz_json_reader(const std::uint8_t* data, std::size_t size) {
    using namespace iotsec;
    Sources sources;
    const SourceFile& file = sources.add("fuzz.json", std::string{data, data + size});
    const auto strict = read_json(file, strict_json);
    const auto lenient = read_json(file);
    const bool keeps_promise = !strict || (lenient && same_value(strict.value(), lenient.value()));
    if (keeps_promise) return 0;
    std::fprintf(stderr, "plain JSON is read differently with Azure's liberties:\n%.*s\n",
                 static_cast<int>(size), reinterpret_cast<const char*>(data));
    std::abort();
}
