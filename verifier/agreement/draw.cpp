#include "verifier/agreement/draw.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

namespace iotsec::verifier::agreement {

namespace {

using catalog::Kind;

/// Whether the service always shows it, so that no evidence lacks it.
bool is_always_there(const ir::Property* property) {
    if (property == nullptr) return false;
    const bool is_envelope = property->path == "location" || property->path == "id" ||
                             property->path == "name" || property->path == "type";
    return property->always_returned || is_envelope;
}

bool takes_any_text(const ir::Property& property) {
    return property.kind == Kind::String || (property.kind == Kind::Enum && property.open);
}

} // namespace

Value Draw::any(const Shape& shape) {
    if (is_always_there(shape.property)) return present(shape);
    // What only leads to something is left out now and then; what is read, often.
    const bool is_read = shape.property != nullptr || shape.is_leaf();
    const std::size_t roll = random_.below(100);
    if (roll < (is_read ? 14U : 4U)) return {};
    return present(shape);
}

Value Draw::present(const Shape& shape) {
    if (!shape.is_list) return shape.is_leaf() ? scalar(shape) : object(shape);
    static constexpr std::array<std::size_t, 10> sizes{0, 0, 1, 1, 1, 1, 2, 2, 2, 3};
    List items;
    for (std::size_t left = sizes[random_.below(sizes.size())]; left > 0; --left)
        items.push_back(random_.chance(6) ? Value{} : item(shape));
    return Value{std::move(items)};
}

Value Draw::item(const Shape& shape) {
    return shape.is_leaf() ? scalar(shape) : object(shape);
}

Value Draw::object(const Shape& shape) {
    Value result{Object{}};
    for (const Shape& member : shape.members) {
        Value value = any(member);
        if (value.is_null() && random_.chance(60)) continue;
        std::string name = member.name;
        if (random_.chance(3)) name[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(name[0])));
        result.set(name, std::move(value));
    }
    return result;
}

Value Draw::scalar(const Shape& shape) {
    if (shape.property == nullptr) {
        const bool has_values = !shape.values.empty() && random_.chance(85);
        return has_values ? random_.one_of(shape.values) : Value{std::string{"some"}};
    }
    if (shape.meets_an_id && random_.chance(70)) return id();
    const std::size_t roll = random_.below(100);
    if (roll < 12 || shape.values.empty()) return foreign(shape);
    return respelt(random_.one_of(shape.values), roll < 30 ? shape.property : nullptr);
}

/// A value that nothing is compared with.
Value Draw::foreign(const Shape& shape) {
    const ir::Property& property = *shape.property;
    switch (property.kind) {
    case Kind::Object:
    case Kind::Map:
    case Kind::Any:
        return Value{Object{}};
    case Kind::ResourceId:
        return id();
    case Kind::Bool:
    case Kind::Int:
    case Kind::Number:
    case Kind::Enum:
    case Kind::String:
    case Kind::Version:
    case Kind::ApiVersion:
    case Kind::Duration:
    case Kind::Instant:
    case Kind::Cidr:
    case Kind::Location:
        break;
    }
    if (!takes_any_text(property) && !shape.values.empty()) return random_.one_of(shape.values);
    static const std::vector<std::string> words{"", "foreign", "Foreign Value", "ENABLED", "0", "true", " "};
    const std::string word = shape.is_never_empty ? "foreign" : random_.one_of(words);
    const std::string* near = shape.values.empty() ? nullptr : random_.one_of(shape.values).as_string();
    if (near == nullptr || near->size() < 2 || random_.chance(60)) return Value{word};
    return Value{random_.chance(50) ? *near + " " : near->substr(0, near->size() - 1)};
}

Value Draw::id() {
    if (ids.empty()) return Value{std::string{"/subscriptions/none"}};
    std::string id = random_.chance(55) ? ids.front() : random_.one_of(ids);
    switch (random_.below(8)) {
    case 0:
        return Value{to_lower(id)};
    case 1:
        return Value{id + "/below"};
    case 2:
        return Value{id.substr(0, id.rfind('/'))};
    case 3:
        return Value{id + "x"};
    default:
        return Value{std::move(id)};
    }
}

Value Draw::respelt(Value value, const ir::Property* property) {
    auto* text = std::get_if<std::string>(&value.data);
    if (text == nullptr || property == nullptr || property->exact) return value;
    const bool is_upper = random_.chance(50);
    for (char& c : *text) {
        const auto byte = static_cast<unsigned char>(c);
        c = static_cast<char>(is_upper ? std::toupper(byte) : std::tolower(byte));
    }
    return value;
}

Value Draw::malformed(const Shape& shape) {
    const bool is_structure = shape.is_list || !shape.is_leaf();
    const Value text{std::string{"not as it should be"}};
    const Value list{List{Value{std::string{"a"}}, Value{std::string{"b"}}}};
    Value object{Object{}};
    object.set("a", Value{std::int64_t{1}});
    switch (random_.below(is_structure ? 3 : 5)) {
    case 0:
        return shape.is_list ? object : list;
    case 1:
        return is_structure ? text : object;
    case 2:
        return is_structure ? Value{true} : text;
    case 3:
        return Value{std::string{"true"}};
    default:
        return Value{std::int64_t{7}};
    }
}

} // namespace iotsec::verifier::agreement
