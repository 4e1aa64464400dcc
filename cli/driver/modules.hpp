// Which files make up a program: those that are asked for, those that they import, and the library.
#pragma once

#include "cli/driver/host.hpp"
#include "cli/driver/project.hpp"
#include "cli/driver/session.hpp"
#include "compiler/sema/check.hpp"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace iotsec::cli {

/// Parses modules, each once, and finds them by name.
class ModuleLoader {
  public:
    ModuleLoader(Session& session, Host& host) : session_{session}, host_{host} {}

    /// Takes a file in as part of what the user asked for. Its neighbours can be imported.
    void request(const std::string& path);
    /// Takes every `.iotsec` file below the source folders of a project in.
    void request_project(const Project& project);
    /// Lets the files of a project be imported, without taking them in.
    void offer_project(const Project& project);
    /// Takes a module of the library in as if the user had asked for it.
    void request_library(std::string_view module);
    void request_whole_library();
    void leave_library_out() { uses_library_ = false; }

    /// The modules asked for, in the order of their paths.
    [[nodiscard]] std::vector<sema::ModuleInput> requested() const;
    /// Modules called `name` or below it, of the user first.
    [[nodiscard]] std::vector<sema::ModuleInput> find(std::string_view name);

  private:
    struct Loaded {
        std::string path;
        std::string module;
        sema::ModuleInput input;
        std::vector<Diagnostic> problems; ///< of a file that nobody asked for: told when it is imported
    };

    void add(const std::string& path);
    void add_neighbour(const std::string& path);
    void add_folder(const std::string& folder);
    void load_neighbours();
    std::vector<sema::ModuleInput> find_in_library(std::string_view name);
    const sema::ModuleInput& library_module(std::size_t index);

    Session& session_;
    Host& host_;
    bool uses_library_ = true;
    std::vector<Loaded> loaded_;
    std::map<std::string, bool>
        folders_;                      // those with requested files, and whether their neighbours were read
    std::vector<std::string> offered_; // folders, with all below them, whose files may be imported
    std::map<std::size_t, sema::ModuleInput> library_; // by index in stdlib::modules()
};

} // namespace iotsec::cli
