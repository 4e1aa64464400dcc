// Annotations: workflow commands that GitHub shows beside the lines of a pull request.
#include "verifier/report/report.hpp"

#include <fmt/core.h>

namespace iotsec::verifier::report {

namespace {

/// `%`, line breaks and, in properties, `:` and `,` have a meaning in workflow commands.
std::string escaped(std::string_view text, bool in_property) {
    std::string result;
    for (const char c : text) {
        if (c == '%') {
            result += "%25";
        } else if (c == '\r') {
            result += "%0D";
        } else if (c == '\n') {
            result += "%0A";
        } else if (in_property && c == ':') {
            result += "%3A";
        } else if (in_property && c == ',') {
            result += "%2C";
        } else {
            result += c;
        }
    }
    return result;
}

std::string properties(const Place& place, std::string_view title) {
    std::string text = fmt::format("file={}", escaped(place.path, true));
    if (place.is_known()) {
        text += fmt::format(",line={},endLine={}", place.begin.line, place.end.line);
        // GitHub takes columns only within one line.
        if (place.begin.line == place.end.line) {
            text += fmt::format(",col={},endColumn={}", place.begin.column, place.end.column);
        }
    }
    return text + fmt::format(",title={}", escaped(title, true));
}

std::string annotation(const Entry& entry, const ir::Program& program) {
    const ir::Meta& meta = program.requirements[entry.requirement].meta;
    const bool violated = entry.verdict == Verdict::Violation;
    const std::string_view as = !violated || level(meta.severity) == "note" ? "notice" : level(meta.severity);
    std::string text = (violated ? "" : "unknown: ") + entry.message + ".";
    if (!entry.expected.empty()) text += fmt::format(" Expected {}.", entry.expected);
    if (!entry.when.empty()) text += fmt::format(" When {}.", when_words(entry));
    for (const std::string& environment : entry.environments)
        text += fmt::format(" With {}.", environment);
    if (!entry.fix.empty()) text += fmt::format(" Fix: {}.", entry.fix);
    return fmt::format("::{} {}::{}\n", as, properties(entry.place, meta.id + " " + meta.title),
                       escaped(text, false));
}

} // namespace

std::string github(const Report& report, const ir::Program& program) {
    std::string result;
    for (const FileReport& file : report.files) {
        for (const Remark& remark : file.remarks) {
            const std::string_view as =
                remark.diagnostic.severity == Severity::Note ? "notice" : name(remark.diagnostic.severity);
            result += fmt::format("::{} {}::{}\n", as, properties(remark.place, remark.diagnostic.code),
                                  escaped(remark.diagnostic.message, false));
        }
        for (const Entry& entry : file.entries)
            result += annotation(entry, program);
    }
    return result;
}

} // namespace iotsec::verifier::report
