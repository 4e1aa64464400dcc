#include "azure/policy/evaluate/select.hpp"

#include "base/text.hpp"

#include <algorithm>

namespace iotsec::azure::policy {

namespace {

bool same_step(const Step& a, const Step& b) {
    return a.kind == b.kind && a.index == b.index && equal_ignoring_case(a.name, b.name);
}

/// How far two paths go together: the number of `[*]` in what they share, and where the last of those stands.
struct Shared {
    std::size_t stars = 0;
    std::size_t steps = 0; ///< up to and with the last shared `[*]`
};

Shared shared(const Path& a, const Path& b) {
    Shared result;
    const std::size_t most = std::min(a.steps.size(), b.steps.size());
    for (std::size_t i = 0; i < most && same_step(a.steps[i], b.steps[i]); ++i) {
        if (a.steps[i].kind != Step::Kind::Each) continue;
        ++result.stars;
        result.steps = i + 1;
    }
    return result;
}

const Value* unless_null(const Value& value) {
    return value.is_null() ? nullptr : &value;
}

} // namespace

Start start_of(const Path& path, const Value& body, const Binding* binding) {
    Start best{&body, path.steps, 0, nullptr};
    if (path.stars == 0) return best;
    for (; binding != nullptr; binding = binding->outer) {
        if (binding->path == nullptr) continue;
        const Shared common = shared(path, *binding->path);
        const std::size_t bound = std::min(common.stars, binding->items.size());
        if (bound <= best.bound || bound < common.stars) continue;
        best = {binding->items[bound - 1], std::span{path.steps}.subspan(common.steps), bound,
                &binding->items};
    }
    return best;
}

const Value* special_value(const Field& field, const Resource& resource) {
    switch (field.kind) {
    case Field::Kind::Name:
        return unless_null(resource.name_value());
    case Field::Kind::FullName:
        return unless_null(resource.full_name_value());
    case Field::Kind::Type:
        return unless_null(resource.type_value());
    case Field::Kind::Id:
        return unless_null(resource.id_value());
    case Field::Kind::ApiVersion:
        return unless_null(resource.api_version_value());
    case Field::Kind::Location:
        return resource.body().find("location");
    case Field::Kind::Body:
    case Field::Kind::Alias:
    case Field::Kind::Unknown:
        break;
    }
    return nullptr;
}

} // namespace iotsec::azure::policy
