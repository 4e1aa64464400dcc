// Types, names and ids of the resources of a template.
#pragma once

#include "azure/template/template.hpp"
#include "base/value.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace iotsec::azure {

/// The segments of a name (`hub/group`), `count` of them; nullopt where they cannot be told apart.
[[nodiscard]] std::optional<std::vector<Value>> name_segments(const Value& name, std::size_t count);

/// The id that a `scope` stands for, which may be relative to where the template is deployed to.
[[nodiscard]] Value absolute_scope(const Value& scope, const Deployment& target);

/// Type, name and ids of a resource, from what the template writes and where it is deployed to.
struct ResourceAddress {
    std::string type;
    Value name;
    Value id;
    std::optional<Value> scope, above;
    bool name_fits = true; ///< whether the name has as many segments as the type
};

/// `scope`: the evaluated member of that name, if there is one.
[[nodiscard]] ResourceAddress resource_address(const std::string& type, const Value& name,
                                               const std::optional<Value>& scope, const Deployment& target);

} // namespace iotsec::azure
