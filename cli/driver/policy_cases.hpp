// Tests of policy definitions: resources with the state that they are to have, in YAML beside the definition.
#pragma once

#include "azure/policy/evaluate.hpp"
#include "base/source.hpp"
#include "base/value.hpp"
#include "cli/driver/session.hpp"

#include <optional>
#include <string>
#include <vector>

namespace iotsec::cli {

/// One case of a test file. Values are null where nothing was said.
struct PolicyCase {
    std::string name;
    Span span;
    Object settings; ///< values of parameters, over those of the file
    Value resource;
    std::optional<List> related; ///< everything else that exists; nullopt: nobody knows
    std::string at;              ///< what `utcNow()` gives
    Value request, resource_group, subscription;
    std::optional<azure::policy::State> expect;
    Span expect_span;
    std::string because; ///< what a reason says
    Value after;         ///< members that the body has after modify or append
};

struct PolicyTestFile {
    std::string path;
    std::string policy;     ///< the file of the definition, from the folder of the test file
    std::string definition; ///< which one of several; empty: the only one
    std::vector<PolicyCase> cases;
};

/// Reads a test file; mistakes are reported (IOT6310, IOT6311), and what is right is kept.
[[nodiscard]] PolicyTestFile read_policy_tests(const SourceFile& file, Session& session, Host& host);

} // namespace iotsec::cli
