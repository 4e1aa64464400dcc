// `test` declarations, lowered: evidence to judge and the verdicts that are expected of it.
#pragma once

#include "base/diagnostic.hpp"
#include "base/value.hpp"
#include "compiler/ir/ir.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace iotsec::ir {

/// One `given`: a resource in catalogue form. Unknown values are `Unknown` in the body.
struct GivenResource {
    std::string name; ///< what the test calls it
    std::string type;
    std::optional<RelatedBy> relation; ///< none: in the subject's resource group
    std::string of;                    ///< the given that an `of` names
    Value body;                        ///< catalogue form; texts may refer to other givens and are resolved
    Span span;
};

enum class ExpectedVerdict { Violation, Compliant, NotApplicable, Unknown };
struct Expectation {
    ExpectedVerdict verdict{};
    std::string subject; ///< a given; empty: the first
    std::optional<std::string> with;
    bool after_remedy = false;
    Span span;
};

struct TestCase {
    std::string title;
    std::string module;
    std::uint32_t requirement = 0; ///< index in `Program::requirements`
    std::vector<GivenResource> givens;
    std::vector<std::pair<std::string, Value>> sets; ///< parameter values
    std::string at;                                  ///< `now`; empty: none
    std::vector<std::string> incomplete;
    bool request_view = false;
    std::vector<Expectation> expectations;
    Span span;
};

} // namespace iotsec::ir
