#include "cli/driver/azure_effects.hpp"

#include "base/text.hpp"
#include "cli/driver/targets.hpp"

#include <fmt/core.h>

#include <map>

namespace iotsec::cli {

namespace {

std::string sentence(const emitters::Coverage& coverage) {
    if (coverage.carriage == emitters::Carriage::No) return "No Azure policy carries this requirement.";
    if (coverage.carriage == emitters::Carriage::Attested)
        return "The Azure policy asks for an attestation of each resource (`Manual`).";
    const std::string_view part =
        coverage.carriage == emitters::Carriage::Part ? ", which carries a part of it," : "";
    return fmt::format("The Azure policy{} can be assigned with: `{}`.", part,
                       join(coverage.effects, "`, `"));
}

} // namespace

std::vector<std::string> azure_effects(const ir::Program& program, const Project& project) {
    DiagnosticSink limits; // those of a build
    std::map<std::string, std::string> by_id;
    for (const emitters::Coverage& coverage : emit("azure-policy", program, project, limits).coverage)
        by_id.insert_or_assign(coverage.requirement, sentence(coverage));
    std::vector<std::string> result;
    for (const ir::Requirement& requirement : program.requirements)
        result.push_back(by_id[requirement.meta.id]);
    return result;
}

} // namespace iotsec::cli
