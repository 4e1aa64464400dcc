// Which api-version a resource of a snippet is written for.
#pragma once

#include "compiler/catalog/catalog.hpp"
#include "emitters/deployment/template.hpp"

#include <string>

namespace iotsec::emitters::hardened {

/// The newest version of `type` that has every property in `body`, stable ones first: the rule of `remedy
/// deploy` bodies. Older versions have the same names with other shapes, so the oldest is no choice.
[[nodiscard]] std::string version_for(const catalog::ResourceType& type, const deployment::ObjectExpr& body);

} // namespace iotsec::emitters::hardened
