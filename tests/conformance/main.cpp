// `conformance --evaluation FILE …`: runs files of conformance cases and names those that fail.
#include "azure/policy/options.hpp"
#include "tests/conformance/forms/form.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

using namespace iotsec::test;
namespace policy = iotsec::azure::policy;

namespace {

int usage() {
    fmt::print(stderr, "usage: conformance [--reading NAME=READING] [--alternatives] [--corpus DIR] "
                       "[--verbose] FORM FILE …\n\n");
    for (const Form& form : forms())
        fmt::print(stderr, "  {:<20} {}\n", form.option, form.text);
    fmt::print(stderr, "\nReadings of open questions, the default first:\n");
    for (std::size_t i = 0; i < policy::question_count; ++i) {
        const auto question = static_cast<policy::Question>(i);
        std::string readings;
        for (const std::string_view reading : policy::readings(question))
            readings += fmt::format("{}{}", readings.empty() ? "" : ", ", reading);
        fmt::print(stderr, "  {:<3} {:<22} {}\n", policy::id(question), policy::name(question), readings);
    }
    return 2;
}

/// `missing-array=fails`
bool choose(std::string_view text, policy::Options& options) {
    const std::size_t equals = text.find('=');
    if (equals == std::string_view::npos) return false;
    for (std::size_t i = 0; i < policy::question_count; ++i) {
        const auto question = static_cast<policy::Question>(i);
        const auto readings = policy::readings(question);
        const auto reading = std::ranges::find(readings, text.substr(equals + 1));
        if (policy::name(question) != text.substr(0, equals) || reading == readings.end()) continue;
        options =
            policy::with_reading(options, question, static_cast<std::size_t>(reading - readings.begin()));
        return true;
    }
    return false;
}

std::string run(const Form& form, std::string_view file, const RunOptions& options, bool is_verbose,
                bool& all_passed) {
    const Report report = form.run(std::string{file}, options);
    std::string text;
    for (const CaseNote& note : report.failed)
        text +=
            is_verbose ? fmt::format("FAIL {}: {}\n", note.id, note.text) : fmt::format("FAIL {}\n", note.id);
    for (const CaseNote& note : report.aside)
        text += fmt::format("ASIDE {}: {}\n", note.id, note.text);
    text +=
        fmt::format("{} {}: {} passed, {} failed", form.option, file, report.passed, report.failed.size());
    if (!report.aside.empty()) text += fmt::format(", {} set aside", report.aside.size());
    all_passed = all_passed && report.failed.empty();
    return text + "\n";
}

} // namespace

int main(int argc, char** argv) {
    const std::vector<std::string_view> arguments{argv + 1, argv + argc};
    RunOptions options;
    bool is_verbose = false;
    bool all_passed = true;
    bool has_run = false;
    if (const auto corpus = std::ranges::find(arguments, "--corpus"); arguments.end() - corpus > 1)
        options.corpus = *(corpus + 1);
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        if (arguments[i] == "--verbose") {
            is_verbose = true;
            continue;
        }
        if (arguments[i] == "--alternatives") {
            options.alternatives = true;
            continue;
        }
        if (++i == arguments.size()) return usage();
        if (arguments[i - 1] == "--reading") {
            if (!choose(arguments[i], options.readings)) return usage();
            continue;
        }
        if (arguments[i - 1] == "--corpus") continue;
        const auto form = std::ranges::find(forms(), arguments[i - 1], &Form::option);
        if (form == forms().end()) return usage();
        fmt::print("{}", run(*form, arguments[i], options, is_verbose, all_passed));
        has_run = true;
    }
    if (!has_run) return usage();
    return all_passed ? 0 : 1;
}
