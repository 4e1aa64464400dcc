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

/// One `given`: a resource. Unknown values are `Unknown` in the body, also where a text was made of one.
struct GivenResource {
    std::string name; ///< what the test calls it
    std::string type;
    std::optional<RelatedBy> relation; ///< none: in the subject's resource group
    std::string of;                    ///< the given that an `of` names
    Value body; ///< as Azure's API writes it, inner `properties` and all; references to other givens resolved
    Value full_name; ///< `hub/cert` of a child; a text, or unknown
    Value id;        ///< the resource id that references to it got; a text, or unknown
    std::string subscription, resource_group; ///< where it stands (reference, section 18)
    std::string api_version;                  ///< stated by the body, else the newest stable one
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
