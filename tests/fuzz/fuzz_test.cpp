// Each fuzz target, tried a little in every build: its seeds, and the same mutations of them every time.
#include "tests/fuzz/entries.hpp"
#include "tests/support/golden.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace fs = std::filesystem;

namespace {

using Entry = int (*)(const std::uint8_t*, std::size_t);

const std::vector<std::pair<std::string, Entry>> entries{
    {"arm_template", fuzz_arm_template},   {"exports", fuzz_exports},         {"expression", fuzz_expression},
    {"iotsec_parser", fuzz_iotsec_parser}, {"json_reader", fuzz_json_reader}, {"policy", fuzz_policy},
};

void run(Entry entry, const std::string& input) {
    CHECK(entry(reinterpret_cast<const std::uint8_t*>(input.data()), input.size()) == 0);
}

std::vector<std::string> seeds(const std::string& target) {
    const fs::path folder = fs::path{"tests/fuzz/seeds"} / target;
    std::vector<std::string> names;
    for (const auto& file : fs::directory_iterator{iotsec::test::source_dir() / folder})
        names.push_back((folder / file.path().filename()).string());
    std::ranges::sort(names);
    std::vector<std::string> texts;
    std::ranges::transform(names, std::back_inserter(texts), iotsec::test::read_source_file);
    return texts;
}

/// `text` with a few bytes changed, a piece left out, or a piece doubled.
std::string mutated(std::string text, std::mt19937& random) {
    const auto place = [&] { return text.empty() ? 0 : random() % text.size(); };
    for (auto changes = 1 + random() % 4; changes > 0; --changes) {
        const std::size_t at = place();
        const std::size_t length = random() % 40;
        switch (random() % 4) {
        case 0:
            text.insert(at, 1, static_cast<char>(random()));
            break;
        case 1:
            text.erase(at, length);
            break;
        case 2:
            text.insert(at, text.substr(place(), length));
            break;
        default:
            if (!text.empty()) text[at] = static_cast<char>(random() % 128);
        }
    }
    return text;
}

} // namespace

TEST_CASE("every fuzz target holds its promises on its seeds and on mutations of them") {
    for (const auto& [name, entry] : entries) {
        CAPTURE(name);
        std::mt19937 random{7};
        const auto texts = seeds(name);
        REQUIRE(!texts.empty());
        for (const std::string& text : texts) {
            run(entry, text);
            for (int i = 0; i < 1'500; ++i)
                run(entry, mutated(text, random));
        }
    }
}
