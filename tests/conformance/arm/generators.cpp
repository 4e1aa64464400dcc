// Large templates of the construct cases, made as `make-cases.py` makes them.
#include "tests/conformance/arm/arm.hpp"

#include <fmt/format.h>

#include <cstdint>
#include <string>

namespace iotsec::test {

namespace {

std::string repeated(std::string_view text, std::int64_t count) {
    std::string result;
    for (std::int64_t i = 0; i < count; ++i)
        result += text;
    return result;
}

std::string entry(std::string_view section, std::int64_t i) {
    if (section == "parameters") return fmt::format(R"("n{0}": {{"type": "int", "defaultValue": {0}}})", i);
    if (section == "variables") return fmt::format(R"("n{0}": {0})", i);
    if (section == "outputs") return fmt::format(R"("n{0}": {{"type": "int", "value": {0}}})", i);
    return fmt::format(
        R"({{"type": "Microsoft.Devices/IotHubs", "apiVersion": "2023-06-30", "name": "hub{}", )"
        R"("location": "westeurope"}})",
        i);
}

std::string many(std::string_view section, std::int64_t count) {
    std::string entries;
    for (std::int64_t i = 0; i < count; ++i)
        entries += (i == 0 ? "" : ", ") + entry(section, i);
    if (section == "resources") return fmt::format(R"("resources": [{}])", entries);
    return fmt::format(R"("resources": [], "{}": {{{}}})", section, entries);
}

std::string long_expression(std::int64_t length) {
    constexpr std::int64_t around = 12; // `[concat('')]`
    return fmt::format(R"("variables": {{"v": "[concat('{}')]"}}, "resources": [], )"
                       R"("outputs": {{"n": {{"type": "int", "value": "[length(variables('v'))]"}}}})",
                       std::string(static_cast<std::size_t>(length - around), 'a'));
}

std::string deep_expression(std::int64_t depth) {
    return fmt::format(R"("resources": [], "outputs": {{"b": {{"type": "bool", "value": "[{}true(){}]"}}}})",
                       repeated("not(", depth), repeated(")", depth));
}

std::string deep_json(std::int64_t depth) {
    return fmt::format(R"("resources": [], "variables": {{"v": {}1{}}}, )"
                       R"("outputs": {{"n": {{"type": "int", "value": "[length(variables('v'))]"}}}})",
                       repeated("{\"a\":", depth), repeated("}", depth));
}

} // namespace

std::string generated_template(const Value& generator) {
    const List& words = *generator.as_list();
    const std::string& name = *words[0].as_string();
    const std::int64_t number = *words.back().as_int();
    const std::string body =
        name == "many"              ? many(*words[1].as_string(), number)
        : name == "long_expression" ? long_expression(number)
        : name == "deep_expression" ? deep_expression(number)
        : name == "deep_json"
            ? deep_json(number)
            : fmt::format(R"("metadata": {{"pad": "{}"}}, "resources": [])", repeated("x", number));
    return fmt::format(
        R"({{"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", )"
        R"("contentVersion": "1.0.0.0", {}}})",
        body);
}

} // namespace iotsec::test
