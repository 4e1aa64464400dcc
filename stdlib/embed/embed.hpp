// Writes the catalogue and the library as C++ constants.
#pragma once

#include "compiler/catalog/catalog.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace iotsec::embed {

/// One module of the library as it stands on disk.
struct ModuleText {
    std::string path;
    std::string text;
};

/// The source that defines the records of stdlib/records.hpp, except the library.
[[nodiscard]] std::string catalogue_source(const catalog::Catalog& catalogue, std::string_view version);

/// The source that defines `library_files()`.
[[nodiscard]] std::string library_source(const std::vector<ModuleText>& modules);

/// The name that a module declares (`module std.iothub.network`); empty where it declares none.
[[nodiscard]] std::string declared_name(std::string_view text);

} // namespace iotsec::embed
