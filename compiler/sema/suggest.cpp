#include "compiler/sema/suggest.hpp"

#include "base/text.hpp"

namespace iotsec::sema {

void suggest(const DiagnosticSink& sink, Diagnostic& diagnostic, std::string_view word,
             std::span<const std::string_view> names, std::string_view otherwise) {
    constexpr std::size_t many = 200;
    const auto near = sink.error_count() < many ? nearest(word, names) : std::nullopt;
    if (near)
        diagnostic.with_help("did you mean `" + std::string{*near} + "`?");
    else if (!otherwise.empty())
        diagnostic.with_help(std::string{otherwise});
}

} // namespace iotsec::sema
