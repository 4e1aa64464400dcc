#include "base/value.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <utility>

namespace iotsec {

namespace {

template <typename Members>
auto* find_member(Members& members, std::string_view name) {
    const auto found = std::find_if(members.rbegin(), members.rend(),
                                    [&](const Member& m) { return equal_ignoring_case(m.name, name); });
    return found == members.rend() ? nullptr : &*found;
}

bool same_members(const Object& a, const Object& b) {
    const auto exactly = [](const Object& members, const std::string& name) {
        return std::ranges::find(members, name, &Member::name);
    };
    return a.size() == b.size() && std::ranges::all_of(a, [&](const Member& member) {
               const auto other = exactly(b, member.name);
               return other != b.end() && same_value(member.value, other->value);
           });
}

} // namespace

const Unknown* Value::as_unknown() const {
    const auto* ref = std::get_if<UnknownRef>(&data);
    return ref == nullptr ? nullptr : ref->get();
}

const Value* Value::find(std::string_view name) const {
    const Object* members = as_object();
    if (members == nullptr) return nullptr;
    const Member* member = find_member(*members, name);
    return member == nullptr ? nullptr : &member->value;
}

Value* Value::find(std::string_view name) {
    return const_cast<Value*>(std::as_const(*this).find(name));
}

std::optional<double> Value::as_number() const {
    if (const std::int64_t* whole = as_int()) return static_cast<double>(*whole);
    const double* number = as_double();
    return number == nullptr ? std::nullopt : std::optional{*number};
}

std::string_view Value::text_at(std::string_view name) const {
    const Value* member = find(name);
    const std::string* text = member == nullptr ? nullptr : member->as_string();
    return text == nullptr ? std::string_view{} : std::string_view{*text};
}

Value& Value::set(std::string_view name, Value value) {
    if (as_object() == nullptr) data = Object{};
    if (Value* present = find(name)) return *present = std::move(value);
    return std::get<Object>(data).emplace_back(Member{std::string{name}, {}, std::move(value)}).value;
}

bool Value::erase(std::string_view name) {
    auto* members = std::get_if<Object>(&data);
    if (members == nullptr) return false;
    return std::erase_if(*members, [&](const Member& m) { return equal_ignoring_case(m.name, name); }) > 0;
}

Value text_value(std::string_view text) {
    return Value{std::string{text}};
}

Value make_unknown(Unknown unknown, Span span) {
    return Value{Value::Data{std::make_shared<const Unknown>(std::move(unknown))}, span};
}

bool same_value(const Value& a, const Value& b) {
    if (a.data.index() != b.data.index()) return false;
    if (const List* list = a.as_list()) return std::ranges::equal(*list, *b.as_list(), same_value);
    if (const Object* members = a.as_object()) return same_members(*members, *b.as_object());
    if (const Unknown* unknown = a.as_unknown()) {
        return unknown == b.as_unknown() ||
               (unknown->identity != 0 && unknown->identity == b.as_unknown()->identity);
    }
    if (const std::string* text = a.as_string()) return *text == *b.as_string();
    if (const bool* flag = a.as_bool()) return *flag == *b.as_bool();
    if (const std::int64_t* number = a.as_int()) return *number == *b.as_int();
    if (const double* number = a.as_double()) return *number == *b.as_double();
    return true;
}

} // namespace iotsec
