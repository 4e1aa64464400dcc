#include "azure/template/parameter_values.hpp"
#include "base/json/reader.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <string>

using namespace iotsec;

namespace {

std::string words(const Value& value) {
    if (const std::string* text = value.as_string()) return *text;
    if (const bool* flag = value.as_bool()) return *flag ? "true" : "false";
    if (const std::int64_t* number = value.as_int()) return std::to_string(*number);
    return "none-of-" + std::to_string(value.as_unknown()->never.size());
}

/// The values of `env`, declared so, in a template with these variables.
std::string values(const std::string& declaration, const std::string& variables = "") {
    const std::string text =
        fmt::format(R"({{"parameters": {{"env": {}}}, "variables": {{{}}}}})", declaration, variables);
    const auto root = read_json(SourceFile{SourceId{0}, "t.json", text});
    REQUIRE(root.ok());
    std::string result;
    for (const Value& value : azure::possible_values(root.value(), "env"))
        result += (result.empty() ? "" : " ") + words(value);
    return result;
}

const std::string text_type = R"({"type": "string"})";

} // namespace

TEST_CASE("a declaration limits the values of a parameter") {
    CHECK(values(R"({"type": "string", "allowedValues": ["a", "b"]})") == "a b");
    CHECK(values(R"({"type": "Bool"})") == "true false");
    CHECK(values(R"({"type": "array", "allowedValues": ["a", "b"]})").empty());
    CHECK(values(text_type).empty());
}

TEST_CASE("a template tells the values that it compares a parameter with from all others") {
    CHECK(values(text_type, R"json("a": "[equals(parameters('env'), 'prod')]")json") == "prod none-of-1");
    CHECK(
        values(
            text_type,
            R"json("a": ["[if(equals('dev', parameters('ENV')), equals(parameters('env'), 'x'), 1)]"])json") ==
        "dev x none-of-2");
    CHECK(
        values(
            R"({"type": "int"})",
            R"json("a": "[not(equals(parameters('env'), 3))]", "b": "[equals(parameters('env'), 3)]")json") ==
        "3 none-of-1");
}

TEST_CASE("other comparisons, other parameters and broken expressions tell nothing") {
    CHECK(values(text_type, R"json("a": "[equals(parameters('other'), 'env')]")json").empty());
    CHECK(values(text_type, R"json("a": "[equals(toLower(parameters('env')), 'b')]")json").empty());
    CHECK(values(text_type, R"json("a": "[equals(parameters('env'), variables('env'))]")json").empty());
    CHECK(values(text_type, R"json("a": "[equals(parameters('env'), 'x'")json").empty());
    CHECK(values(text_type, R"json("a": "equals(parameters('env'), 'x')")json").empty());
}
