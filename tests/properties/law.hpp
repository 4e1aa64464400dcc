// Runs a property test: the same tries every time, unless RC_PARAMS asks for others.
#pragma once

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <cstdlib>
#include <sstream>
#include <string>
#include <utility>

namespace iotsec::test {

/// Checks `law` on `tries` random inputs; a counterexample fails the test, made as small as RapidCheck can.
/// `RC_PARAMS="seed=… max_success=…"` tries others, and more.
template <typename Law>
void check_law(const std::string& name, const Law& law, int tries = 200) {
    rc::detail::TestParams params;
    params.seed = 20'260'101;
    params.maxSuccess = tries;
    if (std::getenv("RC_PARAMS") != nullptr) params = rc::detail::configuration().testParams;
    rc::detail::TestMetadata metadata;
    metadata.id = name;
    metadata.description = name;
    const auto result = rc::detail::checkTestable(law, metadata, params);
    std::ostringstream said;
    rc::detail::printResultMessage(result, said);
    CHECK_MESSAGE(result.template is<rc::detail::SuccessResult>(), name << ": " << said.str());
}

} // namespace iotsec::test
