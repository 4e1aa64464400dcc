// What the program is given by the outside: where to write, the clock, the environment. Only cli/ sees it.
#pragma once

#include "base/render.hpp"

#include <functional>
#include <iosfwd>
#include <string>

namespace iotsec::cli {

/// Exit codes, frozen: scripts and pipelines depend on them.
enum class Exit {
    Clean = 0,
    Findings = 1,
    Usage = 2,
    BadInput = 3,
    Undecided = 4, ///< with --fail-on-unknown
    Internal = 5,
    Limit = 6,
};

struct Host {
    std::ostream& out;
    std::ostream& err;
    Style out_style;
    Style err_style;
    std::function<std::string()> now;        ///< the time in ISO 8601, UTC
    std::function<std::string()> read_input; ///< everything on standard input
    unsigned threads = 1;                    ///< as many as the machine has cores
};

} // namespace iotsec::cli
