#include "azure/expression/base64.hpp"
#include "azure/expression/function.hpp"
#include "azure/expression/lenient_json.hpp"

#include <fmt/core.h>

#include <array>
#include <utility>

namespace iotsec::azure {

namespace {

Value parsed(const Call& call, const std::string& text) {
    call.evaluator.session().spend(text.size() / 8, call.evaluator.place());
    auto read = read_lenient_json(text, call.evaluator.place());
    return read.value ? std::move(*read.value)
                      : call.fail(fmt::format("the text is no JSON: {}", read.error));
}

Value json(Call& call) {
    return parsed(call, call.text(0));
}

Value base64_to_json(Call& call) {
    const auto bytes = from_base64(call.text(0));
    return bytes ? parsed(call, valid_utf8(*bytes)) : call.fail("the text is no base64");
}

Value fail(Call& call) {
    return call.evaluator.fail(call.text(0), call.range);
}

constexpr std::array<Function, 3> json_table{{
    {"base64tojson", 1, 1, "s", base64_to_json},
    {"fail", 1, 1, "s", fail},
    {"json", 1, 1, "s", json},
}};

} // namespace

std::span<const Function> json_functions() {
    return json_table;
}

} // namespace iotsec::azure
