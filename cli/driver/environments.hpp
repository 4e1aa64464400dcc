// What iotsec.yaml says about environments, held against the sources: nothing in it is passed over in
// silence.
#pragma once

#include "cli/driver/pipeline.hpp"

namespace iotsec::cli {

/// Reports values for parameters that are nowhere, management groups that the sources do not name, and that
/// the catalogue states the facts of the public cloud where the project is for another.
void check_environments(const Project& project, const Compiled& compiled, Session& session);

} // namespace iotsec::cli
