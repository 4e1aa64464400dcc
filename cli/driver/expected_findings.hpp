// Findings that people know of and accept, each with its reason: the list behind `--expected`.
#pragma once

#include "base/diagnostic.hpp"
#include "base/source.hpp"
#include "base/span.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace iotsec::cli {

/// One entry: findings of `rule` whose message mentions `about`, in definitions called `in`.
struct ExpectedFinding {
    std::string rule;
    std::string about; ///< empty: whatever it is about
    std::string in;    ///< empty: in any definition
    std::string because;
    Span span;
    std::size_t used = 0; ///< how many findings it was true of
};

class ExpectedFindings {
  public:
    ExpectedFindings() = default;
    /// Reads the list; mistakes in it are reported (IOT6300).
    ExpectedFindings(const SourceFile& file, DiagnosticSink& sink);

    /// The reason why a finding is expected; empty where it is not.
    [[nodiscard]] std::string reason(std::string_view rule, std::string_view message,
                                     std::string_view definition);
    /// Reports entries that nothing was found of (IOT6301).
    void report_unused(DiagnosticSink& sink) const;

  private:
    std::vector<ExpectedFinding> entries_;
};

} // namespace iotsec::cli
