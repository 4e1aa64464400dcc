// Resources as people wrote them and as Azure gives them: the library means the same on them, too.
#include "tests/agreement/programs.hpp"
#include "tests/support/shared.hpp"
#include "verifier/agreement/agree.hpp"
#include "verifier/agreement/real.hpp"
#include "verifier/agreement/report.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

using namespace iotsec;
namespace agreement = iotsec::verifier::agreement;

namespace {

std::vector<std::filesystem::path> json_files(const std::filesystem::path& folder) {
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator{folder}) {
        if (entry.path().extension() == ".json") files.push_back(entry.path());
    }
    std::ranges::sort(files);
    return files;
}

std::vector<verifier::Evidence> resources(const std::filesystem::path& folder) {
    std::vector<verifier::Evidence> result;
    Sources sources;
    DiagnosticSink sink; // other files are no matter here
    for (const auto& file : json_files(folder)) {
        std::ifstream in{file, std::ios::binary};
        std::string text{std::istreambuf_iterator<char>{in}, {}};
        auto evidence = agreement::real_resources(sources.add(file.string(), std::move(text)), sink);
        if (!evidence.resources.empty()) result.push_back(std::move(evidence));
    }
    return result;
}

} // namespace

TEST_CASE("the library means the same on real resources") {
    const auto corpus = test::shared_folder("corpus/iot", "agreement on real resources");
    if (!corpus) return;
    agreement::Options options{.samples = 0, .real = resources(*corpus / "exports")};
    std::ranges::move(resources(*corpus / "arm"), std::back_inserter(options.real));
    const agreement::Prepared prepared = agreement::prepare(test::library());
    agreement::Report report{.readings = options.readings.size(), .results = {}, .left_out = {}};
    std::size_t compared = 0;
    for (const agreement::Subject& subject : prepared.subjects) {
        report.results.push_back(agreement::agree(prepared.program, subject, test::aliases(), options));
        compared += report.results.back().real;
        CHECK_MESSAGE(report.results.back().disagreement_count == 0,
                      agreement::text(report, prepared.program, Sources{}));
    }
    CHECK(compared > 500);
}
