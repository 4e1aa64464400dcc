// The report for programs.
#include "azure/expression/json_writer.hpp"
#include "base/render.hpp"
#include "compiler/ir/write_json.hpp"
#include "verifier/agreement/report.hpp"

#include <nlohmann/json.hpp>

namespace iotsec::verifier::agreement {

namespace {

using Json = nlohmann::ordered_json;

Json value_json(const Value& value) {
    return Json::parse(azure::json_text_of(value), nullptr, false);
}

Json bodies_json(const Sample& sample) {
    Json resources = Json::array();
    for (const Resource& resource : sample.evidence.resources)
        resources.push_back(value_json(resource.body));
    return resources;
}

Json values_json(const Setting& setting) {
    Json parameters = Json::object();
    for (const auto& [name, value] : setting)
        parameters[name] = value_json(value);
    return parameters;
}

Json json_of(const std::optional<Witness>& witness) {
    if (!witness) return nullptr;
    return {{"verifier", words(witness->rule.verdict)},
            {"azure", words(witness->policy)},
            {"resources", bodies_json(witness->sample)},
            {"parameters", values_json(witness->setting)}};
}

Json json_of(const Disagreement& found) {
    return {{"sample", found.number},
            {"malformed", found.sample.typing == Typing::Malformed},
            {"reading", found.reading},
            {"verifier", words(found.rule.verdict)},
            {"expected", expected(found.rule)},
            {"azure", words(found.policy)},
            {"resources", bodies_json(found.sample)},
            {"incomplete", found.sample.evidence.incomplete_types},
            {"parameters", values_json(found.setting)},
            {"verifierDerivation", found.rule_derivation},
            {"azureDerivation", found.policy_derivation}};
}

Json json_of(const OneSided& atom, const Sources& sources) {
    Json json{{"condition", atom.text}, {"wasTrue", atom.was_true}, {"wasFalse", atom.was_false}};
    if (const Place where = place(sources, atom.span); where.is_known()) {
        json["file"] = where.path;
        json["line"] = where.begin.line;
        json["column"] = where.begin.column;
    }
    return json;
}

Json json_of(const Result& result, const Report& report, const ir::Program& program, const Sources& sources) {
    Json one_sided = Json::array();
    for (const OneSided& atom : result.one_sided)
        one_sided.push_back(json_of(atom, sources));
    Json disagreements = Json::array();
    for (const Disagreement& found : result.disagreements)
        disagreements.push_back(json_of(found));
    return {{"id", program.requirements[result.requirement].meta.id},
            {"agrees", result.is_shown(report.least_share)},
            {"samples", result.samples},
            {"compliant", result.compliant},
            {"violation", result.violation},
            {"notApplicable", result.not_applicable},
            {"unknown", result.unknown},
            {"real", result.real},
            {"malformed", result.malformed},
            {"keptApart", result.apart},
            {"remedies", result.remedies},
            {"repaired", result.repaired},
            {"atoms", result.atoms},
            {"oneSidedAtoms", std::move(one_sided)},
            {"differ", result.disagreement_count},
            {"disagreements", std::move(disagreements)},
            {"problems", result.problems}};
}

} // namespace

std::string json(const Report& report, const ir::Program& program, const Sources& sources) {
    Json results = Json::array();
    for (const Result& result : report.results)
        results.push_back(json_of(result, report, program, sources));
    Json left_out = Json::array();
    for (const LeftOut& one : report.left_out)
        left_out.push_back({{"id", one.id}, {"reason", one.reason}});
    const Json whole{{"agrees", report.is_clean()},
                     {"seed", report.seed},
                     {"readings", report.readings},
                     {"requirements", std::move(results)},
                     {"notCompared", std::move(left_out)}};
    return whole.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string json(const std::vector<Equivalence>& found, const ir::Program& program) {
    Json whole = Json::array();
    for (const Equivalence& one : found) {
        whole.push_back({{"id", program.requirements[one.requirement].meta.id},
                         {"builtin", one.definition},
                         {"result", words(one)},
                         {"samples", one.samples},
                         {"same", one.same},
                         {"stricter", one.stricter},
                         {"laxer", one.laxer},
                         {"undecided", one.undecided},
                         {"stricterHere", json_of(one.stricter_here)},
                         {"laxerHere", json_of(one.laxer_here)},
                         {"problems", one.problems}});
    }
    return whole.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

} // namespace iotsec::verifier::agreement
