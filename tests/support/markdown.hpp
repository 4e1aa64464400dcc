// Code blocks of Markdown texts, for tests that try every example of a document.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace iotsec::test {

/// The texts between lines "```language" and "```", in order.
[[nodiscard]] std::vector<std::string> code_blocks(std::string_view markdown, std::string_view language);

} // namespace iotsec::test
