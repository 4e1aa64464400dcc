// Reads the resource types that the Bicep compiler itself uses (package Azure.Bicep.Types.Az, unpacked to one
// types.json per provider and version), and brings the versions of a type together.
#pragma once

#include "base/result.hpp"
#include "compiler/catalog/catalog.hpp"

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace iotsec::generate {

/// A property as the schemas state it, with what stands below it: the members of an object or of the items of
/// a list, or one called `*` for the values of a map.
struct Shape {
    catalog::Property facts;
    std::vector<Shape> members;
    std::vector<std::string> versions; ///< that have it, newest first

    [[nodiscard]] const Shape* member(std::string_view name) const;
};

/// One resource type over all the versions whose schema is at hand.
struct SchemaType {
    std::string name;                   ///< as the newest version spells it
    std::vector<std::string> versions;  ///< whose schema is at hand, oldest first
    std::vector<std::string> published; ///< all that exist, oldest first
    bool extension = false;
    Shape body;
};

/// The folder of schemas.
class Schemas {
  public:
    [[nodiscard]] static Result<Schemas> open(const std::filesystem::path& folder);

    /// The type called `name`, letter case ignored; none where no version of it is at hand. The newest
    /// version decides what a property looks like; older ones add what it has no longer.
    [[nodiscard]] std::optional<SchemaType> type(std::string_view name);

    Schemas(Schemas&&) noexcept;
    Schemas& operator=(Schemas&&) noexcept;
    ~Schemas();

  private:
    struct Files;
    explicit Schemas(std::unique_ptr<Files> files);

    std::unique_ptr<Files> files_;
};

} // namespace iotsec::generate
