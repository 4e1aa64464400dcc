// Properties that a request sets under an API version that does not have them: the service ignores them, and
// the author believes that they hold (user needs F17).
#pragma once

#include "base/diagnostic.hpp"
#include "compiler/ir/ir.hpp"
#include "verifier/evaluate/evidence.hpp"
#include "verifier/view.hpp"

#include <map>
#include <string>
#include <vector>

namespace iotsec::verifier {

/// The properties of a program that came with a later version of their type. Keeps references to the program.
class LaterProperties {
  public:
    explicit LaterProperties(const ir::Program& program);

    /// Reports, for each resource that is requested, what its API version does not have (IOT6112), and makes
    /// it unknown: the service leaves it out. Previews are left alone: one may have had what a later version
    /// lacked again.
    void apply(Evidence& evidence, DiagnosticSink& sink) const;

  private:
    std::map<std::string, std::vector<Views::Place>, std::less<>> places_; // by type in lower case
};

} // namespace iotsec::verifier
