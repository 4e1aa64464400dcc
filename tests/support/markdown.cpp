#include "tests/support/markdown.hpp"

namespace iotsec::test {

std::vector<std::string> code_blocks(std::string_view markdown, std::string_view language) {
    const std::string opening = "\n```" + std::string{language} + "\n";
    std::vector<std::string> blocks;
    std::size_t at = markdown.find(opening);
    while (at != std::string_view::npos) {
        const std::size_t begin = at + opening.size();
        const std::size_t end = markdown.find("\n```", begin - 1);
        if (end == std::string_view::npos) break;
        blocks.emplace_back(markdown.substr(begin, end + 1 - begin));
        at = markdown.find(opening, end + 1);
    }
    return blocks;
}

} // namespace iotsec::test
