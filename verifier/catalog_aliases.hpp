// The aliases that the resource catalogue knows, for those who have imported none.
#pragma once

#include "azure/policy/aliases/alias_list.hpp"
#include "compiler/catalog/catalog.hpp"

#include <string>

namespace iotsec::verifier {

/// The aliases of all resource types of the catalogue, in order. An alias that ends in `[*]` brings the alias
/// of the whole array with it. Whether one can be modified is stated only where the catalogue knows that it
/// can.
[[nodiscard]] azure::policy::AliasList alias_list(const catalog::Catalog& catalog);

/// `text` without the `[*]` at its end: an array and its items are one property of the catalogue.
[[nodiscard]] std::string without_items(std::string text);

} // namespace iotsec::verifier
