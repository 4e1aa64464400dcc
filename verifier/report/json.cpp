// The report for programs.
#include "verifier/report/comparison.hpp"
#include "verifier/report/report.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <string>
#include <utility>

namespace iotsec::verifier::report {

namespace {

using Json = nlohmann::ordered_json;

/// Bytes that are no UTF-8 become U+FFFD: a report is always readable.
std::string dump(const Json& json) {
    return json.dump(2, ' ', false, Json::error_handler_t::replace);
}

/// The members of `object` as lines, without the braces around them.
std::string members(const Json& object) {
    const std::string text = dump(object);
    return text.substr(2, text.size() - 4);
}

/// The member `results`, each result written where it is made: a large export has more of them than are kept
/// as a tree.
class ResultList {
  public:
    explicit ResultList(std::string& out) : out_{out} { out_ += "  \"results\": ["; }

    void add(const Json& result) {
        out_ += is_empty_ ? "\n    " : ",\n    ";
        is_empty_ = false;
        const std::string text = dump(result);
        for (std::size_t at = 0; at < text.size();) {
            const std::size_t end = std::min(text.find('\n', at), text.size() - 1) + 1;
            out_.append(text, at, end - at);
            if (end < text.size()) out_ += "    ";
            at = end;
        }
    }
    void close() { out_ += is_empty_ ? "]" : "\n  ]"; }

  private:
    std::string& out_;
    bool is_empty_ = true;
};

void put_place(Json& json, const Place& place) {
    json["file"] = place.path;
    if (!place.is_known()) return;
    json["line"] = place.begin.line;
    json["column"] = place.begin.column;
    json["endLine"] = place.end.line;
    json["endColumn"] = place.end.column;
}

void put_text(Json& json, const char* key, const std::string& text) {
    if (!text.empty()) json[key] = text;
}

Json reasons(const Entry& entry) {
    Json list = Json::array();
    for (const Because& because : entry.because) {
        Json one{{"cause", name(because.cause)}, {"text", because.text}};
        if (because.place.is_known()) put_place(one, because.place);
        list.push_back(std::move(one));
    }
    return list;
}

Json plain_json(const Value& value) {
    if (const bool* flag = value.as_bool()) return *flag;
    if (const std::int64_t* number = value.as_int()) return *number;
    if (const std::string* text = value.as_string()) return *text;
    Json none_of = Json::array();
    if (const Unknown* other = value.as_unknown()) {
        for (const Value& never : other->never)
            none_of.push_back(plain_json(never));
    }
    return {{"noneOf", std::move(none_of)}};
}

Json choices(const Assignment& assignment) {
    Json json = Json::object();
    for (const Choice& choice : assignment)
        json[choice.parameter] = plain_json(choice.value);
    return json;
}

Json result(const Entry& entry, const ir::Program& program, bool is_compared) {
    const ir::Requirement& requirement = program.requirements[entry.requirement];
    Json json{{"requirement", requirement.meta.id},
              {"title", requirement.meta.title},
              {"severity", name(requirement.meta.severity)},
              {"verdict", name(entry.verdict)},
              {"message", entry.message}};
    put_place(json, entry.place);
    if (!entry.type.empty()) {
        json["resource"] = {{"name", entry.resource}, {"writtenAs", entry.written_as}, {"type", entry.type}};
        put_text(json["resource"], "apiVersion", entry.api_version);
    }
    put_text(json, "found", entry.found);
    put_text(json, "expected", entry.expected);
    if (entry.expected_at.is_known()) put_place(json["rule"], entry.expected_at);
    put_text(json, "fix", entry.fix);
    if (!entry.because.empty()) json["reasons"] = reasons(entry);
    if (!entry.environments.empty()) json["environments"] = entry.environments;
    if (!entry.compliant_in.empty()) json["compliantIn"] = entry.compliant_in;
    for (const Assignment& assignment : entry.when)
        json["when"].push_back(choices(assignment));
    json["fingerprint"] = fingerprint(entry, program);
    if (is_compared || entry.is_new) json["new"] = entry.is_new;
    return json;
}

Json diagnostic_json(const Diagnostic& diagnostic, const Place& place) {
    Json json{
        {"code", diagnostic.code}, {"severity", name(diagnostic.severity)}, {"message", diagnostic.message}};
    put_place(json, place);
    put_text(json, "help", diagnostic.help);
    return json;
}

Json summary(const Report& report) {
    const Tally tally = report.tally();
    return {{"violations", tally.violations}, {"unknown", tally.unknown},
            {"compliant", tally.compliant},   {"notApplicable", tally.not_applicable},
            {"files", report.files.size()},   {"skipped", report.skipped.size()},
            {"exitCode", report.exit_code}};
}

} // namespace

std::string json(const Report& report, const ir::Program& program) {
    const Json head{{"format", 1},
                    {"tool", {{"name", "iotsec"}, {"version", report.version}}},
                    {"rules", report.rules},
                    {"summary", summary(report)}};
    std::string text = "{\n" + members(head) + ",\n";
    ResultList results{text};
    Json diagnostics = Json::array();
    for (const FileReport& file : report.files) {
        for (const Entry& entry : file.entries)
            results.add(result(entry, program, report.against.has_value()));
        for (const Remark& remark : file.remarks)
            diagnostics.push_back(diagnostic_json(remark.diagnostic, remark.place));
    }
    results.close();
    Json skipped = Json::array();
    for (const Skipped& file : report.skipped)
        skipped.push_back({{"file", file.path}, {"reason", file.reason}});
    Json tail{{"diagnostics", std::move(diagnostics)}, {"skipped", std::move(skipped)}};
    put_text(tail, "project", report.project);
    if (report.against) {
        tail["against"] = {{"file", report.against->path},
                           {"new", report.against->added},
                           {"gone", report.against->gone},
                           {"unchanged", report.against->unchanged}};
    }
    return text + ",\n" + members(tail) + "\n}\n";
}

std::string diagnostics_json(const std::vector<Diagnostic>& diagnostics, const Sources& sources) {
    Json list = Json::array();
    for (const Diagnostic& diagnostic : diagnostics) {
        Place where = place(sources, diagnostic.span);
        if (!where.is_known()) where.path = diagnostic.path;
        Json json = diagnostic_json(diagnostic, where);
        for (const Label& label : diagnostic.labels) {
            Json one{{"text", label.text}};
            put_place(one, place(sources, label.span));
            json["labels"].push_back(std::move(one));
        }
        list.push_back(std::move(json));
    }
    return dump({{"format", 1}, {"diagnostics", std::move(list)}}) + "\n";
}

} // namespace iotsec::verifier::report
