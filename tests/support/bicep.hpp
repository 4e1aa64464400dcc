// Microsoft's Bicep compiler, the judge of every Bicep file that we write. Where it cannot be had, the test
// that asks is reported as skipped.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include <string_view>

namespace iotsec::test {

class JsonRpcProcess;

/// The compiler, running; one process for a whole test program. Null where it cannot be had, and then `test`
/// is reported as skipped.
[[nodiscard]] JsonRpcProcess* bicep_compiler(std::string_view test);

/// What the compiler answers to a call (`bicep/compile`); an answer that fails the test where it gives none.
[[nodiscard]] nlohmann::json ask(JsonRpcProcess& bicep, std::string_view method,
                                 const nlohmann::json& params);

} // namespace iotsec::test
