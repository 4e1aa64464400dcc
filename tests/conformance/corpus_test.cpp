// Every template of the corpus loads, or says why not.
#include "base/diagnostics/all.hpp"
#include "tests/conformance/arm_cases.hpp"
#include "tests/support/shared.hpp"
#include "verifier/inputs/template_input.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

using namespace iotsec;
using namespace iotsec::test;

namespace {

struct Counts {
    std::size_t files = 0, templates = 0, resources = 0, silent_failures = 0;
    std::map<std::string, std::size_t, std::less<>> files_by_code;
};

void load(const std::filesystem::path& file, Counts& counts) {
    Sources sources;
    DiagnosticSink sink;
    const verifier::TemplateInput input{
        .file = sources.add(file.string(), file_text(file)), .parameters = nullptr, .facts = {}};
    const auto evidence = verifier::read_template(input, sink);
    ++counts.files;
    if (evidence) {
        ++counts.templates;
        counts.resources += evidence->resources.size();
    } else if (sink.all().empty()) {
        ++counts.silent_failures;
    }
    std::map<std::string_view, bool> seen;
    for (const Diagnostic& diagnostic : sink.all()) {
        CHECK_MESSAGE(!diagnostic.code.starts_with("IOT9"), file.string() << ": " << diagnostic.message);
        if (!std::exchange(seen[diagnostic.code], true)) ++counts.files_by_code[std::string{diagnostic.code}];
    }
}

} // namespace

TEST_CASE("every file of the corpus loads or says why not") {
    constexpr std::string_view name = "every file of the corpus loads or says why not";
    for (const char* part : {"corpus/iot/arm", "corpus/general/arm"}) {
        const auto folder = shared_folder(part, name);
        if (!folder) return;
        std::vector<std::filesystem::path> files;
        for (const auto& entry : std::filesystem::recursive_directory_iterator{*folder}) {
            if (entry.is_regular_file() && entry.path().extension() == ".json") files.push_back(entry.path());
        }
        std::ranges::sort(files);
        Counts counts;
        for (const auto& file : files)
            load(file, counts);
        std::string codes;
        for (const auto& [code, count] : counts.files_by_code)
            codes += fmt::format(" {} in {}", code, count);
        MESSAGE(part << ": " << counts.files << " files, " << counts.templates << " templates, "
                     << counts.resources << " resources;" << codes);
        CHECK(counts.silent_failures == 0);
        CHECK(counts.templates > 0);
    }
}
