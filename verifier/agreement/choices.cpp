#include "verifier/agreement/choices.hpp"

#include "verifier/evaluate/cidr.hpp"
#include "verifier/evaluate/instant.hpp"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <optional>

namespace iotsec::verifier::agreement {

namespace {

using Values = std::vector<Value>;

Values texts(std::initializer_list<std::string_view> words) {
    Values result;
    for (const std::string_view word : words)
        result.emplace_back(std::string{word});
    return result;
}

Values ranges() {
    return texts({"10.0.0.0/8", "10.1.0.0/16", "10.1.2.3", "10.0.0.0/7", "172.31.4.0/24", "192.168.1.7/16",
                  "0.0.0.0/0", "8.8.8.8/32", "2001:db8::/32", "2001:db8:1::/48", "::/0", "::1"});
}

Values whole_numbers() {
    Values result;
    for (const std::int64_t number : {0, 1, 2, 5, 4, 100})
        result.emplace_back(number);
    return result;
}

/// `10.0.0.0/8` as `10.0.0.0/12` or `10.0.0.0/7`: inside, and not.
std::optional<std::string> resized(std::string_view range, int by) {
    const auto slash = range.find('/');
    if (slash == std::string_view::npos) return std::nullopt;
    int length = 0;
    const std::string_view digits = range.substr(slash + 1);
    if (std::from_chars(digits.data(), digits.data() + digits.size(), length).ec != std::errc{})
        return std::nullopt;
    const int limit = range.find(':') == std::string_view::npos ? 32 : 128;
    return std::string{range.substr(0, slash + 1)} + std::to_string(std::clamp(length + by, 0, limit));
}

Values around_number(std::int64_t number) {
    return {Value{number - 1}, Value{number}, Value{number + 1}};
}

Values around_pattern(ir::MatchOp op, const std::string& pattern) {
    switch (op) {
    case ir::MatchOp::Prefix:
        return {Value{pattern}, Value{pattern + "-more"}, Value{"a" + pattern}};
    case ir::MatchOp::Suffix:
        return {Value{pattern}, Value{"more-" + pattern}, Value{pattern + "a"}};
    case ir::MatchOp::Contains:
        return {Value{pattern}, Value{"a-" + pattern + "-b"}, Value{pattern.substr(0, pattern.size() / 2)}};
    case ir::MatchOp::Like: {
        const auto star = std::min(pattern.find('*'), pattern.size());
        const std::string head = pattern.substr(0, star);
        const std::string tail = star < pattern.size() ? pattern.substr(star + 1) : "";
        return {Value{head + tail}, Value{head + "-more-" + tail}, Value{"a" + head + tail}, Value{head}};
    }
    }
    std::abort();
}

Values around_text(const std::string& text) {
    Values result{Value{text}};
    if (!text.empty()) result.emplace_back(text + "x");
    return result;
}

Values around_range(const std::string& text) {
    Values result{Value{text}};
    for (const int by : {4, -1}) {
        if (auto range = resized(text, by)) result.emplace_back(std::move(*range));
    }
    return result;
}

Values of_record(const ir::Parameter& parameter) {
    Values result;
    for (const char* word : {"alpha", "beta"}) {
        Value record{Object{}};
        for (const auto& [name, type] : parameter.fields) {
            if (type == ir::ParamType::Int)
                record.set(name, Value{std::int64_t{1}});
            else if (type == ir::ParamType::Bool)
                record.set(name, Value{true});
            else
                record.set(name, Value{std::string{word}});
        }
        result.push_back(std::move(record));
    }
    return result;
}

Values parameter_values(const ir::Parameter& parameter) {
    switch (parameter.type) {
    case ir::ParamType::Bool:
        return {Value{true}, Value{false}};
    case ir::ParamType::Int:
        return whole_numbers();
    case ir::ParamType::Text:
    case ir::ParamType::Enum:
        return texts({"alpha", "Beta", ""});
    case ir::ParamType::Percent:
        return texts({"50", "99.5"});
    case ir::ParamType::Version:
        return texts({"1.2", "1.10"});
    case ir::ParamType::ApiVersion:
        return texts({"2021-07-02", "2023-06-30"});
    case ir::ParamType::Duration:
        return {Value{std::int64_t{86'400}}, Value{std::int64_t{3'600}}};
    case ir::ParamType::Instant:
        return texts({"2026-01-31T00:00:00Z", "2027-01-31T00:00:00Z"});
    case ir::ParamType::Cidr:
        return texts({"10.0.0.0/8", "2001:db8::/32", "192.168.0.0/16", "0.0.0.0/0"});
    case ir::ParamType::ResourceId:
        return texts({"/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/plant-rg",
                      "/subscriptions/22222222-2222-2222-2222-222222222222"});
    case ir::ParamType::Location:
        return texts({"westeurope", "East US 2", "eastus"});
    case ir::ParamType::Record:
        return of_record(parameter);
    }
    std::abort();
}

bool is_within(const ir::Parameter& parameter, const Value& value) {
    const std::int64_t* number = value.as_int();
    if (number == nullptr) return true;
    return *number >= parameter.min.value_or(*number) && *number <= parameter.max.value_or(*number);
}

} // namespace

void add_choice(std::vector<Value>& choices, Value value) {
    const bool is_there =
        std::ranges::any_of(choices, [&](const Value& choice) { return same_value(choice, value); });
    value.span = {};
    if (!is_there) choices.push_back(std::move(value));
}

std::vector<Value> parameter_choices(const ir::Parameter& parameter) {
    Values items = parameter.allowed.empty() ? parameter_values(parameter) : parameter.allowed;
    std::erase_if(items, [&](const Value& item) { return !is_within(parameter, item); });
    Values result;
    if (parameter.default_value) add_choice(result, *parameter.default_value);
    if (!parameter.list) {
        for (Value& item : items)
            add_choice(result, std::move(item));
        return result;
    }
    add_choice(result, Value{List{}});
    if (items.empty()) return result;
    add_choice(result, Value{List{items.front()}});
    add_choice(result, Value{items});
    add_choice(result, Value{List{items.back(), items.front()}});
    return result;
}

std::vector<Value> usual_values(const ir::Property& property) {
    using catalog::Kind;
    switch (property.kind) {
    case Kind::Bool:
        return {Value{true}, Value{false}};
    case Kind::Int:
    case Kind::Number:
        return whole_numbers();
    case Kind::Enum: {
        Values result;
        for (const std::string& value : property.values)
            add_choice(result, Value{value});
        for (const std::string& value : property.order)
            add_choice(result, Value{value});
        return result;
    }
    case Kind::Version:
        return texts({"1.2", "1.10", "1.2.0", "2.0-beta"});
    case Kind::ApiVersion:
        return texts({"2021-07-02", "2023-06-30-preview"});
    case Kind::Duration:
        return texts({"PT1H", "P1D"});
    case Kind::Instant:
        return texts({"2026-01-30T23:59:59Z", "2026-01-31T00:00:00Z", "2030-06-01T00:00:00Z"});
    case Kind::Cidr:
        return ranges();
    case Kind::ResourceId:
    case Kind::String:
        return {};
    case Kind::Location:
        return texts({"westeurope", "West Europe", "eastus", "East US"});
    case Kind::Object:
    case Kind::Map:
    case Kind::Any:
        return {};
    }
    std::abort();
}

bool is_well_formed(const ir::Property& property, const Value& value) {
    const std::string* text = value.as_string();
    if (text == nullptr) return true;
    if (property.kind == catalog::Kind::Cidr) return cidr(*text).has_value();
    if (property.kind == catalog::Kind::Instant) return instant(*text).has_value();
    const bool is_number = property.kind == catalog::Kind::Int || property.kind == catalog::Kind::Number;
    return !is_number && property.kind != catalog::Kind::Bool;
}

std::vector<Value> neighbours(const ir::Node& atom, const Value& value) {
    if (const std::int64_t* number = value.as_int()) return around_number(*number);
    const std::string* text = value.as_string();
    if (text == nullptr) return {value};
    if (const auto* match = std::get_if<ir::Match>(&atom)) return around_pattern(match->op, *text);
    if (const auto* inside = std::get_if<ir::Inside>(&atom)) {
        if (inside->of == ir::InsideOf::Cidr) return around_range(*text);
        return {value, Value{*text + "/below"}, Value{*text + "x"}};
    }
    return around_text(*text);
}

std::vector<Value> paths_to(const Value& segment) {
    const std::string* text = segment.as_string();
    if (text == nullptr) return {segment};
    return {segment, Value{"/a/b/" + *text}, Value{"/" + *text + "/b"}, Value{"/a/" + *text + "x"}};
}

} // namespace iotsec::verifier::agreement
