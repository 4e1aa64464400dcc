#include "tests/conformance/arm/arm.hpp"

#include "azure/expression/json_writer.hpp"
#include "azure/expression/lenient_json.hpp"
#include "azure/expression/unknown.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <utility>

namespace iotsec::test {

namespace {

std::string shown(const Value& value) {
    constexpr std::size_t longest = 240;
    std::string text = azure::json_text_of(value);
    if (text.size() > longest) text = text.substr(0, longest) + "…";
    return text;
}

std::string differ(const Value& expected, const Value& found, const std::string& path) {
    return fmt::format("{}: expected {}, found {}", path, shown(expected), shown(found));
}

std::string object_difference(const Object& expected, const Object& found, const std::string& path) {
    for (const Member& member : expected) {
        const auto other = std::ranges::find(found, member.name, &Member::name);
        if (other == found.end()) return fmt::format("{}.{} is missing", path, member.name);
        if (auto one = difference(member.value, other->value, path + "." + member.name); !one.empty())
            return one;
    }
    for (const Member& member : found) {
        if (std::ranges::find(expected, member.name, &Member::name) == expected.end())
            return fmt::format("{}.{} is too much: {}", path, member.name, shown(member.value));
    }
    return {};
}

std::string list_difference(const List& expected, const List& found, const std::string& path) {
    for (std::size_t i = 0; i < std::min(expected.size(), found.size()); ++i) {
        auto one = difference(expected[i], found[i], fmt::format("{}[{}]", path, i));
        if (!one.empty()) return one;
    }
    if (expected.size() == found.size()) return {};
    return fmt::format("{} has {} items, expected {}", path, found.size(), expected.size());
}

/// The members of each resource stand in the engine's order.
std::string order_difference(const Value& expected, const Value& found) {
    for (std::size_t i = 0; i < expected.as_list()->size(); ++i) {
        const Object& a = *(*expected.as_list())[i].as_object();
        const Object& b = *(*found.as_list())[i].as_object();
        for (std::size_t m = 0; m < a.size(); ++m) {
            if (a[m].name != b[m].name)
                return fmt::format("resources[{}]: `{}` stands where `{}` is expected", i, b[m].name,
                                   a[m].name);
        }
    }
    return {};
}

/// The id that a diagnostic is about, and its kind: the words behind may differ.
std::string head_of(const Value& diagnostic) {
    const std::string* text = diagnostic.as_string();
    return text == nullptr ? std::string{} : text->substr(0, text->find(':', text->find(" Warning")));
}

std::string diagnostics_difference(const Value& expected, const azure::Prediction& found) {
    const List& all = *expected.as_list();
    if (all.size() != found.diagnostics.size())
        return fmt::format("{} diagnostics, expected {}", found.diagnostics.size(), all.size());
    for (std::size_t i = 0; i < all.size(); ++i) {
        const Value own{found.diagnostics[i]};
        if (head_of(all[i]) != head_of(own)) return differ(all[i], own, "diagnostics");
    }
    return {};
}

} // namespace

void ArmReport::add(bool holds, std::string id, std::string text) {
    if (holds) {
        ++passed;
    } else {
        failed.push_back({std::move(id), std::move(text)});
    }
}

std::string difference(const Value& expected, const Value& found, const std::string& path) {
    if (expected.as_object() != nullptr && found.as_object() != nullptr)
        return object_difference(*expected.as_object(), *found.as_object(), path);
    if (expected.as_list() != nullptr && found.as_list() != nullptr)
        return list_difference(*expected.as_list(), *found.as_list(), path);
    return azure::equal(expected, found) == true ? std::string{} : differ(expected, found, path);
}

Value reread(const Value& value) {
    auto read = azure::read_lenient_json(azure::json_text_of(value), {});
    return read.value ? std::move(*read.value) : Value{};
}

std::string difference(const ArmExpectation& expected, const azure::Prediction& found) {
    if (expected.is_refused) return found.is_refused ? std::string{} : "it should be refused";
    if (found.is_refused) return "it is refused";
    const Value resources = reread(Value{found.resources});
    if (expected.resources != nullptr) {
        if (auto one = difference(*expected.resources, resources, "resources"); !one.empty()) return one;
        if (auto one = order_difference(*expected.resources, resources); !one.empty()) return one;
    }
    if (expected.outputs != nullptr) {
        auto one = difference(*expected.outputs, reread(Value{found.outputs}), "outputs");
        if (!one.empty()) return one;
    }
    return expected.diagnostics == nullptr ? std::string{}
                                           : diagnostics_difference(*expected.diagnostics, found);
}

std::vector<Value> arm_cases(const std::filesystem::path& file) {
    std::vector<Value> cases;
    std::ifstream in{file};
    for (std::string line; std::getline(in, line);) {
        auto read = azure::read_lenient_json(line, {});
        cases.push_back(read.value ? std::move(*read.value) : Value{});
    }
    return cases;
}

Value arm_parameters(const Value* values) {
    Object given;
    if (values != nullptr && values->as_object() != nullptr) {
        for (const Member& member : *values->as_object())
            given.push_back({member.name, {}, Value{Object{{"value", {}, member.value}}}});
    }
    return Value{Object{{"parameters", {}, Value{std::move(given)}}}};
}

} // namespace iotsec::test
