#include "cli/driver/session.hpp"

#include "cli/driver/files.hpp"
#include "verifier/report/report.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <ostream>
#include <vector>

namespace iotsec::cli {

namespace {

/// More than these nobody reads; JSON has them all.
constexpr std::size_t most_shown = 100;

void print(const std::vector<Diagnostic>& diagnostics, const Sources& sources, Host& host) {
    for (std::size_t i = 0; i < std::min(diagnostics.size(), most_shown); ++i) {
        host.err << render(diagnostics[i], sources, host.err_style);
    }
    if (diagnostics.size() > most_shown) {
        host.err << fmt::format("and {} more\n", diagnostics.size() - most_shown);
    }
}

} // namespace

bool is_limit(std::string_view code) {
    constexpr std::array<std::string_view, 9> codes{"IOT0003", "IOT0005", "IOT0108", "IOT1014", "IOT2012",
                                                    "IOT3022", "IOT3027", "IOT5201", "IOT6109"};
    return std::ranges::find(codes, code) != codes.end();
}

bool is_internal(std::string_view code) {
    return code.starts_with("IOT9");
}

Exit exit_of(const std::vector<Diagnostic>& diagnostics, Strictness strictness) {
    Exit exit = Exit::Clean;
    for (const Diagnostic& diagnostic : diagnostics) {
        if (is_internal(diagnostic.code)) return Exit::Internal;
        const bool counts = diagnostic.severity == Severity::Error ||
                            (strictness == Strictness::Strict && diagnostic.severity == Severity::Warning);
        if (!counts) continue;
        if (is_limit(diagnostic.code)) exit = Exit::Limit;
        if (exit == Exit::Clean) exit = Exit::BadInput;
    }
    return exit;
}

Exit finish(Session& session, Host& host, std::string_view format, Strictness strictness) {
    const std::vector<Diagnostic> diagnostics = session.sink.take_sorted();
    if (format == "json") {
        host.out << verifier::report::diagnostics_json(diagnostics, session.sources);
    } else {
        print(diagnostics, session.sources, host);
    }
    return exit_of(diagnostics, strictness);
}

const SourceFile* load(Session& session, Host& host, const std::string& path) {
    if (path == "-") return &session.sources.add("-", host.read_input());
    auto text = read_file(path, session.largest_file);
    if (!text) {
        session.sink.add(text.error());
        return nullptr;
    }
    return &session.sources.add(path, std::move(text).value());
}

} // namespace iotsec::cli
