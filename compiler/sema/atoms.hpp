// Comparisons of one path with constants, as the values of the path for which they hold.
#pragma once

#include "compiler/sema/expansion.hpp"
#include "compiler/sema/value_set.hpp"

#include <optional>

namespace iotsec::sema {

/// `path` has one of `values` exactly where the comparison holds.
struct Atom {
    Site path;
    ValueSet values;
    bool is_presence = false;
};

/// The comparison at `site` (which `follow` gave), if it is one of a path with constants.
[[nodiscard]] std::optional<Atom> as_atom(const Expansion& expansion, Site site);
/// Every value that a path of this type can have.
[[nodiscard]] ValueSet every_value(const Type& type);

} // namespace iotsec::sema
