#include "compiler/catalog/body.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <utility>

namespace iotsec::catalog {

namespace {

/// The names between an object and a member of it, by their places in the body: `properties.` of
/// `properties.minTlsVersion`. A member's own name may hold dots, so it is taken from the property.
std::vector<std::string> names_between(std::string_view parent_json, const Property& property) {
    std::string_view rest = property.json;
    if (!parent_json.empty() && starts_with_ignoring_case(rest, parent_json)) {
        rest.remove_prefix(parent_json.size());
        if (rest.starts_with("[*]")) rest.remove_prefix(3);
        if (rest.starts_with('.')) rest.remove_prefix(1);
    }
    std::vector<std::string> names;
    if (ends_with_ignoring_case(rest, property.name)) {
        const std::string_view last = rest.substr(rest.size() - property.name.size());
        rest.remove_suffix(last.size());
        if (rest.ends_with('.')) rest.remove_suffix(1);
        if (!rest.empty()) {
            for (const std::string_view part : split(rest, '.'))
                names.emplace_back(part);
        }
        names.emplace_back(last);
        return names;
    }
    for (const std::string_view part : split(rest, '.'))
        names.emplace_back(part);
    return names;
}

/// The object at the end of `names` in `body`, made where it is missing; the last name is the member's own.
Value& parent_of(Value& body, const std::vector<std::string>& names) {
    Value* at = &body;
    for (std::size_t i = 0; i + 1 < names.size(); ++i) {
        Value* next = at->find(names[i]);
        at = next != nullptr ? next : &at->set(names[i], Value{Object{}});
    }
    return *at;
}

const Value* value_at(const Value& body, const std::vector<std::string>& names) {
    const Value* at = &body;
    for (const std::string& name : names) {
        at = at->find(name);
        if (at == nullptr) return nullptr;
    }
    return at;
}

bool is_map(const ResourceType& type, std::optional<PropertyId> id) {
    return id && type[*id].kind == Kind::Map;
}

std::optional<PropertyId> map_value(const ResourceType& type, PropertyId map) {
    return type.child(map, "*");
}

/// One direction of the change of form; both walk the same way.
class Change {
  public:
    explicit Change(const ResourceType& type) : type_{type} {}

    [[nodiscard]] Value to_azure(const Value& value, std::optional<PropertyId> at) const {
        if (const List* items = value.as_list()) return list(*items, value.span, at, &Change::to_azure);
        const Object* members = value.as_object();
        if (members == nullptr || (at && type_[*at].kind == Kind::Any)) return value;
        if (is_map(type_, at)) return map(*members, value.span, *at, &Change::to_azure);
        Value result{Object{}, value.span};
        for (const Member& member : *members) {
            const Place where = place(type_, at, member.name);
            Value below = where.property ? to_azure(member.value, where.property) : member.value;
            parent_of(result, where.names).set(where.names.back(), std::move(below));
        }
        return result;
    }

    [[nodiscard]] Value from_azure(const Value& value, std::optional<PropertyId> at) const {
        if (const List* items = value.as_list()) return list(*items, value.span, at, &Change::from_azure);
        if (value.as_object() == nullptr || (at && type_[*at].kind == Kind::Any)) return value;
        if (is_map(type_, at)) return map(*value.as_object(), value.span, *at, &Change::from_azure);
        Value result{Object{}, value.span};
        Value rest = value;
        const auto& children = at ? type_[*at].children : type_.roots;
        for (const PropertyId child : children)
            take(child, at, value, rest, result);
        for (const Member& member : *rest.as_object()) {
            const Object* left = member.value.as_object();
            if (member.name == "properties" && left != nullptr && left->empty()) continue;
            if (result.find(member.name) == nullptr) result.set(member.name, member.value);
        }
        return result;
    }

  private:
    using Walk = Value (Change::*)(const Value&, std::optional<PropertyId>) const;

    [[nodiscard]] Value list(const List& items, Span span, std::optional<PropertyId> at, Walk walk) const {
        List result;
        for (const Value& item : items)
            result.push_back((this->*walk)(item, at));
        return Value{std::move(result), span};
    }
    [[nodiscard]] Value map(const Object& members, Span span, PropertyId at, Walk walk) const {
        Object result;
        for (const Member& member : members) {
            const auto value = map_value(type_, at);
            result.push_back(
                {member.name, member.name_span, value ? (this->*walk)(member.value, value) : member.value});
        }
        return Value{std::move(result), span};
    }
    void take(PropertyId child, std::optional<PropertyId> at, const Value& value, Value& rest,
              Value& result) const {
        const auto names =
            names_between(at ? std::string_view{type_[*at].json} : std::string_view{}, type_[child]);
        const Value* found = value_at(value, names);
        if (found == nullptr || result.find(type_[child].name) != nullptr) return;
        result.set(type_[child].name, from_azure(*found, child));
        if (value_at(rest, names) != nullptr) parent_of(rest, names).erase(names.back());
    }

    const ResourceType& type_;
};

} // namespace

Place place(const ResourceType& type, std::optional<PropertyId> below, std::string_view member) {
    const auto found = type.child(below, member);
    if (!found) return {{std::string{member}}, std::nullopt};
    const std::string_view parent = below ? std::string_view{type[*below].json} : std::string_view{};
    return {names_between(parent, type[*found]), found};
}

Value to_azure(const ResourceType& type, const Value& body) {
    return Change{type}.to_azure(body, std::nullopt);
}

Value from_azure(const ResourceType& type, const Value& body) {
    return Change{type}.from_azure(body, std::nullopt);
}

std::string api_version_with(const ResourceType& type, const std::vector<PropertyId>& properties) {
    const auto has_all = [&](const std::string& version) {
        return std::ranges::all_of(properties, [&](PropertyId id) { return type.has(id, version); });
    };
    const auto newest = [&](bool preview) -> const std::string* {
        const auto found =
            std::find_if(type.api_versions.rbegin(), type.api_versions.rend(),
                         [&](const auto& v) { return v.ends_with("preview") == preview && has_all(v); });
        return found == type.api_versions.rend() ? nullptr : &*found;
    };
    if (const std::string* stable = newest(false)) return *stable;
    const std::string* preview = newest(true);
    return preview == nullptr ? type.newest_api_version() : *preview;
}

} // namespace iotsec::catalog
