#include "cli/driver/modules.hpp"

#include "base/diagnostics/files.hpp"
#include "cli/driver/files.hpp"
#include "grammar/iotsec/parse.hpp"
#include "stdlib/built_in.hpp"

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <utility>

namespace iotsec::cli {

namespace {

constexpr std::string_view extension = ".iotsec";

bool is_at_or_below(std::string_view module, std::string_view name) {
    return module == name ||
           (module.size() > name.size() && module.starts_with(name) && module[name.size()] == '.');
}

/// The files of one folder, without those below it.
std::vector<std::string> files_in(const std::string& folder) {
    std::vector<std::string> files;
    std::error_code error;
    std::filesystem::directory_iterator at{folder.empty() ? "." : folder, error};
    for (; !error && at != std::filesystem::directory_iterator{}; at.increment(error)) {
        const std::string name = at->path().filename().string();
        if (name.ends_with(extension) && files.size() < most_files) files.push_back(join_path(folder, name));
    }
    std::ranges::sort(files);
    return files;
}

} // namespace

void ModuleLoader::request(const std::string& path) {
    if (is_folder(path)) {
        add_folder(path);
        return;
    }
    add(path);
    folders_.try_emplace(std::filesystem::path{path}.parent_path().string(), false);
}

void ModuleLoader::add_folder(const std::string& folder) {
    const auto files = files_below(folder, extension);
    if (!files) {
        session_.sink.add(files.error());
        return;
    }
    if (files.value().empty()) {
        session_.sink.report(diag::nothing_in_folder, {}, ".iotsec file").with_path(folder);
    }
    for (const std::string& path : files.value())
        add(path);
}

void ModuleLoader::request_project(const Project& project) {
    uses_library_ = uses_library_ && project.library;
    for (const std::string& source : project.sources)
        request(join_path(project.folder, source));
}

void ModuleLoader::offer_project(const Project& project) {
    uses_library_ = uses_library_ && project.library;
    for (const std::string& source : project.sources)
        offered_.push_back(join_path(project.folder, source));
}

void ModuleLoader::request_library(std::string_view module) {
    const auto modules = stdlib::modules();
    for (std::size_t i = 0; i < modules.size(); ++i) {
        if (modules[i].module != module) continue;
        sema::ModuleInput input = library_module(i);
        input.is_requested = true;
        Loaded& loaded = loaded_.emplace_back();
        loaded.path = modules[i].path;
        loaded.module = module;
        loaded.input = std::move(input);
    }
}

void ModuleLoader::add(const std::string& path) {
    if (std::ranges::find(loaded_, path, &Loaded::path) != loaded_.end()) return;
    const SourceFile* file = load(session_, host_, path);
    if (file == nullptr) return;
    auto tree = std::make_shared<const ast::Module>(grammar::parse(*file, session_.sink));
    std::string name = tree->name.text();
    Loaded& loaded = loaded_.emplace_back();
    loaded.path = path;
    loaded.module = std::move(name);
    loaded.input.tree = std::move(tree);
}

void ModuleLoader::add_neighbour(const std::string& path) {
    auto text = read_file(path);
    if (!text) return; // nobody asked for it
    const SourceFile& file = session_.sources.add(path, std::move(text).value());
    DiagnosticSink problems;
    auto tree = std::make_shared<const ast::Module>(grammar::parse(file, problems));
    std::string name = tree->name.text();
    if (std::ranges::find(loaded_, name, &Loaded::module) != loaded_.end()) return;
    Loaded& loaded = loaded_.emplace_back();
    loaded.path = path;
    loaded.module = std::move(name);
    loaded.input.tree = std::move(tree);
    loaded.input.is_requested = false;
    loaded.problems = problems.take_sorted();
}

void ModuleLoader::load_neighbours() {
    std::vector<std::string> paths;
    for (auto& [folder, is_read] : folders_) {
        if (!std::exchange(is_read, true)) std::ranges::move(files_in(folder), std::back_inserter(paths));
    }
    for (const std::string& folder : std::exchange(offered_, {})) {
        auto files = files_below(folder, extension);
        if (files) std::ranges::move(std::move(files).value(), std::back_inserter(paths));
    }
    for (const std::string& path : paths) {
        const bool is_known =
            std::ranges::any_of(loaded_, [&](const Loaded& l) { return join_path("", l.path) == path; });
        if (!is_known) add_neighbour(path);
    }
}

const sema::ModuleInput& ModuleLoader::library_module(std::size_t index) {
    const auto [found, is_new] = library_.try_emplace(index);
    if (is_new) {
        const stdlib::LibraryFile& module = stdlib::modules()[index];
        const SourceFile& file = session_.sources.add(std::string{module.path}, std::string{module.text});
        auto tree = std::make_shared<const ast::Module>(grammar::parse(file, session_.sink));
        found->second = {std::move(tree), true, false};
    }
    return found->second;
}

void ModuleLoader::request_whole_library() {
    for (const stdlib::LibraryFile& module : stdlib::modules())
        request_library(module.module);
}

std::vector<sema::ModuleInput> ModuleLoader::requested() const {
    std::vector<const Loaded*> order;
    for (const Loaded& loaded : loaded_) {
        if (loaded.input.is_requested) order.push_back(&loaded);
    }
    std::ranges::sort(order, {}, &Loaded::path);
    std::vector<sema::ModuleInput> modules;
    for (const Loaded* loaded : order)
        modules.push_back(loaded->input);
    return modules;
}

std::vector<sema::ModuleInput> ModuleLoader::find(std::string_view name) {
    std::vector<sema::ModuleInput> found = find_in_library(name);
    if (found.empty()) load_neighbours();
    for (Loaded& loaded : loaded_) {
        if (!is_at_or_below(loaded.module, name)) continue;
        found.push_back(loaded.input);
        for (Diagnostic& problem : loaded.problems)
            session_.sink.add(std::move(problem));
        loaded.problems.clear();
    }
    return found;
}

std::vector<sema::ModuleInput> ModuleLoader::find_in_library(std::string_view name) {
    std::vector<sema::ModuleInput> found;
    if (!uses_library_) return found;
    const auto modules = stdlib::modules();
    for (std::size_t i = 0; i < modules.size(); ++i) {
        const bool is_loaded =
            std::ranges::find(loaded_, modules[i].module, &Loaded::module) != loaded_.end();
        if (!is_loaded && is_at_or_below(modules[i].module, name)) found.push_back(library_module(i));
    }
    return found;
}

} // namespace iotsec::cli
