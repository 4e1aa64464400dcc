#include "azure/policy/aliases/read_rows.hpp"

#include "base/diagnostics/aliases.hpp"
#include "base/text.hpp"

#include <algorithm>

namespace iotsec::azure::policy {

namespace {

constexpr std::size_t columns = 3;
/// A file with that many is no such table; more of the same would not help.
constexpr std::size_t most_bad_rows = 20;

bool is_row(const std::vector<std::string_view>& cells) {
    return cells.size() == columns && std::ranges::all_of(cells, [](std::string_view cell) {
               return !cell.empty() && cell.size() <= longest_alias_text;
           });
}

bool is_heading(const std::vector<std::string_view>& cells) {
    return equal_ignoring_case(cells[0], "resourceType");
}

void take(AliasList& list, const std::vector<std::string_view>& cells) {
    if (list.types.empty() || list.types.back().name != cells[0])
        list.types.push_back({.name = std::string{cells[0]}});
    list.types.back().aliases.push_back(
        {.name = std::string{cells[1]}, .default_path = std::string{cells[2]}});
}

} // namespace

AliasList read_rows(const SourceFile& file, DiagnosticSink& sink) {
    AliasList list;
    std::size_t bad_rows = 0;
    const std::string_view all = file.text();
    for (std::size_t at = 0; at < all.size() && bad_rows < most_bad_rows;) {
        const std::size_t end = std::min(all.find('\n', at), all.size());
        std::string_view line = all.substr(at, end - at);
        if (line.ends_with('\r')) line.remove_suffix(1);
        const auto cells = split(line, '\t');
        if (!is_row(cells)) {
            const Span span{file.id(), static_cast<std::uint32_t>(at),
                            static_cast<std::uint32_t>(at + line.size())};
            if (!line.empty()) {
                sink.report(diag::malformed_alias_row, span, cells.size());
                ++bad_rows;
            }
        } else if (!is_heading(cells)) {
            take(list, cells);
        }
        at = end + 1;
    }
    return list;
}

} // namespace iotsec::azure::policy
