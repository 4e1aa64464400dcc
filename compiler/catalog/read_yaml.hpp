// Reads the catalogue from the YAML of stdlib/catalog (docs/catalog.md says how that is written).
#pragma once

#include "base/diagnostic.hpp"
#include "base/source.hpp"
#include "compiler/catalog/catalog.hpp"

#include <optional>
#include <string>
#include <vector>

namespace iotsec::catalog {

/// The one type that `file` describes; none where the file has an error, which is reported with its place.
[[nodiscard]] std::optional<ResourceType> read_type(const SourceFile& file, DiagnosticSink& sink);

/// The roles of roles.yaml.
[[nodiscard]] std::vector<Role> read_roles(const SourceFile& file, DiagnosticSink& sink);

/// The controls of controls.yaml.
[[nodiscard]] std::vector<Control> read_controls(const SourceFile& file, DiagnosticSink& sink);

/// What the overlay says of one property, or of all properties of one name: a property, and which of its keys
/// are meant.
struct Correction {
    std::string where; ///< a path in catalogue form, or a name
    Property facts;
    std::vector<std::string> keys;
    Span span;
};

/// What the overlay says of one type.
struct TypeOverlay {
    std::string type;
    std::string parent;
    bool deny_is_unwise = false;
    bool every_version =
        true; ///< the schemas of all versions are at hand, so `since` and `until` can be told
    std::string source;
    /// Objects of which only the named members are kept, or none.
    std::vector<std::pair<std::string, std::vector<std::string>>> prune;
    std::vector<Correction> properties; ///< by path
};

/// The hand-kept part of the catalogue: which types there are, and what the schemas get wrong or do not say.
struct Overlay {
    std::vector<Correction> names; ///< for every property of that name in every type
    std::vector<TypeOverlay> types;
};

[[nodiscard]] std::optional<Overlay> read_overlay(const SourceFile& file, DiagnosticSink& sink);

} // namespace iotsec::catalog
