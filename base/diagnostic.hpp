// Diagnostics: typed kinds with stable codes, and the sink that a phase reports to.
#pragma once

#include "base/span.hpp"

#include <fmt/core.h>

#include <cstddef>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace iotsec {

enum class Severity { Note, Warning, Error };

/// What every kind of diagnostic has: a stable code (`IOT1001`), its usual severity, its message as a fmt
/// format.
struct DiagnosticInfo {
    std::string_view code;
    Severity severity = Severity::Error;
    std::string_view format;
};

/// One kind of diagnostic. `Args` are the types its message takes, checked where it is reported.
template <typename... Args>
struct DiagnosticKind {
    DiagnosticInfo info;
    fmt::format_string<const Args&...> format;

    consteval DiagnosticKind(std::string_view code, Severity severity, const char* message)
        : info{code, severity, message}, format{message} {}
};

/// A second place that belongs to a diagnostic, with what it has to do with it.
struct Label {
    Span span;
    std::string text;
};

/// One thing to tell the user: what, where, and what to do about it.
struct Diagnostic {
    std::string_view code;
    Severity severity = Severity::Error;
    std::string message;
    Span span;
    std::vector<Label> labels;
    std::string help;
    /// The path of a file that could not even be read, where there is no span; else empty.
    std::string path;

    Diagnostic& with_label(Span where, std::string text) {
        labels.push_back({where, std::move(text)});
        return *this;
    }
    Diagnostic& with_help(std::string text) {
        help = std::move(text);
        return *this;
    }
    Diagnostic& with_path(std::string text) {
        path = std::move(text);
        return *this;
    }
};

/// A diagnostic of `kind`; `Args` come from the kind alone, so a wrong argument does not compile.
template <typename... Args>
[[nodiscard]] Diagnostic make_diagnostic(const DiagnosticKind<Args...>& kind, Span span,
                                         const std::type_identity_t<Args>&... args) {
    return {kind.info.code, kind.info.severity, fmt::format(kind.format, args...), span, {}, {}, {}};
}

/// Collects the diagnostics of a run in the order they were found. Bounded: past `limit` it only counts.
class DiagnosticSink {
  public:
    /// How many diagnostics are kept in one run.
    static constexpr std::size_t limit = 10'000;

    /// Adds a diagnostic and returns it, for a label or a help text.
    template <typename... Args>
    Diagnostic& report(const DiagnosticKind<Args...>& kind, Span span,
                       const std::type_identity_t<Args>&... args) {
        return add(make_diagnostic(kind, span, args...));
    }
    Diagnostic& add(Diagnostic diagnostic);

    [[nodiscard]] const std::vector<Diagnostic>& all() const { return diagnostics_; }
    [[nodiscard]] bool has_errors() const { return errors_ > 0; }
    [[nodiscard]] std::size_t error_count() const { return errors_; }
    /// The diagnostics by file and place, equal ones once. The sink is empty afterwards.
    [[nodiscard]] std::vector<Diagnostic> take_sorted();

  private:
    std::vector<Diagnostic> diagnostics_;
    std::size_t errors_ = 0;
    Diagnostic overflow_;
};

} // namespace iotsec
