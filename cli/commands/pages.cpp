#include "cli/commands/pages.hpp"

#include "base/text.hpp"
#include "generated/diagnostics_md.hpp"

#include <algorithm>

namespace iotsec::cli {

namespace {

constexpr std::string_view heading = "\n## IOT";
constexpr std::size_t code_length = 7;

/// Blank lines around a text say nothing.
std::string_view trimmed(std::string_view text) {
    while (text.starts_with('\n'))
        text.remove_prefix(1);
    while (text.ends_with('\n'))
        text.remove_suffix(1);
    return text;
}

} // namespace

std::vector<Page> pages() {
    std::vector<Page> result;
    const std::string_view all = generated::diagnostics_md;
    for (std::size_t at = all.find(heading); at != std::string_view::npos;) {
        const std::size_t next = all.find("\n## ", at + 1);
        const std::string_view section =
            all.substr(at + 4, next == std::string_view::npos ? next : next - at - 4);
        const std::string_view title = section.substr(0, section.find('\n'));
        result.push_back({title.substr(0, code_length), title.substr(std::min(code_length + 1, title.size())),
                          trimmed(section.substr(title.size()))});
        at = next == std::string_view::npos ? next : all.find(heading, next);
    }
    return result;
}

std::optional<Page> page(std::string_view code) {
    const auto all = pages();
    const auto found =
        std::ranges::find_if(all, [&](const Page& p) { return equal_ignoring_case(p.code, code); });
    return found == all.end() ? std::nullopt : std::optional{*found};
}

} // namespace iotsec::cli
