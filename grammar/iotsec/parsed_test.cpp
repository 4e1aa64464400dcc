#include "grammar/iotsec/parsed_test.hpp"

#include "tests/support/golden.hpp"
#include "tests/support/markdown.hpp"
#include "tests/support/shared.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <sstream>

namespace fs = std::filesystem;

namespace iotsec::grammar::testing {

Parsed::Parsed(std::string_view text) {
    sources.add("test.iotsec", std::string{text});
    module = parse(file(), sink);
}

std::string Parsed::mistakes() const {
    std::string lines;
    for (const Diagnostic& d : sink.all()) {
        if (!lines.empty()) lines += '\n';
        lines += fmt::format("{} at `{}`: {}", d.code, sources.text(d.span), d.message);
    }
    return lines;
}

std::string mistakes_in(std::string_view declarations) {
    return Parsed{"module m\n" + std::string{declarations}}.mistakes();
}

std::string mistakes_in_body(std::string_view body) {
    return mistakes_in("requirement r for hub: Microsoft.Devices/IotHubs {\n" + std::string{body} + "\n}\n");
}

namespace {

std::string content(const fs::path& path) {
    std::ifstream in{path, std::ios::binary};
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

void add_folder(std::vector<std::string>& texts, const fs::path& folder) {
    if (!fs::exists(folder)) return;
    std::vector<fs::path> files;
    for (const auto& entry : fs::recursive_directory_iterator{folder})
        if (entry.path().extension() == ".iotsec") files.push_back(entry.path());
    std::ranges::sort(files);
    for (const fs::path& file : files)
        texts.push_back(content(file));
}

} // namespace

std::vector<std::string> corpus(std::string_view test) {
    std::vector<std::string> texts;
    if (const auto reference = test::shared_folder("language-reference.md", test)) {
        const auto blocks = test::code_blocks(content(*reference), "iotsec");
        texts.insert(texts.end(), blocks.begin(), blocks.end());
    }
    add_folder(texts, test::source_dir() / "stdlib" / "modules");
    add_folder(texts, test::source_dir() / "examples");
    return texts;
}

} // namespace iotsec::grammar::testing
