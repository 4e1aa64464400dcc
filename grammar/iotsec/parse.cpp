#include "grammar/iotsec/parse.hpp"

#include "base/text.hpp"
#include "grammar/iotsec/docs.hpp"
#include "grammar/iotsec/reader.hpp"

#include <algorithm>

namespace iotsec::grammar {

namespace {

void report_bad_bytes(Builder& b, std::string_view text) {
    const auto bad = first_bad_utf8(text);
    if (!bad) return;
    const char* const at = text.data() + *bad;
    b.report(diag::not_utf8, b.span(at, at + 1), static_cast<unsigned char>(*at))
        .with_help("save the file as UTF-8");
}

/// `module a.b`, which stands first.
void read_module_header(Reader& r) {
    Builder& b = r.builder();
    const char* const begin = r.next();
    if (!r.at_word("module")) {
        const char* const end = token_end(begin, b.end());
        b.report(diag::no_module, b.span(begin, end), description(begin, b.end()))
            .with_help("a file begins with its name: `module contoso.network`");
        if (!r.at_end() && !r.at_word("import") && !begins_declaration(b, begin))
            r.go_to(next_declaration(b, end));
        return;
    }
    b.module.doc = take_doc(b, begin);
    if (!r.read(module_header, b.module.name)) r.go_to_next_declaration();
}

void read_import(Reader& r) {
    Builder& b = r.builder();
    b.start_declaration();
    const char* const begin = r.next();
    const bool late = !b.module.declarations.empty();
    if (!r.append(import_line, b.module.imports)) r.go_to_next_declaration();
    if (late)
        b.report(diag::late_import, b.span(begin, begin + std::string_view{"import"}.size()))
            .with_help("imports stand behind `module`, in front of the first declaration");
}

} // namespace

ast::Module parse(const SourceFile& file, DiagnosticSink& sink) {
    Builder b{file, sink};
    report_bad_bytes(b, file.text());
    Reader r{b};
    read_module_header(r);
    while (!r.at_end()) {
        const char* const before = r.at();
        if (r.at_word("import"))
            read_import(r);
        else
            read_declaration(r);
        if (r.at() == before) r.go_to(token_end(before, b.end()));
    }
    return std::move(b.module);
}

} // namespace iotsec::grammar
