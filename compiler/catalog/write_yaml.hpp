// Writes a resource type as the YAML that read_yaml.hpp reads.
#pragma once

#include "compiler/catalog/catalog.hpp"

#include <string>

namespace iotsec::catalog {

/// The whole file: the same type gives the same bytes, and reading them gives the same type.
[[nodiscard]] std::string write_type(const ResourceType& type);

} // namespace iotsec::catalog
