// Random programs that pass `ir::verify`, for property tests. They speak of a small made-up catalogue with a
// property of every kind, so that tests can make random resources for them.
#pragma once

#include "compiler/ir/ir.hpp"

#include <rapidcheck.h>

#include <string_view>

namespace iotsec::test {

/// The subject of most programs, and the types that are related to it.
inline constexpr std::string_view demo_hub = "Test.Demo/hubs";
inline constexpr std::string_view demo_part = "Test.Demo/hubs/parts";
inline constexpr std::string_view demo_setting = "Test.Demo/settings";
inline constexpr std::string_view demo_other = "Test.Demo/others";
/// The subject of requirements about a fleet.
inline constexpr std::string_view demo_device = "Test.Registry/devices";

/// A program with the types, properties and parameters of the made-up catalogue, and no requirement.
[[nodiscard]] ir::Program demo_program();

/// The index of a property of `demo_program`; the test ends where there is none.
[[nodiscard]] ir::PropertyId demo_property(const ir::Program& program, std::string_view type,
                                           std::string_view path);

/// What programs may contain.
struct ProgramOptions {
    int depth = 4;       ///< of conditions
    bool related = true; ///< counts of related resources
    bool fleets = true;  ///< requirements about a whole fleet, with shares and `distinct`
    bool remedies = true;
};

/// A program of one requirement.
[[nodiscard]] rc::Gen<ir::Program> random_program(ProgramOptions options = {});

} // namespace iotsec::test
