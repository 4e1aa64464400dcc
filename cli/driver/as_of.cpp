#include "cli/driver/as_of.hpp"

#include "verifier/evaluate/instant.hpp"

#include <fmt/format.h>

namespace iotsec::cli {

std::string wrong_time(const Arguments& arguments) {
    const std::string time = arguments.value("--as-of");
    if (!arguments.has("--as-of") || verifier::instant(time)) return {};
    return fmt::format("`--as-of` takes a time like 2026-11-25T00:00:00Z, found `{}`", time);
}

} // namespace iotsec::cli
