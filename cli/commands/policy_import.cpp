// `iotsec policy import`: policy definitions as sources of the language.
#include "base/diagnostics/policy_commands.hpp"
#include "base/text.hpp"
#include "cli/commands/commands.hpp"
#include "cli/driver/files.hpp"
#include "cli/driver/policies.hpp"
#include "cli/driver/session.hpp"
#include "cli/import/definition.hpp"
#include "compiler/ir/lowering/lower.hpp"
#include "compiler/sema/check.hpp"
#include "emitters/azure_policy/azure_policy.hpp"
#include "grammar/iotsec/parse.hpp"
#include "stdlib/built_in.hpp"

#include <fmt/core.h>

#include <array>
#include <memory>
#include <ostream>
#include <set>

namespace iotsec::cli {

namespace {

namespace policy = azure::policy;

constexpr std::array options{
    OptionSpec{"--out", "DIR", "Write one file for each definition into this folder; else print them."},
    OptionSpec{"--module", "NAME",
               "The module that the sources are in or below; `imported` where not given."},
    OptionSpec{
        "--id", "PREFIX",
        "Requirements are called PREFIX-1, PREFIX-2 and so on; `X` where not given. A definition that\n"
        "iotsec built keeps its id."},
};

/// The first error that the compiler and the target find in `source`; empty where there is none.
std::string refusal(const std::string& source) {
    Sources sources;
    DiagnosticSink sink;
    const SourceFile& file = sources.add("imported.iotsec", source);
    std::vector<sema::ModuleInput> modules{{std::make_shared<const ast::Module>(grammar::parse(file, sink))}};
    const auto find_none = [](std::string_view) { return std::vector<sema::ModuleInput>{}; };
    if (!sink.has_errors()) {
        const auto typed = sema::check(std::move(modules), find_none, stdlib::catalogue(), sink);
        if (!sink.has_errors()) {
            const ir::Program program = ir::lower(typed, sources, sink);
            if (!sink.has_errors()) (void)emitters::azure_policy::build(program, {}, sink);
        }
    }
    for (const Diagnostic& diagnostic : sink.take_sorted()) {
        if (diagnostic.severity == Severity::Error)
            return fmt::format("{} ({} at `{}`)", diagnostic.message, diagnostic.code,
                               sources.text(diagnostic.span));
    }
    return {};
}

std::string canonical(const std::string& source) {
    Sources sources;
    DiagnosticSink sink;
    const SourceFile& file = sources.add("imported.iotsec", source);
    const ast::Module module = grammar::parse(file, sink);
    return sink.has_errors() ? source : grammar::format(module, file);
}

/// A definition in the language.
struct ImportedFile {
    std::string symbol, id, text;
    std::string live_name; ///< of the definition in Azure
};

class Import {
  public:
    Import(const Arguments& arguments, Session& session) : arguments_{arguments}, session_{session} {}

    void add(const policy::Definition& definition, bool is_alone) {
        const std::string base = arguments_.value("--module", "imported");
        const std::string symbol = unique(import::symbol_of(definition.display_name.value));
        const import::ImportNames names{is_alone ? base : base + "." + symbol,
                                        fmt::format("{}-{}", arguments_.value("--id", "X"), ++number_)};
        auto found = import::import_definition(definition, stdlib::catalogue(), names, session_.sink);
        if (!found) return;
        const std::string source = accepted(*found, definition);
        if (source.empty()) return;
        files_.push_back({symbol, found->id, canonical(source), definition.name.value});
    }

    [[nodiscard]] const std::vector<ImportedFile>& files() const { return files_; }

  private:
    std::string unique(std::string symbol) {
        const std::string base = symbol;
        for (int i = 2; !symbols_.insert(symbol).second; ++i)
            symbol = fmt::format("{}{}", base, i);
        return symbol;
    }

    /// The most of a definition that the compiler takes; empty where it takes none of it.
    std::string accepted(const import::ImportedDefinition& found, const policy::Definition& definition) {
        const Span here{definition.rule.span.source, definition.rule.span.begin,
                        definition.rule.span.begin + 1};
        std::string first;
        for (const auto& [remedy, effects] :
             {std::pair{true, true}, {true, false}, {false, true}, {false, false}}) {
            const std::string source = found.source(remedy, effects);
            const std::string problem = refusal(source);
            if (problem.empty()) {
                if (!first.empty())
                    session_.sink.report(diag::not_imported, here, left_out(remedy, effects, first));
                return source;
            }
            if (first.empty()) first = problem;
        }
        session_.sink.report(diag::cannot_import, here, refusal(found.source(false, false)));
        return {};
    }

    static std::string left_out(bool remedy, bool effects, std::string_view why) {
        const std::string_view what = !remedy && !effects ? "its remedy and its list of effects"
                                      : !remedy           ? "its remedy"
                                                          : "its list of effects";
        return fmt::format("{}: {}", what, why);
    }

    const Arguments& arguments_;
    Session& session_;
    std::vector<ImportedFile> files_;
    std::set<std::string> symbols_;
    int number_ = 0;
};

void write(const std::vector<ImportedFile>& files, const std::string& folder, Session& session, Host& host) {
    for (const ImportedFile& file : files) {
        const std::string path = join_path(folder, file.symbol + ".iotsec");
        if (auto problem = write_file(path, file.text)) {
            session.sink.add(*std::move(problem));
        } else {
            host.out << fmt::format("wrote {}: {}\n", path, file.id);
        }
    }
}

/// How the definitions keep the names that exemptions and dashboards hang on.
void print_names(const std::vector<ImportedFile>& files, Host& host) {
    std::string names;
    for (const ImportedFile& file : files) {
        if (!file.live_name.empty()) names += fmt::format("    {}: {}\n", file.id, file.live_name);
    }
    if (!names.empty())
        host.err << "To keep the names that the definitions have in Azure, write into iotsec.yaml:\n"
                    "azure:\n  definitionNames:\n"
                 << names;
}

Exit run(const Arguments& arguments, Host& host) {
    Session session;
    const auto documents = read_policies(session, host, arguments.operands);
    if (documents.definitions.empty() && !session.sink.has_errors())
        session.sink.report(diag::no_policies, {}, "definition").with_path(arguments.operands.front());
    Import import{arguments, session};
    for (const policy::Definition& definition : documents.definitions) {
        if (definition.is_valid) import.add(definition, documents.definitions.size() == 1);
    }
    if (arguments.has("--out")) {
        write(import.files(), arguments.value("--out"), session, host);
    } else {
        for (const ImportedFile& file : import.files())
            host.out << file.text;
    }
    const Exit exit = finish(session, host);
    print_names(import.files(), host);
    return exit;
}

} // namespace

const Command policy_import_command{
    .name = "policy import",
    .summary = "turn Azure Policy definitions into sources",
    .usage = "policy import FILE|DIR... [--out DIR]",
    .description = "Writes what a policy definition says as a requirement, which builds back to a definition "
                   "with the same "
                   "verdicts\n"
                   "and can be checked against templates, too. Names of parameters are kept. What the "
                   "language cannot say "
                   "is an\n"
                   "error with its place (IOT6321), and nothing is written for that definition; what is left "
                   "out beside the "
                   "rule,\n"
                   "such as a deployment, is a warning (IOT6320).",
    .operand = {"FILE|DIR", "A policy definition, a list of them, or a folder that is searched for *.json.",
                1},
    .options = options,
    .examples = "iotsec policy import deny-public.json > public.iotsec\n"
                "az policy definition list --query \"[?policyType=='Custom']\" > live.json\n"
                "iotsec policy import live.json --out imported --id CORP",
    .run = run,
};

} // namespace iotsec::cli
