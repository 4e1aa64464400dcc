// The library, and every form that a condition has, mean the same to the verifier and to Azure's engine.
#include "tests/agreement/mutants.hpp"
#include "tests/agreement/programs.hpp"
#include "verifier/agreement/agree.hpp"
#include "verifier/agreement/report.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <map>
#include <string>

using namespace iotsec;
namespace agreement = iotsec::verifier::agreement;

namespace {

/// `IOTSEC_AGREEMENT_SAMPLES` asks for more samples than a usual run has time for.
std::size_t samples(std::size_t usual) {
    const char* wanted = std::getenv("IOTSEC_AGREEMENT_SAMPLES");
    return wanted == nullptr ? usual : std::stoul(wanted);
}

agreement::Report compared(const agreement::Prepared& prepared, const agreement::Options& options) {
    agreement::Report report{.seed = options.seed,
                             .least_share = options.least_share,
                             .readings = options.readings.size(),
                             .results = {},
                             .left_out = prepared.left_out};
    for (const agreement::Subject& subject : prepared.subjects)
        report.results.push_back(agreement::agree(prepared.program, subject, test::aliases(), options));
    return report;
}

void check_agreement(const ir::Program& program, std::size_t samples_each) {
    const agreement::Prepared prepared = agreement::prepare(program);
    const agreement::Options options{.samples = samples_each, .real = {}};
    const agreement::Report report = compared(prepared, options);
    CHECK_MESSAGE(report.is_clean(), agreement::text(report, prepared.program, Sources{}));
}

} // namespace

TEST_CASE("the library means the same to the verifier and to Azure") {
    check_agreement(test::library(), samples(10'000));
}

TEST_CASE("every form of a condition means the same to the verifier and to Azure") {
    check_agreement(test::rows(), samples(300));
}

TEST_CASE("no reading of an open question changes what a form or a requirement of the library means") {
    for (const ir::Program* program : {&test::rows(), &test::library()}) {
        const agreement::Prepared prepared = agreement::prepare(*program);
        agreement::Options options{.samples = 60, .real = {}, .least_share = 0};
        options.reading_use = agreement::ReadingUse::Always;
        const agreement::Report report = compared(prepared, options);
        for (const agreement::Result& result : report.results)
            CHECK_MESSAGE(result.disagreement_count == 0,
                          agreement::text(report, prepared.program, Sources{}));
    }
}

TEST_CASE("a mistake in any form of a condition is found") {
    const agreement::Prepared prepared = agreement::prepare(test::rows());
    agreement::Options options{.samples = 2'000, .real = {}, .most_disagreements = 0, .enough = 1};
    options.readings.resize(1);
    const auto same_meaning = test::read_table("tests/agreement/same_meaning.txt");
    std::map<std::string, std::size_t> found;
    for (const agreement::Subject& subject : prepared.subjects) {
        const std::string& id = prepared.program.requirements[subject.requirement].meta.id;
        for (std::size_t i = 0; i < subject.definitions.size(); ++i) {
            for (const test::Mutant& mutant : test::mutants(subject.definitions[i].json)) {
                agreement::Subject wrong = subject;
                wrong.definitions[i].json = mutant.json;
                const auto result = agreement::agree(prepared.program, wrong, test::aliases(), options);
                const bool is_found = result.disagreement_count > 0 || !result.problems.empty();
                if (is_found) ++found[id];
                const std::string name = id + " " + mutant.what;
                CHECK_MESSAGE(is_found != same_meaning.contains(name), name << ": found " << is_found);
            }
        }
        CHECK_MESSAGE(found[id] > 0, id << " has no mistake that could be found");
    }
}
