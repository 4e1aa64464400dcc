#include "verifier/ignored_properties.hpp"

#include "base/diagnostics/evidence.hpp"
#include "base/text.hpp"

#include <algorithm>

namespace iotsec::verifier {

namespace {

using Segment = Views::Segment;

/// The first value at the end of `way` below `owner`; null where there is none.
const Value* first_value(const std::vector<Segment>& way, std::size_t step, const Value& owner) {
    const Value* next = owner.find(way[step].name);
    if (next == nullptr || next->is_null()) return nullptr;
    if (step + 1 == way.size()) return next;
    if (!way[step].is_list) return first_value(way, step + 1, *next);
    const List* items = next->as_list();
    for (std::size_t i = 0; items != nullptr && i < items->size(); ++i) {
        if (const Value* found = first_value(way, step + 1, (*items)[i])) return found;
    }
    return nullptr;
}

} // namespace

LaterProperties::LaterProperties(const ir::Program& program) {
    for (const ir::Property& property : program.properties) {
        if (!property.since.empty() && !property.json.empty())
            places_[to_lower(property.type)].push_back({&property, way_to(property)});
    }
}

void LaterProperties::report(const Evidence& evidence, DiagnosticSink& sink) const {
    for (const Resource& resource : evidence.resources) {
        const auto found = places_.find(to_lower(resource.type));
        const std::string& version = resource.api_version;
        const bool is_certain = resource.view == View::Request && !resource.existing && !version.empty() &&
                                !version.ends_with("-preview");
        if (found == places_.end() || !is_certain) continue;
        for (const Views::Place& place : found->second) {
            if (version >= place.property->since) continue;
            const Value* value = first_value(place.way, 0, resource.body);
            if (value == nullptr) continue;
            sink.report(diag::ignored_property, value->span, place.property->path, version,
                        place.property->since)
                .with_help("raise `apiVersion`: until then the service leaves the property out");
        }
    }
}

} // namespace iotsec::verifier
