// Hardened snippets: for each resource type the smallest template that satisfies every requirement of a
// baseline. They are derived from the requirements by solving them; nothing here knows a resource type.
#pragma once

#include "base/diagnostic.hpp"
#include "compiler/catalog/catalog.hpp"
#include "compiler/ir/ir.hpp"
#include "emitters/deployment/template.hpp"
#include "emitters/environment.hpp"
#include "emitters/output.hpp"

#include <string>
#include <vector>

namespace iotsec::emitters::hardened {

struct Options {
    std::string project;       ///< named in the header of each file
    Environments environments; ///< each has a parameters file of its own
};

/// A snippet for new resources of one type, and which requirements it satisfies.
struct Snippet {
    std::string type;
    std::string file_stem; ///< `iot-hubs`
    deployment::Template content;
    std::vector<Coverage> coverage; ///< by requirement id
};

/// The snippets of a baseline, by type: one for each type that a requirement of it judges and a request can
/// create.
[[nodiscard]] std::vector<Snippet> snippets(const ir::Program& program, const ir::Baseline& baseline,
                                            const catalog::Catalog& catalog, const Options& options);

/// Every baseline's snippets as `<type>.bicep`, `<type>.json`, and `<type>.bicepparam` or one such file for
/// each environment (`<type>.prod.bicepparam`), with the values that it gives to parameters of the rules;
/// below a folder of the baseline's name where the program has more than one.
[[nodiscard]] Emitted emit(const ir::Program& program, const catalog::Catalog& catalog,
                           const Options& options);

} // namespace iotsec::emitters::hardened
