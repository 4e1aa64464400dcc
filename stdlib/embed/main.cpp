// embed_catalog CATALOG_DIR MODULES_DIR OUT_DIR: writes catalogue.cpp and library.cpp. Runs at build.
#include "base/source.hpp"
#include "compiler/catalog/read_yaml.hpp"
#include "stdlib/embed/embed.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace {

namespace fs = std::filesystem;
using namespace iotsec;

std::string content(const fs::path& path) {
    std::ifstream in{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
}

/// The files below `folder` with `extension`, in the order of their paths.
std::vector<fs::path> files(const fs::path& folder, std::string_view extension) {
    std::vector<fs::path> found;
    for (const auto& entry : fs::recursive_directory_iterator{folder})
        if (entry.path().extension() == extension) found.push_back(entry.path());
    std::ranges::sort(found);
    return found;
}

/// What the YAML files of a folder say, and a hash of their bytes.
struct CatalogData {
    std::vector<catalog::ResourceType> types;
    std::vector<catalog::Role> roles;
    std::vector<catalog::Control> controls;
    std::uint64_t hash = 0xcbf29ce484222325ULL;
};

CatalogData read_catalogue(const fs::path& folder, Sources& sources, DiagnosticSink& sink) {
    CatalogData data;
    for (const fs::path& path : files(folder, ".yaml")) {
        const std::string name = path.filename().string();
        if (name == "overlay.yaml") continue;
        const SourceFile& file = sources.add(path.string(), content(path));
        for (const char c : file.text())
            data.hash = (data.hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
        if (name == "roles.yaml")
            data.roles = catalog::read_roles(file, sink);
        else if (name == "controls.yaml")
            data.controls = catalog::read_controls(file, sink);
        else if (auto type = catalog::read_type(file, sink))
            data.types.push_back(std::move(*type));
    }
    return data;
}

std::vector<embed::ModuleText> read_modules(const fs::path& folder) {
    std::vector<embed::ModuleText> modules;
    for (const fs::path& path : files(folder, ".iotsec"))
        modules.push_back({"stdlib/modules/" + fs::relative(path, folder).generic_string(), content(path)});
    std::ranges::sort(modules, {}, [](const auto& m) { return embed::declared_name(m.text); });
    return modules;
}

int run(const fs::path& catalog_folder, const fs::path& modules_folder, const fs::path& out) {
    Sources sources;
    DiagnosticSink sink;
    CatalogData data = read_catalogue(catalog_folder, sources, sink);
    for (const Diagnostic& d : sink.take_sorted()) {
        const auto place = sources[d.span.source].position(d.span.begin);
        fmt::print(stderr, "{}:{}:{}: error[{}]: {}\n", sources[d.span.source].path(), place.line,
                   place.column, d.code, d.message);
    }
    if (sink.has_errors()) return 1;
    const std::string version = fmt::format("{:016x}", data.hash);
    const catalog::Catalog catalogue{std::move(data.types), std::move(data.roles), std::move(data.controls)};
    std::ofstream{out / "catalogue.cpp"} << embed::catalogue_source(catalogue, version);
    std::ofstream{out / "library.cpp"} << embed::library_source(read_modules(modules_folder));
    return 0;
}

} // namespace

int main(int argc, char** argv) {
    if (argc == 4) return run(argv[1], argv[2], argv[3]);
    fmt::print(stderr, "usage: embed_catalog CATALOG_DIR MODULES_DIR OUT_DIR\n");
    return 2;
}
