// Source text to IR in one step, with the standard library and the built-in catalogue.
#pragma once

#include "base/source.hpp"
#include "compiler/ir/ir.hpp"
#include "compiler/ir/test_case.hpp"

#include <memory>
#include <string>
#include <vector>

namespace iotsec::test {

struct CompiledText {
    std::unique_ptr<Sources> sources;
    ir::Program program; ///< everything that the text and what it imports declare
    std::vector<ir::TestCase> tests;
    std::vector<std::string> diagnostics; ///< `IOT3001 message`, by place
};

/// Compiles one module. The program is empty where there are errors.
[[nodiscard]] CompiledText compile_text(const std::string& text);

/// Compiles the whole standard library.
[[nodiscard]] CompiledText compile_library();

} // namespace iotsec::test
