// Cases of Azure's deployment engine: expressions, constructs, whole templates.
#include "tests/conformance/arm/arm.hpp"

#include "tests/conformance/forms/form.hpp"

#include <utility>

namespace iotsec::test {

namespace {

Report report_of(ArmReport found) {
    Report report;
    report.passed = found.passed;
    for (ArmNote& note : found.failed)
        report.failed.push_back({std::move(note.id), std::move(note.text)});
    return report;
}

} // namespace

Report run_arm_function_cases(const std::filesystem::path& file, const RunOptions& /*options*/) {
    return report_of(run_arm_functions(file));
}

Report run_arm_construct_cases(const std::filesystem::path& file, const RunOptions& /*options*/) {
    return report_of(run_arm_constructs(file));
}

Report run_arm_expansion_cases(const std::filesystem::path& file, const RunOptions& options) {
    return report_of(run_arm_expansion(file, options.corpus));
}

} // namespace iotsec::test
