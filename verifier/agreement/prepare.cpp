// From a program to what is compared: the definitions of each requirement, as the emitter writes them.
#include "compiler/ir/simplify.hpp"
#include "emitters/azure_policy/azure_policy.hpp"
#include "verifier/agreement/agree.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <initializer_list>
#include <map>
#include <utility>

namespace iotsec::verifier::agreement {

namespace {

namespace azure_policy = emitters::azure_policy;
using azure_policy::DefinitionKind;
using emitters::Carriage;
using emitters::Coverage;

azure_policy::Model emitted(const ir::Program& program) {
    DiagnosticSink limits; // those of a build
    return azure_policy::build(program, {}, limits);
}

const Coverage* coverage_of(const azure_policy::Model& model, const ir::Requirement& requirement) {
    const auto found = std::ranges::find(model.coverage, requirement.meta.id, &Coverage::requirement);
    return found == model.coverage.end() ? nullptr : &*found;
}

/// `requirement` as one requirement for each conjunct of each expectation.
std::vector<ir::Requirement> pieces(const ir::Program& program, const ir::Requirement& requirement) {
    std::vector<ir::Requirement> result;
    for (const ir::Check& check : requirement.checks) {
        for (const ir::ExprId conjunct : ir::conjuncts(program, check.condition)) {
            ir::Requirement piece = requirement;
            piece.checks = {check};
            piece.checks.front().condition = conjunct;
            piece.remedies.clear();
            piece.effects.clear();
            piece.meta.id = fmt::format("{} part {}", requirement.meta.id, result.size() + 1);
            result.push_back(std::move(piece));
        }
    }
    return result;
}

/// `program` with those requirements in pieces that the policies carry in part.
ir::Program in_pieces(const ir::Program& program, const azure_policy::Model& model) {
    ir::Program result = program;
    result.requirements.clear();
    result.baselines.clear(); // they name requirements by their places
    for (const ir::Requirement& requirement : program.requirements) {
        const Coverage* coverage = coverage_of(model, requirement);
        if (coverage == nullptr || coverage->carriage != Carriage::Part) {
            result.requirements.push_back(requirement);
            continue;
        }
        std::ranges::move(pieces(program, requirement), std::back_inserter(result.requirements));
    }
    return result;
}

std::vector<DefinitionText> definitions_of(const azure_policy::Model& model, const std::string& id,
                                           std::initializer_list<DefinitionKind> kinds) {
    std::vector<DefinitionText> result;
    for (const azure_policy::Definition& definition : model.definitions) {
        const bool is_wanted = std::ranges::find(kinds, definition.kind) != kinds.end();
        if (is_wanted && definition.requirement_id == id)
            result.push_back({definition.reference_id, definition.properties->dump()});
    }
    return result;
}

std::string reason_of(const Coverage* coverage) {
    if (coverage == nullptr || coverage->reasons.empty()) return "Azure Policy does not carry it";
    return coverage->reasons.front().reason;
}

} // namespace

Prepared prepare(const ir::Program& program) {
    Prepared result{.program = in_pieces(program, emitted(program)), .subjects = {}, .left_out = {}};
    const azure_policy::Model model = emitted(result.program);
    for (std::uint32_t i = 0; i < result.program.requirements.size(); ++i) {
        const ir::Requirement& requirement = result.program.requirements[i];
        const Coverage* coverage = coverage_of(model, requirement);
        auto definitions =
            definitions_of(model, requirement.meta.id, {DefinitionKind::Check, DefinitionKind::Exists});
        if (requirement.attest) {
            result.left_out.push_back({requirement.meta.id, "it is attested, not evaluated"});
        } else if (coverage == nullptr || coverage->carriage != Carriage::Carried || definitions.empty()) {
            result.left_out.push_back({requirement.meta.id, reason_of(coverage)});
        } else {
            result.subjects.push_back({i, std::move(definitions),
                                       definitions_of(model, requirement.meta.id, {DefinitionKind::Modify})});
        }
    }
    return result;
}

} // namespace iotsec::verifier::agreement
