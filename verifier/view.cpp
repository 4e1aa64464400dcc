#include "verifier/view.hpp"

#include "base/text.hpp"
#include "verifier/evaluate/evaluator.hpp"
#include "verifier/request_from.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace iotsec::verifier {

namespace {

using Segment = Views::Segment;
using Place = Views::Place;

/// `****` inside a text stands for what was masked.
std::vector<std::optional<std::string>> unmasked(std::string_view text) {
    constexpr std::string_view mask = "***"; // at least three
    std::vector<std::optional<std::string>> pieces;
    for (auto at = text.find(mask); at != std::string_view::npos; at = text.find(mask)) {
        pieces.emplace_back(std::string{text.substr(0, at)});
        pieces.emplace_back(std::nullopt);
        text.remove_prefix(std::min(text.find_first_not_of('*', at), text.size()));
    }
    if (!pieces.empty()) pieces.emplace_back(std::string{text});
    return pieces;
}

/// What a value can be by its type, where that is a short list.
List domain(const ir::Property& property) {
    if (property.list) return {};
    if (property.kind == catalog::Kind::Bool) return {Value{true}, Value{false}};
    if (property.kind != catalog::Kind::Enum || property.open) return {};
    List values;
    for (const std::string& value : property.values)
        values.emplace_back(value);
    return values;
}

bool is_filled_by_service(const ir::Property& property) {
    return property.read_only || property.visible_in == catalog::VisibleIn::Response;
}
bool is_withheld(const ir::Property& property) {
    return property.secret || property.visible_in == catalog::VisibleIn::Request;
}

/// Applies a view to one resource.
class Marker {
  public:
    Marker(Resource& resource, std::size_t ordinal, ServiceFilled service_filled)
        : resource_{resource}, ordinal_{ordinal}, service_filled_{service_filled} {}

    void mark(const Place& place) {
        const bool is_request = resource_.view == View::Request;
        const ir::Property& property = *place.property;
        if (is_request ? !is_filled_by_service(property) : !is_withheld(property)) return;
        walk(place, 0, resource_.body);
    }

  private:
    void walk(const Place& place, std::size_t step, Value& owner) {
        const Segment& segment = place.way[step];
        const bool is_last = step + 1 == place.way.size();
        if (owner.as_unknown() != nullptr || segment.name == "*") return;
        if (is_last) return fill(place, owner, segment.name);
        Value* next = owner.find(segment.name);
        if (next == nullptr || next->is_null()) {
            // An owner that the request lacks has no members. Keys hang below objects that exports leave out.
            if (segment.is_list || (!segment.is_inner && resource_.view != View::Registry)) return;
            next = &owner.set(segment.name, Value{Object{}});
        }
        if (!segment.is_list) {
            if (next->as_object() != nullptr) walk(place, step + 1, *next);
            return;
        }
        auto* items = std::get_if<List>(&next->data);
        for (std::size_t i = 0; items != nullptr && i < items->size(); ++i) {
            if ((*items)[i].as_object() != nullptr) walk(place, step + 1, (*items)[i]);
        }
    }

    void fill(const Place& place, Value& owner, const std::string& name) {
        const ir::Property& property = *place.property;
        Value* present = owner.find(name);
        if (present != nullptr && !present->is_null()) {
            if (resource_.view != View::Request) unmask(property, *present);
            return;
        }
        if (resource_.view == View::Request) {
            Value told = value_from_request(property.request_from, owner,
                                            place.is_top_level() ? &resource_.name : nullptr);
            if (!told.is_null())
                owner.set(name, std::move(told));
            else if (!property.list || service_filled_ == ServiceFilled::Unknown) {
                owner.set(name, unknown(property, Cause::NotInRequest, "not carried by a request body"));
            }
            return;
        }
        owner.set(name, unknown(property, Cause::NotExported, "not exported"));
    }

    void unmask(const ir::Property& property, Value& value) {
        const std::string* text = value.as_string();
        auto pieces = text == nullptr ? std::vector<std::optional<std::string>>{} : unmasked(*text);
        if (pieces.empty()) return;
        const Span place = value.span;
        value = make_unknown({.cause = Cause::NotExported,
                              .reason = fmt::format("`{}` is masked", property.path),
                              .identity = next_identity(property),
                              .domain = {},
                              .may_be_absent = false,
                              .pieces = std::move(pieces)},
                             place);
    }

    Value unknown(const ir::Property& property, Cause cause, std::string_view why) {
        return make_unknown({.cause = cause,
                             .reason = fmt::format("`{}` is {}", property.path, why),
                             .identity = next_identity(property),
                             .domain = domain(property),
                             .may_be_absent = !property.always_returned,
                             .pieces = {}});
    }

    std::uint64_t next_identity(const ir::Property& property) {
        return derived_identity(((ordinal_ + 1) << 24U) + ++count_, property.path);
    }

    Resource& resource_;
    std::size_t ordinal_;
    ServiceFilled service_filled_;
    std::uint64_t count_ = 0;
};

/// All of a resource that is only referred to is known elsewhere.
void forget_body(Resource& resource, std::size_t ordinal) {
    resource.body = make_unknown({.cause = Cause::NotInEvidence,
                                  .reason = "the resource is only referred to here",
                                  .identity = derived_identity(ordinal + 1, "existing"),
                                  .domain = {},
                                  .may_be_absent = false,
                                  .pieces = {}},
                                 resource.body.span);
}

} // namespace

std::vector<Views::Segment> way_to(const ir::Property& property) {
    std::vector<Views::Segment> result;
    const auto names = split(property.path, '.');
    std::size_t next = 0;
    for (std::string_view part : split(property.json, '.')) {
        Segment segment;
        segment.is_inner = next >= names.size() || !equal_ignoring_case(part, names[next]);
        if (!segment.is_inner) ++next;
        segment.is_list = part.ends_with("[*]");
        if (segment.is_list) part.remove_suffix(3);
        segment.name = part;
        result.push_back(std::move(segment));
    }
    return result;
}

bool Views::Place::is_top_level() const {
    return std::all_of(way.begin(), way.end() - 1, [](const Segment& segment) { return segment.is_inner; });
}

Views::Views(const ir::Program& program) {
    for (const ir::Property& property : program.properties) {
        if (!is_filled_by_service(property) && !is_withheld(property)) continue;
        places_[to_lower(property.type)].push_back({&property, way_to(property)});
    }
}

void Views::apply(Evidence& evidence) const {
    const ServiceFilled filled = evidence.closed ? ServiceFilled::Absent : ServiceFilled::Unknown;
    for (std::size_t i = 0; i < evidence.resources.size(); ++i)
        apply(evidence.resources[i], i, filled);
}

void Views::apply(Resource& resource, std::size_t ordinal, ServiceFilled service_filled) const {
    if (resource.existing) return forget_body(resource, ordinal);
    const auto found = places_.find(to_lower(resource.type));
    if (found == places_.end()) return;
    Marker marker{resource, ordinal, service_filled};
    for (const Place& place : found->second)
        marker.mark(place);
}

void apply_view(const ir::Program& program, Evidence& evidence) {
    Views{program}.apply(evidence);
}

} // namespace iotsec::verifier
