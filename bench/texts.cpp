#include "bench/texts.hpp"

#include "cli/driver/files.hpp"

#include <nlohmann/json.hpp>

#include <cstdlib>
#include <utility>

namespace iotsec::bench {

std::vector<std::string> texts_of(const std::vector<std::string>& paths) {
    std::vector<std::string> texts;
    for (const std::string& path : paths) {
        auto text = cli::read_file(path);
        if (text) texts.push_back(std::move(text).value());
    }
    return texts;
}

double megabytes_of(const std::vector<std::string>& texts) {
    std::size_t bytes = 0;
    for (const std::string& text : texts)
        bytes += text.size();
    return static_cast<double>(bytes) / 1e6;
}

void parse_all(const std::vector<std::string>& texts) {
    std::size_t nodes = 0;
    for (const std::string& text : texts)
        nodes += nlohmann::json::parse(text, nullptr, false, true).size();
    if (nodes == 1) std::abort(); // keeps the work
}

} // namespace iotsec::bench
