#include "bench/aliases.hpp"

#include "azure/policy/aliases/table.hpp"
#include "cli/driver/files.hpp"
#include "cli/driver/mapped_file.hpp"
#include "stdlib/built_in.hpp"
#include "verifier/catalog_aliases.hpp"

#include <fmt/core.h>

#include <cstdlib>
#include <memory>
#include <vector>

namespace iotsec::bench {

namespace {

using azure::policy::AliasTable;

std::unique_ptr<AliasTable> opened(const std::string& path) {
    auto file = cli::MappedFile::open(path);
    if (!file) std::abort();
    const std::string_view bytes = file.value()->bytes();
    auto table = AliasTable::open(bytes, std::move(file).value());
    if (!table) std::abort();
    return std::move(table).value();
}

azure::policy::AliasList listed(const std::string& text) {
    Sources sources;
    DiagnosticSink sink;
    return azure::policy::read_alias_list(sources.add("aliases", text), sink);
}

} // namespace

void measure_aliases(const std::string& path, const Row& row) {
    auto text = cli::read_file(path);
    if (!text) return row("alias index", {}, path + " cannot be read");
    const auto list = listed(text.value());
    const std::string index = "/tmp/iotsec-bench.aliases";
    const std::string bytes = azure::policy::write_alias_table(list, text.value());
    if (cli::write_file(index, bytes)) return row("alias index", {}, index + " cannot be written");
    std::vector<std::string> names;
    for (const auto& type : list.types) {
        for (const auto& alias : type.aliases)
            names.push_back(alias.name);
    }
    constexpr double megabyte = 1e6;
    constexpr int often = 20;
    row("import of the table of aliases",
        measure(3,
                [&] {
                    if (azure::policy::write_alias_table(listed(text.value()), text.value()).empty())
                        std::abort();
                }),
        fmt::format("{} aliases, {:.1f} MB", names.size(),
                    static_cast<double>(text.value().size()) / megabyte));
    row("load of the alias index",
        measure(often,
                [&] {
                    if (opened(index)->alias_count() != names.size()) std::abort();
                }),
        fmt::format("{:.1f} MB; aim: a few ms", static_cast<double>(bytes.size()) / megabyte));
    row("the built-in aliases, from the catalogue",
        measure(often,
                [] {
                    if (AliasTable::of(verifier::alias_list(stdlib::catalogue()))->alias_count() == 0)
                        std::abort();
                }),
        "");
    const auto table = opened(index);
    const auto looking_up = measure(often, [&] {
        for (const std::string& name : names) {
            if (table->find(name).empty()) std::abort();
        }
    });
    constexpr double nanoseconds_in_one = 1e6;
    row("look-up of every alias", looking_up,
        fmt::format("{:.0f} ns each",
                    looking_up.milliseconds * nanoseconds_in_one / static_cast<double>(names.size())));
}

} // namespace iotsec::bench
