// Which api-version a resource of a snippet is written for.
#pragma once

#include "compiler/catalog/catalog.hpp"
#include "emitters/deployment/template.hpp"

#include <string>

namespace iotsec::emitters::hardened {

/// The oldest stable version of `type` that has every property in `body` (sovereign clouds get new ones
/// late); where no stable one has them all, the oldest preview that does; else the newest.
[[nodiscard]] std::string oldest_version(const catalog::ResourceType& type,
                                         const deployment::ObjectExpr& body);

} // namespace iotsec::emitters::hardened
