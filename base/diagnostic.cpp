#include "base/diagnostic.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

namespace iotsec {

Diagnostic& DiagnosticSink::add(Diagnostic diagnostic) {
    if (diagnostic.severity == Severity::Error) ++errors_;
    if (diagnostics_.size() >= limit) {
        overflow_ = std::move(diagnostic);
        return overflow_;
    }
    return diagnostics_.emplace_back(std::move(diagnostic));
}

std::vector<Diagnostic> DiagnosticSink::take_sorted() {
    const auto key = [](const Diagnostic& d) { return std::tie(d.path, d.span, d.code, d.message); };
    std::vector<Diagnostic> sorted = std::exchange(diagnostics_, {});
    errors_ = 0;
    std::ranges::stable_sort(sorted, [&](const auto& a, const auto& b) { return key(a) < key(b); });
    const auto repeated =
        std::ranges::unique(sorted, [&](const auto& a, const auto& b) { return key(a) == key(b); });
    sorted.erase(repeated.begin(), repeated.end());
    return sorted;
}

} // namespace iotsec
