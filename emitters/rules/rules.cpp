#include "emitters/rules/rules.hpp"

#include "compiler/ir/json.hpp"

#include <algorithm>

namespace iotsec::emitters::rules {

Emitted emit(const ir::Program& program) {
    Emitted emitted;
    emitted.files.push_back({"rules.json", ir::to_json(program)});
    for (const auto& requirement : program.requirements) {
        Coverage coverage;
        coverage.requirement = requirement.meta.id;
        coverage.target = "rules";
        coverage.carriage = requirement.attest ? Carriage::Attested : Carriage::Carried;
        emitted.coverage.push_back(std::move(coverage));
    }
    std::ranges::sort(emitted.coverage, {}, &Coverage::requirement);
    return emitted;
}

} // namespace iotsec::emitters::rules
