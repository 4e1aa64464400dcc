#include "tests/support/bicep.hpp"

#include "tests/support/bicep_process.hpp"
#include "tests/support/shared.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <memory>
#include <string>

namespace iotsec::test {

JsonRpcProcess* bicep_compiler(std::string_view test) {
    static const std::unique_ptr<JsonRpcProcess> compiler = start_bicep();
    if (!compiler) skip(test, "the Bicep compiler " + std::string{bicep_version} + " cannot be had here");
    return compiler.get();
}

nlohmann::json ask(JsonRpcProcess& bicep, std::string_view method, const nlohmann::json& params) {
    const auto answer = bicep.call(method, params);
    REQUIRE_MESSAGE(answer, "the compiler gives no answer to " << method << " " << params.dump());
    CHECK_MESSAGE(!answer->contains("error"), method << " " << params.dump() << ": " << answer->dump());
    return *answer;
}

} // namespace iotsec::test
