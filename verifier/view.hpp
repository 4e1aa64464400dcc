// Views: what a kind of evidence cannot show is unknown, not absent (reference, section 1.2). Front ends read
// what is written; this marks what could not have been. Evaluators never see views.
#pragma once

#include "compiler/ir/ir.hpp"
#include "verifier/evaluate/evidence.hpp"

#include <cstddef>
#include <map>
#include <string>
#include <vector>

namespace iotsec::verifier {

/// What a collection that the service fills in (`privateEndpointConnections`) is where a request lacks it.
enum class ServiceFilled {
    Unknown,
    Absent, ///< the evidence is closed: whatever would fill it would be here
};

/// What the views of a program's resources cannot show. Keeps references to the properties of the program;
/// worked out once, it serves any number of resources, also side by side.
class Views {
  public:
    explicit Views(const ir::Program& program);

    /// Marks, in every resource of `evidence`, the properties of the program that its view cannot show:
    /// - request: read-only ones and those that the service fills in, unless the catalogue says how the
    ///   request tells them (`requestFrom`), and then they are filled in; everything of an `existing`
    ///   resource;
    /// - stored and registry: secrets and what only requests carry; masked texts (`****`) keep their known
    ///   pieces. Collections that the service fills are absent instead where the evidence is closed.
    void apply(Evidence& evidence) const;
    /// The same for one resource; `ordinal` tells its unknowns from those of other resources.
    void apply(Resource& resource, std::size_t ordinal, ServiceFilled service_filled) const;

    /// One name on the way to a property.
    struct Segment {
        std::string name;
        bool is_list = false;  ///< go on in every item
        bool is_inner = false; ///< a `properties` that the catalogue form leaves out
    };
    /// A property of a type, with the way to it in a body.
    struct Place {
        const ir::Property* property = nullptr;
        std::vector<Segment> way;

        /// Whether the resource itself is the owner, in catalogue form.
        [[nodiscard]] bool is_top_level() const;
    };

  private:
    std::map<std::string, std::vector<Place>, std::less<>> places_; // by type in lower case
};

/// The way to a property in the body of its resource.
[[nodiscard]] std::vector<Views::Segment> way_to(const ir::Property& property);

/// Views for evidence that is judged once.
void apply_view(const ir::Program& program, Evidence& evidence);

} // namespace iotsec::verifier
