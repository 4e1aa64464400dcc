#include "compiler/ir/reader.hpp"

#include "base/diagnostics/targets.hpp"
#include "base/overloaded.hpp"

#include <algorithm>
#include <limits>

namespace iotsec::ir {

namespace {

const Object no_members;
const List no_items;
const Value nothing;

std::string description(const Value& value) {
    return std::visit(overloaded{
                          [](std::monostate) { return std::string{"null"}; },
                          [](bool) { return std::string{"a boolean"}; },
                          [](std::int64_t) { return std::string{"a number"}; },
                          [](double) { return std::string{"a number with a fraction"}; },
                          [](const std::string& text) {
                              constexpr std::size_t shown = 40;
                              return text.size() > shown ? std::string{"a text"} : "`" + text + "`";
                          },
                          [](const List&) { return std::string{"a list"}; },
                          [](const Object&) { return std::string{"an object"}; },
                          [](const UnknownRef&) { return std::string{"an unknown value"}; },
                      },
                      value.data);
}

const Object& object(const Value& value, std::string_view what, Mistakes& mistakes) {
    if (const Object* members = value.as_object()) return *members;
    expected(mistakes, what, value);
    return no_members;
}

} // namespace

void expected(Mistakes& mistakes, std::string_view what, const Value& value) {
    mistakes.add(make_diagnostic(diag::unexpected_in_rules, value.span, what, description(value)));
}

std::string text(const Value& value, Mistakes& mistakes) {
    if (const std::string* found = value.as_string()) return *found;
    expected(mistakes, "a text", value);
    return {};
}

bool flag(const Value& value, Mistakes& mistakes) {
    if (const bool* found = value.as_bool()) return *found;
    expected(mistakes, "true or false", value);
    return false;
}

std::int64_t number(const Value& value, Mistakes& mistakes) {
    if (const std::int64_t* found = value.as_int()) return *found;
    expected(mistakes, "a whole number", value);
    return 0;
}

std::uint32_t index(const Value& value, Mistakes& mistakes) {
    const std::int64_t* found = value.as_int();
    if (found != nullptr && *found >= 0 && *found < std::numeric_limits<std::uint32_t>::max()) {
        return static_cast<std::uint32_t>(*found);
    }
    expected(mistakes, "an index", value);
    return 0;
}

const List& list(const Value& value, Mistakes& mistakes) {
    if (const List* items = value.as_list()) return *items;
    expected(mistakes, "a list", value);
    return no_items;
}

std::vector<std::string> texts(const Value& value, Mistakes& mistakes) {
    std::vector<std::string> result;
    for (const Value& item : list(value, mistakes))
        result.push_back(text(item, mistakes));
    return result;
}

Members::Members(const Value& value, std::string_view what, Mistakes& mistakes)
    : members_{object(value, what, mistakes)}, what_{what}, span_{value.span}, mistakes_{mistakes},
      taken_(members_.size(), false) {}

const Value* Members::optional(std::string_view name) {
    const auto found = std::ranges::find(members_, name, &Member::name);
    if (found == members_.end()) return nullptr;
    taken_[static_cast<std::size_t>(found - members_.begin())] = true;
    return &found->value;
}

const Value& Members::required(std::string_view name) {
    if (const Value* value = optional(name)) return *value;
    mistakes_.add(make_diagnostic(diag::missing_in_rules, span_, name, what_));
    return nothing;
}

std::string Members::optional_text(std::string_view name) {
    const Value* value = optional(name);
    return value == nullptr ? std::string{} : ir::text(*value, mistakes_);
}

std::vector<std::string> Members::optional_texts(std::string_view name) {
    const Value* value = optional(name);
    return value == nullptr ? std::vector<std::string>{} : texts(*value, mistakes_);
}

bool Members::optional_flag(std::string_view name) {
    const Value* value = optional(name);
    return value != nullptr && flag(*value, mistakes_);
}

std::optional<std::int64_t> Members::optional_number(std::string_view name) {
    const Value* value = optional(name);
    return value == nullptr ? std::nullopt : std::optional{number(*value, mistakes_)};
}

void Members::finish() {
    const auto left = std::ranges::find(taken_, false);
    if (left == taken_.end()) return;
    const Member& member = members_[static_cast<std::size_t>(left - taken_.begin())];
    mistakes_.add(make_diagnostic(diag::unknown_in_rules, member.name_span, member.name, what_));
}

} // namespace iotsec::ir
