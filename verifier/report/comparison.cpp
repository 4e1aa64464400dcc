#include "verifier/report/comparison.hpp"

#include "base/diagnostics/evidence.hpp"
#include "base/json/reader.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

namespace iotsec::verifier::report {

std::string fingerprint(std::string_view text) {
    constexpr std::uint64_t prime = 1099511628211ULL;
    std::uint64_t first = 14695981039346656037ULL;
    std::uint64_t second = 1469598103934665603ULL;
    for (const char c : text) {
        first = (first ^ static_cast<unsigned char>(c)) * prime;
        second = (second ^ (static_cast<unsigned char>(c) + 0x5AU)) * prime;
    }
    return fmt::format("{:016x}{:016x}", first, second);
}

std::string fingerprint(const Entry& entry, const ir::Program& program) {
    const bool violated = entry.verdict == Verdict::Violation;
    return fingerprint(fmt::format("{}|{}|{}/{}|{}|{}", program.requirements[entry.requirement].meta.id,
                                   entry.place.path, entry.type, entry.written_as, name(entry.verdict),
                                   violated ? entry.expected : ""));
}

Result<std::vector<std::string>> fingerprints(const SourceFile& earlier) {
    const auto refuse = [&](std::string_view why, Span where) {
        Diagnostic diagnostic = make_diagnostic(diag::not_a_report, where, why);
        diagnostic.path = earlier.path();
        diagnostic.help = "write one with `iotsec check … --format json`";
        return diagnostic;
    };
    auto json = read_json(earlier);
    if (!json) return json.error();
    const Value* results = json.value().find("results");
    const Value* format = json.value().find("format");
    if (results == nullptr || results->as_list() == nullptr || format == nullptr) {
        return refuse("it has no `format` and `results`", json.value().span);
    }
    if (format->as_int() == nullptr || *format->as_int() != 1)
        return refuse("its `format` is not 1", format->span);
    std::vector<std::string> found;
    for (const Value& result : *results->as_list()) {
        const Value* text = result.find("fingerprint");
        if (text == nullptr || text->as_string() == nullptr) {
            return refuse("a result has no `fingerprint`", result.span);
        }
        found.push_back(*text->as_string());
    }
    return found;
}

std::string words(const Comparison& comparison) {
    return fmt::format("{} new, {} gone, {} unchanged", comparison.added, comparison.gone,
                       comparison.unchanged);
}

void mark_new(FileReport& file, const ir::Program& program, std::multiset<std::string>& earlier) {
    for (Entry& entry : file.entries) {
        const auto same = earlier.find(fingerprint(entry, program));
        entry.is_new = same == earlier.end();
        if (!entry.is_new) earlier.erase(same);
    }
}

void compare(Report& report, const ir::Program& program, std::vector<std::string> earlier, std::string path) {
    std::multiset<std::string> left{std::make_move_iterator(earlier.begin()),
                                    std::make_move_iterator(earlier.end())};
    Comparison comparison;
    comparison.path = std::move(path);
    for (FileReport& file : report.files) {
        mark_new(file, program, left);
        for (const Entry& entry : file.entries)
            ++(entry.is_new ? comparison.added : comparison.unchanged);
    }
    comparison.gone = left.size();
    report.against = std::move(comparison);
}

} // namespace iotsec::verifier::report
