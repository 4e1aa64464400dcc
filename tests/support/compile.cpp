#include "tests/support/compile.hpp"

#include "compiler/ir/lowering/lower.hpp"
#include "compiler/sema/check.hpp"
#include "grammar/iotsec/parse.hpp"
#include "stdlib/built_in.hpp"

namespace iotsec::test {

namespace {

sema::ModuleInput library_module(const stdlib::LibraryFile& file, Sources& sources, DiagnosticSink& sink) {
    const SourceFile& source = sources.add(std::string{file.path}, std::string{file.text});
    return {std::make_shared<const ast::Module>(grammar::parse(source, sink)), true, false};
}

std::vector<sema::ModuleInput> find_modules(std::string_view name, Sources& sources, DiagnosticSink& sink) {
    std::vector<sema::ModuleInput> found;
    for (const stdlib::LibraryFile& file : stdlib::modules()) {
        const bool is_below = file.module.starts_with(std::string{name} + ".");
        if (file.module == name || is_below) found.push_back(library_module(file, sources, sink));
    }
    return found;
}

CompiledText compile(std::vector<sema::ModuleInput> modules, std::unique_ptr<Sources> sources,
                     DiagnosticSink& sink) {
    CompiledText result{.sources = std::move(sources)};
    const auto find = [&](std::string_view name) { return find_modules(name, *result.sources, sink); };
    const auto typed = sema::check(std::move(modules), find, stdlib::catalogue(), sink);
    if (!sink.has_errors()) {
        result.program = ir::lower(typed, *result.sources, sink);
        result.tests = ir::lower_tests(typed, result.program, sink);
    }
    for (const Diagnostic& diagnostic : sink.take_sorted()) {
        result.diagnostics.push_back(std::string{diagnostic.code} + " " + diagnostic.message);
    }
    return result;
}

} // namespace

CompiledText compile_text(const std::string& text) {
    auto sources = std::make_unique<Sources>();
    DiagnosticSink sink;
    const SourceFile& source = sources->add("test.iotsec", text);
    std::vector<sema::ModuleInput> modules{
        {std::make_shared<const ast::Module>(grammar::parse(source, sink))}};
    return compile(std::move(modules), std::move(sources), sink);
}

CompiledText compile_library() {
    auto sources = std::make_unique<Sources>();
    DiagnosticSink sink;
    std::vector<sema::ModuleInput> modules;
    for (const stdlib::LibraryFile& file : stdlib::modules()) {
        modules.push_back(library_module(file, *sources, sink));
        modules.back().is_requested = true;
    }
    return compile(std::move(modules), std::move(sources), sink);
}

} // namespace iotsec::test
