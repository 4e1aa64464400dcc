// The library beside Azure's built-in definitions: docs/agreement.md says how they compare, and with which
// resource one sees it.
#include "azure/expression/json_writer.hpp"
#include "azure/policy/aliases/alias_list.hpp"
#include "azure/policy/aliases/layered.hpp"
#include "azure/policy/aliases/table.hpp"
#include "base/json/reader.hpp"
#include "base/text.hpp"
#include "tests/agreement/programs.hpp"
#include "tests/support/golden.hpp"
#include "tests/support/shared.hpp"
#include "verifier/agreement/builtin.hpp"
#include "verifier/agreement/real.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

using namespace iotsec;
namespace agreement = iotsec::verifier::agreement;

namespace {

/// A built-in definition for the purpose of a requirement, and why they differ where they do.
struct Pair {
    std::string requirement, definition, why;
};

/// The pairs of builtins.txt.
std::vector<Pair> pairs() {
    std::vector<Pair> result;
    for (const auto& [name, why] : test::read_table("tests/agreement/builtins.txt")) {
        const auto blank = name.find(' ');
        result.push_back({name.substr(0, blank), name.substr(blank + 1), why});
    }
    return result;
}

/// A definition with the name that people know it by.
struct Definition {
    std::string title, json;
};

std::map<std::string, Definition> definitions(const std::filesystem::path& file,
                                              const std::vector<Pair>& wanted) {
    std::map<std::string, Definition> result;
    std::ifstream in{file};
    for (std::string line; std::getline(in, line);) {
        const bool is_wanted = std::ranges::any_of(
            wanted, [&](const Pair& pair) { return line.find(pair.definition) != std::string::npos; });
        if (!is_wanted) continue;
        Sources sources;
        const auto root = read_json(sources.add("line", line));
        REQUIRE(root.ok());
        const Value* definition = root.value().find("definition");
        REQUIRE(definition != nullptr);
        result[*definition->find("name")->as_string()] = {
            *definition->find("properties")->find("displayName")->as_string(),
            azure::json_text_of(*definition)};
    }
    return result;
}

/// Every alias that is published.
std::unique_ptr<azure::policy::AliasTable> published_aliases(const std::filesystem::path& file) {
    std::ifstream in{file, std::ios::binary};
    Sources sources;
    DiagnosticSink sink;
    const SourceFile& source =
        sources.add(file.string(), std::string{std::istreambuf_iterator<char>{in}, {}});
    return azure::policy::AliasTable::of(azure::policy::read_alias_list(source, sink));
}

std::uint32_t requirement_named(const std::string& id) {
    const auto& requirements = test::library().requirements;
    const auto found = std::ranges::find_if(requirements, [&](const auto& one) { return one.meta.id == id; });
    REQUIRE(found != requirements.end());
    return static_cast<std::uint32_t>(found - requirements.begin());
}

constexpr std::string_view only_here = "violation here only: ";
constexpr std::string_view only_there = "violation there only: ";

/// The bodies of a witness, each between backticks.
std::string shown(const agreement::Sample& sample) {
    std::string text;
    for (const verifier::Resource& resource : sample.evidence.resources) {
        Value body = resource.body;
        body.erase("name");
        text += (text.empty() ? "" : " and ") + fmt::format("`{}`", azure::json_text_of(body));
    }
    return text;
}

/// The resources of the witness behind `mark` in a row of the document; none where there is no such witness.
verifier::Evidence witness(std::string_view row, std::string_view mark) {
    verifier::Evidence evidence;
    const auto at = row.find(mark);
    if (at == std::string_view::npos) return evidence;
    const std::string_view rest = row.substr(at + mark.size());
    std::string bodies;
    const auto pieces = split(rest.substr(0, rest.find("; ")), '`');
    for (std::size_t i = 1; i < pieces.size(); i += 2)
        bodies += (bodies.empty() ? "" : ",") + std::string{pieces[i]};
    Sources sources;
    DiagnosticSink sink;
    return agreement::real_resources(sources.add("witness.json", "[" + bodies + "]"), sink);
}

/// The first columns of a row: what has to be so whatever the samples are.
std::string claim(const Pair& pair, const Definition& definition, const agreement::Equivalence& found) {
    return fmt::format("| {} | {} (`{}`) | {} | {} |", pair.requirement, definition.title, pair.definition,
                       words(found), pair.why);
}

std::string row(const Pair& pair, const Definition& definition, const agreement::Equivalence& found) {
    std::string witnesses;
    if (found.stricter_here) witnesses += std::string{only_here} + shown(found.stricter_here->sample);
    if (found.laxer_here)
        witnesses +=
            (witnesses.empty() ? "" : "; ") + std::string{only_there} + shown(found.laxer_here->sample);
    return claim(pair, definition, found) + " " + witnesses + " |\n";
}

/// The line of `document` that begins with `start`; a failed check where there is none.
std::string line_of(const std::string& document, const std::string& start) {
    const auto at = document.find("\n" + start);
    CHECK_MESSAGE(at != std::string::npos, "docs/agreement.md has no row " << start);
    if (at == std::string::npos) return {};
    return document.substr(at + 1, document.find('\n', at + 1) - at - 1);
}

/// Rewrites what stands in docs/agreement.md between the two marks.
void write_table(const std::string& document, const std::string& table) {
    const std::string begin = "<!-- built-ins -->";
    const auto from = document.find(begin);
    const auto to = document.find("<!-- end of built-ins -->");
    REQUIRE(from != std::string::npos);
    REQUIRE(to != std::string::npos);
    test::check_golden("docs/agreement.md",
                       document.substr(0, from + begin.size()) + "\n\n" + table + "\n" + document.substr(to));
}

} // namespace

TEST_CASE("the library compares with the built-in definitions as docs/agreement.md says") {
    const auto corpus = test::shared_folder("corpus", "the library beside the built-in definitions");
    if (!corpus) return;
    const std::vector<Pair> all = pairs();
    const auto known = definitions(*corpus / "policies" / "builtin-definitions.jsonl", all);
    const auto published = published_aliases(*corpus / "aliases" / "aliases.tsv");
    const azure::policy::LayeredAliases aliases{*published, test::aliases()};
    const agreement::Options options{.samples = 1'000, .real = {}};
    const std::string document = test::read_source_file("docs/agreement.md");
    const bool is_update = std::getenv("UPDATE_GOLDEN") != nullptr;
    std::string table =
        "| requirement | built-in definition | here | why | seen with |\n|---|---|---|---|---|\n";
    for (const Pair& pair : all) {
        CAPTURE(pair.requirement);
        CAPTURE(pair.definition);
        const auto definition = known.find(pair.definition);
        if (definition == known.end()) {
            FAIL_CHECK("there is no such definition");
            continue;
        }
        const std::uint32_t requirement = requirement_named(pair.requirement);
        const agreement::DefinitionText text{pair.definition, definition->second.json};
        const auto found = agreement::equivalence(test::library(), requirement, text, aliases, options);
        for (const std::string& problem : found.problems)
            FAIL_CHECK(problem);
        CHECK(found.is_same() == pair.why.empty());
        table += row(pair, definition->second, found);
        if (is_update) continue;
        const std::string line = line_of(document, claim(pair, definition->second, found));
        for (const auto& [mark, count] :
             {std::pair{only_here, found.stricter}, std::pair{only_there, found.laxer}}) {
            const verifier::Evidence evidence = witness(line, mark);
            CHECK(evidence.resources.empty() == (count == 0));
            if (evidence.resources.empty()) continue;
            const auto said = agreement::opinions(test::library(), requirement, text, aliases, evidence);
            const bool is_violation = said.rule.verdict == verifier::Verdict::Violation;
            CHECK(is_violation == (mark == only_here));
            CHECK(said.policy.is_non_compliant == (mark == only_there));
        }
    }
    if (is_update) write_table(document, table);
}
