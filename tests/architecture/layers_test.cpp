// The house keeps its layers and its sizes: a folder includes only what stands below it, and files stay
// readable.
#include "tests/support/golden.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace fs = std::filesystem;

namespace {

const fs::path root = iotsec::test::source_dir();

/// What each folder may include, besides itself.
const std::map<std::string, std::set<std::string>> allowed{
    {"base", {}},
    {"grammar", {"base"}},
    {"azure", {"base", "grammar"}},
    {"compiler", {"base", "grammar"}},
    {"emitters", {"base", "compiler"}},
    {"verifier", {"base", "azure", "compiler", "emitters"}},
    {"stdlib", {"base", "compiler"}},
    {"cli", {"base", "grammar", "azure", "compiler", "emitters", "verifier", "stdlib"}},
};

std::vector<fs::path> sources(const std::string& folder) {
    std::vector<fs::path> files;
    if (!fs::exists(root / folder)) return files;
    for (const auto& entry : fs::recursive_directory_iterator{root / folder}) {
        const auto extension = entry.path().extension();
        if (extension == ".cpp" || extension == ".hpp") files.push_back(entry.path());
    }
    return files;
}

bool is_test(const fs::path& file) {
    return file.stem().string().ends_with("_test");
}

std::vector<std::string> lines(const fs::path& file) {
    std::ifstream in{file};
    std::vector<std::string> result;
    for (std::string line; std::getline(in, line);)
        result.push_back(line);
    return result;
}

/// `base/text.hpp` out of `#include "base/text.hpp"`; empty for any other line.
std::string included_file(const std::string& line) {
    constexpr std::string_view directive = "#include \"";
    if (!line.starts_with(directive)) return {};
    return line.substr(directive.size(), line.rfind('"') - directive.size());
}

} // namespace

TEST_CASE("a folder includes only what stands below it") {
    for (const auto& [folder, below] : allowed) {
        for (const auto& file : sources(folder)) {
            if (is_test(file)) continue;
            for (const auto& line : lines(file)) {
                const std::string included = included_file(line);
                if (included.empty()) continue;
                const std::string from = included.substr(0, included.find('/'));
                CHECK_MESSAGE((from == folder || from == "generated" || below.contains(from)),
                              fs::relative(file, root).string() << " includes " << included);
            }
        }
    }
}

TEST_CASE("only grammar includes Boost") {
    for (const auto& [folder, below] : allowed) {
        if (folder == "grammar") continue;
        for (const auto& file : sources(folder)) {
            const auto text = lines(file);
            const bool uses_boost = std::ranges::any_of(
                text, [](const auto& line) { return line.starts_with("#include <boost/"); });
            CHECK_MESSAGE(!uses_boost, fs::relative(file, root).string() << " includes Boost");
        }
    }
}

TEST_CASE("no emitter and no evaluator knows a resource type: what is written follows from requirements and "
          "catalogue") {
    std::vector<std::string> types;
    for (const auto& entry : fs::directory_iterator{root / "stdlib/catalog"}) {
        for (const auto& line : lines(entry.path()))
            if (line.starts_with("type: ")) types.push_back(line.substr(6));
    }
    REQUIRE(types.size() > 10);
    for (const char* folder : {"emitters", "verifier"}) {
        for (const auto& file : sources(folder)) {
            if (is_test(file)) continue;
            for (const auto& line : lines(file)) {
                const std::string code = line.substr(0, line.find("//"));
                for (const auto& type : types)
                    CHECK_MESSAGE(code.find(type) == std::string::npos, fs::relative(file, root).string()
                                                                            << " names " << type);
            }
        }
    }
}

namespace {

/// What each folder includes from others, be they beside it, around it or inside it.
std::map<std::string, std::set<std::string>> folder_graph() {
    std::map<std::string, std::set<std::string>> graph;
    for (const auto& [top, below] : allowed) {
        for (const auto& file : sources(top)) {
            if (is_test(file)) continue;
            const std::string folder = fs::relative(file.parent_path(), root).generic_string();
            for (const auto& line : lines(file)) {
                const std::string other = fs::path{included_file(line)}.parent_path().generic_string();
                if (!other.empty() && other != folder) graph[folder].insert(other);
            }
        }
    }
    return graph;
}

/// A way from `folder` back to itself; empty where there is none.
std::string cycle_of(const std::map<std::string, std::set<std::string>>& graph, const std::string& folder) {
    std::map<std::string, std::string> way{{folder, folder}};
    std::vector<std::string> open{folder};
    while (!open.empty()) {
        const std::string here = open.back();
        open.pop_back();
        const auto next = graph.find(here);
        if (next == graph.end()) continue;
        for (const std::string& other : next->second) {
            const std::string there = way.at(here) + " -> " + other;
            if (other == folder) return there;
            if (way.emplace(other, there).second) open.push_back(other);
        }
    }
    return {};
}

} // namespace

TEST_CASE("no folder depends on itself by way of others") {
    const auto graph = folder_graph();
    CHECK(graph.size() > 20);
    for (const auto& [folder, others] : graph)
        CHECK(cycle_of(graph, folder) == "");
}

TEST_CASE("files stay under 400 lines") {
    for (const auto& [folder, below] : allowed) {
        for (const auto& file : sources(folder)) {
            CHECK_MESSAGE(lines(file).size() <= 400, fs::relative(file, root).string() << " is too long");
        }
    }
}
