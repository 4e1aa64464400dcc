// What a user would feel, beside the time that nlohmann_json takes to parse the same bytes.
#include "bench/aliases.hpp"
#include "bench/exports.hpp"
#include "bench/measure.hpp"
#include "bench/policies.hpp"
#include "bench/templates.hpp"
#include "bench/texts.hpp"
#include "cli/driver/files.hpp"
#include "cli/driver/modules.hpp"
#include "cli/driver/pipeline.hpp"
#include "cli/driver/targets.hpp"
#include "grammar/iotsec/parse.hpp"
#include "stdlib/built_in.hpp"

#include <fmt/core.h>

#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace fs = std::filesystem;
using namespace iotsec;

namespace {

/// What a figure should stay below (or, for a speed, above), where an aim is set.
struct Aim {
    std::string text;
    bool is_kept = false;
};

void row(std::string_view what, const bench::Measured& measured, std::string_view remark = {},
         const std::optional<Aim>& aim = {}) {
    fmt::print("{:<48} {:>9.2f} ms {:>9.2f} ms {:>6.1f} MB  {}{:<24}", what, measured.milliseconds,
               measured.processor, measured.megabytes, measured.ok ? "" : "FAILED ", remark);
    if (aim) fmt::print("  aim: {}, {}", aim->text, aim->is_kept ? "kept" : "MISSED");
    fmt::print("\n");
}

Aim under(double milliseconds, const bench::Measured& measured) {
    return {fmt::format("under {} ms", milliseconds), measured.milliseconds < milliseconds};
}

void skipped(std::string_view what, std::string_view why) {
    fmt::print("{:<48} skipped: {}\n", what, why);
}

cli::Host quiet_host() {
    return {.out = std::cout,
            .err = std::cerr,
            .out_style = {},
            .err_style = {},
            .now = {},
            .read_input = {},
            .threads = 1};
}

void measure_one_template(const std::string& program) {
    const std::string path = std::string{IOTSEC_SOURCE_DIR} + "/examples/contoso-factory/infra/hub.json";
    if (!fs::exists(path)) return skipped("check of one hub template, cold", "the example is missing");
    const auto texts = bench::texts_of({path});
    row("nlohmann_json: parse one hub template", bench::measure(50, [&] { bench::parse_all(texts); }));
    row("start of the program alone (--version)", bench::measure_command(50, {program, "--version"}));
    const auto checking = bench::measure_command(50, {program, "check", path, "--project", "/"});
    row("check of one hub template, cold, whole library", checking, {}, under(5, checking));
}

fs::path shared_folder() {
    const char* named = std::getenv("IOTSEC_SHARED");
    return named != nullptr ? fs::path{named} : fs::path{IOTSEC_SOURCE_DIR}.parent_path() / "shared";
}

void measure_corpus(const std::string& program) {
    const std::string folder = (shared_folder() / "corpus/general/arm").string();
    const auto paths =
        fs::exists(folder) ? cli::files_below(folder, ".json") : Result{std::vector<std::string>{}};
    if (!paths || paths.value().empty())
        return skipped("check of a corpus of templates", folder + " is missing");
    const auto check = [&](std::string_view jobs) {
        return bench::measure_command(
            5, {program, "check", folder, "--project", "/", "--format", "json", "--jobs", std::string{jobs}});
    };
    const auto one = check("1");
    const auto two = check("2");
    const auto texts = bench::texts_of(paths.value());
    const auto parsing = bench::measure(5, [&] { bench::parse_all(texts); });
    row("nlohmann_json: parse the corpus", parsing,
        fmt::format("{} files, {:.1f} MB", texts.size(), bench::megabytes_of(texts)));
    const auto remark = [&](const bench::Measured& checking) {
        return fmt::format("{:.2f} times the parsing", checking.milliseconds / parsing.milliseconds);
    };
    row("check of the corpus, one file at a time", one, remark(one),
        Aim{"under 2 times", one.milliseconds < 2 * parsing.milliseconds});
    row("check of the corpus, two at a time", two, remark(two),
        Aim{"faster than one", two.milliseconds < one.milliseconds});
}

void measure_exports(const std::string& program) {
    const auto checking = bench::measure_export(program, 60);
    const double speed = checking.megabytes_per_second();
    row(fmt::format("check of an export of {:.0f} MB, whole library", checking.megabytes), checking.measured,
        fmt::format("{:.0f} MB/s", speed), Aim{"over 200 MB/s", speed > 200});
}

void compile_library() {
    cli::Host host = quiet_host();
    cli::Session session;
    cli::ModuleLoader loader{session, host};
    loader.request_whole_library();
    const cli::Compiled compiled = cli::compile(session, loader);
    std::size_t bytes = 0;
    for (const std::string_view target : cli::target_names) {
        for (const auto& file : cli::emit(target, compiled.program, {}, session.sink).files)
            bytes += file.content.size();
    }
    if (bytes == 0) std::abort();
}

/// About 4 MB of requirements as people write them.
std::string large_source() {
    std::string body;
    for (const auto& module : stdlib::modules()) {
        const std::size_t start = module.text.find("\nrequirement ");
        if (start != std::string_view::npos) body += module.text.substr(start);
    }
    std::string text = "module large\n";
    while (!body.empty() && text.size() < 4'000'000)
        text += body;
    return text;
}

void measure_compiler() {
    const auto compiling = bench::measure(10, compile_library);
    row("library to all targets", compiling, {}, under(50, compiling));
    const std::string text = large_source();
    const auto parsing = bench::measure(5, [&] {
        Sources sources;
        DiagnosticSink sink;
        if (grammar::parse(sources.add("large.iotsec", text), sink).declarations.empty()) std::abort();
    });
    const double megabytes = static_cast<double>(text.size()) / 1e6;
    const double speed = megabytes / parsing.milliseconds * 1000;
    row(fmt::format("parse of {:.1f} MB of .iotsec", megabytes), parsing, fmt::format("{:.0f} MB/s", speed),
        Aim{"over 40 MB/s", speed > 40});
}

} // namespace

int main(int argc, char** argv) {
    if (argc != 2) {
        fmt::print(stderr, "usage: iotsec_bench PATH-OF-IOTSEC\n");
        return 2;
    }
    std::setvbuf(stdout, nullptr, _IONBF, 0); // children must not write what is buffered here again
    const std::string program = fs::absolute(argv[1]).string();
    fmt::print("{:<48} {:>12} {:>12} {:>9}\n", "", "median", "processor", "peak");
    measure_one_template(program); // first: the peak of a program is at least that of this process
    measure_compiler();
    measure_corpus(program);
    measure_exports(program);
    const auto plain = [](std::string_view what, const bench::Measured& measured, std::string_view remark) {
        row(what, measured, remark);
    };
    bench::measure_templates(shared_folder(), plain);
    const std::string aliases = (shared_folder() / "corpus/aliases/aliases.tsv").string();
    if (!fs::exists(aliases)) {
        skipped("alias index", aliases + " is missing");
    } else {
        bench::measure_aliases(aliases, plain);
    }
    bench::measure_policies(shared_folder(), plain);
}
