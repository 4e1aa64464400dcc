// One case that both sides judge: a subject with what stands around it, and the values of the parameters.
#pragma once

#include "base/value.hpp"
#include "verifier/evaluate/evidence.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace iotsec::verifier::agreement {

/// Values of parameters by `module.name`; those that are missing have their default.
using Setting = std::map<std::string, Value>;

/// What `now` is in every sample.
inline constexpr std::string_view sample_time = "2026-01-31T00:00:00Z";

/// How a sample was meant to come out. It is only meant: what it is, the verifier says.
enum class Aim : std::uint8_t { Free, Compliant, Violation, NotApplicable };

/// Whether every value is of the type that the catalogue states.
enum class Typing : std::uint8_t { WellTyped, Malformed };

struct Sample {
    Evidence evidence;       ///< the subject is resource 0
    std::size_t setting = 0; ///< which of the settings its samples are judged under
    std::string as_of;
    Aim aim = Aim::Free;
    Typing typing = Typing::WellTyped;
};

} // namespace iotsec::verifier::agreement
