// Documentation comments.
#pragma once

#include "grammar/iotsec/builder.hpp"

#include <string>
#include <vector>

namespace iotsec::grammar {

/// The lines of the `///` comment directly above `declared`, which are comments no longer.
std::vector<std::string> take_doc(Builder& b, const char* declared);

} // namespace iotsec::grammar
