#include "verifier/ignored_properties.hpp"

#include "base/diagnostics/evidence.hpp"
#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <variant>

namespace iotsec::verifier {

namespace {

using Segment = Views::Segment;

Value* member_of(Value& owner, std::string_view name) {
    Object* members = std::get_if<Object>(&owner.data);
    if (members == nullptr) return nullptr;
    const auto found = std::ranges::find(*members, name, &Member::name);
    return found == members->end() ? nullptr : &found->value;
}

/// Makes every value at the end of `way` below `owner` unknown; the place of the first, nullopt where there
/// is none.
std::optional<Span> make_unknown_at(const std::vector<Segment>& way, std::size_t step, Value& owner,
                                    const Unknown& unknown) {
    Value* next = member_of(owner, way[step].name);
    if (next == nullptr || next->is_null()) return std::nullopt;
    if (step + 1 == way.size()) {
        const Span place = next->span;
        *next = make_unknown(unknown, place);
        return place;
    }
    if (!way[step].is_list) return make_unknown_at(way, step + 1, *next, unknown);
    std::optional<Span> first;
    List* items = std::get_if<List>(&next->data);
    for (std::size_t i = 0; items != nullptr && i < items->size(); ++i) {
        const auto place = make_unknown_at(way, step + 1, (*items)[i], unknown);
        if (!first) first = place;
    }
    return first;
}

} // namespace

LaterProperties::LaterProperties(const ir::Program& program) {
    for (const ir::Property& property : program.properties) {
        if (!property.since.empty() && !property.json.empty())
            places_[to_lower(property.type)].push_back({&property, way_to(property)});
    }
}

void LaterProperties::apply(Evidence& evidence, DiagnosticSink& sink) const {
    for (Resource& resource : evidence.resources) {
        const auto found = places_.find(to_lower(resource.type));
        const std::string& version = resource.api_version;
        const bool is_certain = resource.view == View::Request && !resource.existing && !version.empty() &&
                                !version.ends_with("-preview");
        if (found == places_.end() || !is_certain) continue;
        for (const Views::Place& place : found->second) {
            if (version >= place.property->since) continue;
            const Unknown unknown{
                .cause = Cause::NotInRequest,
                .reason = fmt::format("API version {} does not have `{}`", version, place.property->path)};
            const auto written = make_unknown_at(place.way, 0, resource.body, unknown);
            if (!written) continue;
            sink.report(diag::ignored_property, *written, place.property->path, version,
                        place.property->since)
                .with_help("raise `apiVersion`: until then the service leaves the property out");
        }
    }
}

} // namespace iotsec::verifier
