// What is judged: resources with their places, and how complete the picture is.
#pragma once

#include "base/value.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace iotsec::verifier {

/// How the evidence shows a resource (reference, section 1.2).
enum class View { Request, Stored, Registry };

/// One resource. `body` is as Azure's API writes it (`properties` and all); what its view cannot show is
/// unknown there.
struct Resource {
    std::string type; ///< as written; compare with case ignored
    Value name;       ///< full name (`hub/cert`), a text or unknown
    Value id;         ///< resource id, a text (perhaps with unknown pieces) or unknown
    Value body;
    std::string api_version;
    View view = View::Request;
    bool existing = false; ///< only referred to, not created here
    std::optional<std::size_t>
        parent;                 ///< the resource it is a child of or attached to, if that is in the evidence
    std::optional<Value> scope; ///< what an extension resource is attached to: an id
    std::string subscription, resource_group; ///< empty: not known
    Value condition; ///< whether it is deployed at all: true, false or unknown; null is true
    Span span;       ///< the whole resource
    Span name_span;  ///< where to point when the resource as a whole is meant
};

/// Resources and what is known to be all of their kind.
struct Evidence {
    std::vector<Resource> resources;
    bool closed = false;  ///< everything that exists is here
    bool is_whole = true; ///< false: a part of what was given cannot be read, and may hold anything
    std::vector<std::string> complete_types;   ///< types of which everything is here
    std::vector<std::string> incomplete_types; ///< overrides `closed`, for tests
    std::string source_path;
};

/// Whether somebody says that every resource of `type` is in what was given.
[[nodiscard]] bool is_declared_complete(const Evidence& evidence, std::string_view type);

/// Whether the evidence holds every resource of `type` that there is. A template does not, not even of what
/// hangs on a resource that it creates: diagnostic settings and private endpoints often come from policies
/// and other templates. What is not whole is complete in nothing.
[[nodiscard]] bool is_complete(const Evidence& evidence, std::string_view type);

} // namespace iotsec::verifier
