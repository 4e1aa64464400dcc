#include "tests/agreement/programs.hpp"

#include "azure/policy/aliases/table.hpp"
#include "stdlib/built_in.hpp"
#include "tests/support/compile.hpp"
#include "tests/support/golden.hpp"
#include "verifier/catalog_aliases.hpp"

#include <doctest/doctest.h>

#include <sstream>

namespace iotsec::test {

const ir::Program& library() {
    static const CompiledText compiled = compile_library();
    return compiled.program;
}

const ir::Program& rows() {
    static const CompiledText compiled = compile_text(read_source_file("tests/agreement/rows.iotsec"));
    REQUIRE(!compiled.program.requirements.empty());
    return compiled.program;
}

std::map<std::string, std::string> read_table(const std::string& path) {
    std::map<std::string, std::string> result;
    std::istringstream lines{read_source_file(path)};
    for (std::string line; std::getline(lines, line);) {
        if (line.empty() || line.starts_with('#')) continue;
        const auto bar = line.find(" |");
        REQUIRE_MESSAGE(bar != std::string::npos, path << ": " << line);
        result[line.substr(0, bar)] = bar + 3 < line.size() ? line.substr(bar + 3) : "";
    }
    return result;
}

const azure::policy::AliasIndex& aliases() {
    static const auto table = azure::policy::AliasTable::of(verifier::alias_list(stdlib::catalogue()));
    return *table;
}

} // namespace iotsec::test
