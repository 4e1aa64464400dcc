// The pages of `iotsec explain`: docs/diagnostics.md, one section a code, as it was when the program was
// built.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

namespace iotsec::cli {

struct Page {
    std::string_view code;  ///< `IOT1001`
    std::string_view title; ///< what stands behind the code in its heading
    std::string_view text;  ///< without the heading
};

[[nodiscard]] std::vector<Page> pages();
[[nodiscard]] std::optional<Page> page(std::string_view code);

} // namespace iotsec::cli
