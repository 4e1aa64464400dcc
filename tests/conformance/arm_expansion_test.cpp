// Whole templates against the resources that Azure's own deployment engine
// predicts.
#include "azure/expression/json_writer.hpp"
#include "azure/template/template.hpp"
#include "base/json/reader.hpp"
#include "base/text.hpp"
#include "tests/conformance/arm_cases.hpp"
#include "tests/support/shared.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <utility>

using namespace iotsec;
using namespace iotsec::test;

namespace {

/// Plain values as a parameter file has them.
Value parameter_file(const Value& one) {
    Object given;
    const Value* values = one.find("parameters");
    if (values != nullptr && values->as_object() != nullptr) {
        for (const Member& member : *values->as_object())
            given.push_back({member.name, {}, Value{Object{{"value", {}, member.value}}}});
    }
    return Value{Object{{"parameters", {}, Value{std::move(given)}}}};
}

/// How one predicted resource compares with ours: what the engine prints must
/// be in the body.
Match compare_resource(const Value& expected, const azure::TemplateResource& found) {
    Match result = Match::Same;
    for (const Member& member : *expected.as_object()) {
        if (member.name == "id" || member.name == "type" || member.name == "name" ||
            member.name == "apiVersion") {
            continue;
        }
        if (member.name == "condition") {
            result = worse(result, found.condition.as_unknown() != nullptr ? Match::Same : Match::Wrong);
            continue;
        }
        const Value* value = found.body.find(member.name);
        result = worse(result, value == nullptr ? Match::Wrong : compare(member.value, *value));
    }
    return result;
}

/// Finds our resource of an id that is known on both sides, else one of the
/// type that is left.
Match compare_all(const Value& expected, const azure::ExpandedTemplate& found, std::string& what) {
    std::vector<const azure::TemplateResource*> left;
    for (const auto& resource : found.resources) {
        if (!resource.existing) left.push_back(&resource);
    }
    Match result = Match::Same;
    for (const Value& resource : *expected.as_list()) {
        const auto id_is = [&](const azure::TemplateResource* r) {
            const std::string* id = r->id.as_string();
            return id != nullptr ? equal_ignoring_case(*id, text_at(resource, "id"))
                                 : text_at(resource, "id").starts_with('[') &&
                                       equal_ignoring_case(r->type, text_at(resource, "type"));
        };
        auto place = std::ranges::find_if(left, id_is);
        if (place == left.end()) {
            place = std::ranges::find_if(left, [&](const azure::TemplateResource* r) {
                return r->id.as_string() == nullptr &&
                       equal_ignoring_case(r->type, text_at(resource, "type"));
            });
            result = worse(result, Match::Less);
        }
        if (place == left.end()) {
            what += fmt::format(" missing {}", text_at(resource, "id"));
            return Match::Wrong;
        }
        const Match one = compare_resource(resource, **place);
        if (one != Match::Same)
            what += fmt::format(" {} {}", one == Match::Less ? "less" : "wrong", text_at(resource, "id"));
        result = worse(result, one);
        left.erase(place);
    }
    if (!left.empty()) {
        what += fmt::format(" more than expected: {}", left.front()->type);
        return Match::Wrong;
    }
    return result;
}

void judge(const Value& one, const std::filesystem::path& corpus, Tally& tally) {
    Sources sources;
    const std::string path = text_at(one, "template");
    Value root;
    if (path.empty()) {
        root = *one.find("template_inline");
    } else {
        auto read = read_json(sources.add(path, file_text(corpus / path)));
        if (read) root = std::move(read).value();
    }
    const Value parameters = parameter_file(one);
    DiagnosticSink sink;
    const auto expanded =
        azure::expand(root, {.facts = facts_of(*one.find("metadata")), .parameters = &parameters}, sink);
    std::string what = text_at(one, "id");
    const Value* resources = one.find("expect")->find("resources");
    if (resources == nullptr) {
        tally.add(sink.all().empty() ? Match::Less : Match::Same, what + ": an error is expected");
        return;
    }
    Match match = compare_all(*resources, expanded, what);
    if (match != Match::Same && !sink.all().empty()) what += " " + sink.all().front().message;
    tally.add(match, std::move(what));
}

} // namespace

TEST_CASE("templates ask for the resources that Azure's engine predicts") {
    constexpr std::string_view name = "templates ask for the resources that Azure's engine predicts";
    const auto folder = shared_folder("conformance/arm-expansion", name);
    const auto corpus = shared_folder("corpus", name);
    if (!folder || !corpus) return;
    struct File {
        std::string_view name;
        std::size_t at_least, at_most_wrong;
    };
    for (const auto& [file, at_least, at_most_wrong] : {
             File{"iot-arm", 82, 3},
             File{"structures", 205, 20},
             File{"general-arm-arm-ttk", 223, 3},
             File{"general-arm-azure-docs-json-samples", 138, 2},
             File{"general-arm-bicep-decompiler", 20, 3},
             File{"general-arm-checkov", 411, 20},
             File{"general-arm-enterprise-scale", 98, 5},
             File{"general-arm-quickstart-2018", 1515, 15},
             File{"general-arm-template-analyzer", 36, 1},
             File{"general-bicep-avm", 760, 40},
             File{"general-bicep-bicep-samples", 391, 10},
         }) {
        Tally tally;
        for (const Value& one : json_lines(*folder / fmt::format("{}.jsonl", file)))
            judge(one, *corpus, tally);
        keep_failures(fmt::format("expansion-{}", file), tally);
        MESSAGE(file << ": " << tally.summary());
        CHECK(tally.same >= at_least);
        CHECK(tally.wrong <= at_most_wrong);
    }
}
