// `arm_conformance --arm-functions FILE`, `--arm-constructs FILE`, `--arm-expansion FILE --corpus DIR`:
// prints the cases that fail, and how many do.
#include "tests/conformance/arm/arm.hpp"

#include <fmt/format.h>

#include <string_view>
#include <vector>

using namespace iotsec::test;

int main(int argc, char** argv) {
    const std::vector<std::string_view> words{argv + 1, argv + argc};
    std::filesystem::path corpus;
    for (std::size_t i = 0; i + 1 < words.size(); ++i)
        if (words[i] == "--corpus") corpus = words[i + 1];
    std::size_t failed = 0, passed = 0;
    for (std::size_t i = 0; i + 1 < words.size(); i += 2) {
        ArmReport report;
        if (words[i] == "--arm-functions") report = run_arm_functions(words[i + 1]);
        if (words[i] == "--arm-constructs") report = run_arm_constructs(words[i + 1]);
        if (words[i] == "--arm-expansion") report = run_arm_expansion(words[i + 1], corpus);
        if (words[i] == "--corpus") continue;
        for (const ArmNote& note : report.failed)
            fmt::print("FAIL {}: {}\n", note.id, note.text);
        fmt::print("{} {}: {} passed, {} failed\n", words[i], words[i + 1], report.passed,
                   report.failed.size());
        failed += report.failed.size();
        passed += report.passed;
    }
    fmt::print("{} passed, {} failed\n", passed, failed);
    return failed == 0 ? 0 : 1;
}
