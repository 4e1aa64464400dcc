#include "tests/support/shared.hpp"

#include "tests/support/golden.hpp"

#include <cstdlib>
#include <fstream>
#include <iostream>

namespace iotsec::test {

std::optional<std::filesystem::path> shared_folder(std::string_view part, std::string_view test) {
    const char* named = std::getenv("IOTSEC_SHARED");
    const auto root = named != nullptr ? std::filesystem::path{named} : source_dir().parent_path() / "shared";
    auto folder = root / part;
    if (std::filesystem::exists(folder)) return folder;
    skip(test, "shared/" + std::string{part} + " is not beside the checkout");
    return std::nullopt;
}

void skip(std::string_view test, std::string_view reason) {
    std::cerr << "skipped: " << test << " (" << reason << ")\n";
    if (const char* list = std::getenv("IOTSEC_SKIPPED")) {
        std::ofstream{list, std::ios::app} << test << " (" << reason << ")\n";
    }
}

} // namespace iotsec::test
