// One comment on a pull request: counts first, a row for each finding, how to fix below.
#include "base/text.hpp"
#include "verifier/report/report.hpp"

#include <fmt/core.h>

#include <set>

namespace iotsec::verifier::report {

namespace {

/// GitHub refuses comments of more than 65,536 characters; what follows the rows needs some of them.
constexpr std::size_t most_characters = 60'000;

/// Text that stays text in a cell of a table.
std::string plain(std::string_view text) {
    std::string result;
    for (const char c : text) {
        if (c == '\n' || c == '\r') {
            result += ' ';
        } else if (c == '<') {
            result += "&lt;";
        } else {
            if (std::string_view{"|*_`[]\\"}.find(c) != std::string_view::npos) result += '\\';
            result += c;
        }
    }
    return result;
}

/// Text as code. A code span has no escapes: what would end it, or the cell, is written otherwise.
std::string code(std::string_view text) {
    std::string result = "`";
    for (const char c : text)
        result += c == '`' ? '\'' : c == '|' ? '/' : c == '\n' || c == '\r' ? ' ' : c;
    return result + '`';
}

/// A sentence of ours or of an author, whose code spans stay code.
std::string prose(std::string_view text) {
    std::string result;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t open = text.find('`', at);
        const std::size_t close = open == std::string_view::npos ? open : text.find('`', open + 1);
        if (close == std::string_view::npos) return result + plain(text.substr(at));
        result += plain(text.substr(at, open - at)) + code(text.substr(open + 1, close - open - 1));
        at = close + 1;
    }
    return result;
}

/// A link that an author gave, where it is one that a reader can follow.
std::string linked(const std::string& text, const std::vector<std::string>& links) {
    const bool is_safe = !links.empty() && links.front().starts_with("https://") &&
                         links.front().find_first_of(" ()<>|\n") == std::string::npos;
    return is_safe ? fmt::format("[{}]({})", plain(text), links.front()) : plain(text);
}

std::string where(const Entry& entry) {
    const std::string text = code(to_string(entry.place));
    const std::string& name = entry.resource.empty() ? entry.written_as : entry.resource;
    return name.empty() ? text : text + " " + code(name);
}

std::string found(const Entry& entry) {
    const std::string text = entry.found.empty() ? prose(entry.message) : code(entry.found);
    return entry.expected.empty() ? text : text + ", expected " + code(entry.expected);
}

std::string when(const Entry& entry) {
    std::string text = plain(when_words(entry));
    for (const std::string& environment : entry.environments)
        text += (text.empty() ? "" : ", ") + code(environment);
    if (entry.is_new) text += text.empty() ? "new" : " (new)";
    return text;
}

std::string row(const Entry& entry, const ir::Program& program) {
    const ir::Meta& meta = program.requirements[entry.requirement].meta;
    const bool violated = entry.verdict == Verdict::Violation;
    return fmt::format(
        "| {} | {} {} | {} | {} | {} |\n", violated ? fmt::format("**{}**", name(meta.severity)) : "unknown",
        linked(meta.id, meta.docs), prose(meta.title), where(entry), found(entry), when(entry));
}

/// The line as it is and as it should be.
std::string change(const Entry& entry) {
    const Place& at = entry.place;
    const bool is_inside = at.lead + at.width <= at.line.size();
    if (entry.replacement.empty() || !is_inside || at.line.find("```") != std::string::npos) return {};
    const std::string changed =
        at.line.substr(0, at.lead) + entry.replacement + at.line.substr(at.lead + at.width);
    return fmt::format("```diff\n-{}\n+{}\n```\n\n", at.line, changed);
}

/// Why a requirement is there, what to do, and what Azure does, folded away.
std::string details(const Entry& entry, const Report& report, const ir::Program& program) {
    const ir::Meta& meta = program.requirements[entry.requirement].meta;
    std::string text = fmt::format("<details><summary>{}: how to fix</summary>\n\n", plain(meta.id));
    if (!entry.fix.empty()) text += prose(entry.fix) + "\n\n";
    text += change(entry);
    if (!meta.description.empty()) text += prose(meta.description) + "\n\n";
    if (entry.requirement < report.in_azure.size()) text += report.in_azure[entry.requirement] + "\n\n";
    return text + fmt::format("More: {}\n\n</details>\n\n", code("iotsec explain " + meta.id));
}

/// The line that no reader sees and by which the comment is found again.
std::string mark(std::string_view project) {
    std::string name{project};
    for (char& c : name)
        c = c == '<' || c == '>' || c == '\n' || c == '\r' ? '-' : c;
    return fmt::format("<!-- iotsec:check:{} -->\n", name);
}

std::string headline(const Report& report) {
    const Tally tally = report.tally();
    return fmt::format("### iotsec: {}, {} unknown, {} compliant\n\n", plural(tally.violations, "violation"),
                       tally.unknown, tally.compliant);
}

/// Files that broke or were left out: nobody should take their silence for a verdict.
std::string files_not_judged(const Report& report) {
    std::size_t broken = 0;
    for (const FileReport& file : report.files)
        broken += file.could_not_be_judged ? 1 : 0;
    std::string text;
    if (broken > 0)
        text += fmt::format("**{} of {} files could not be judged.**\n\n", broken, report.files.size());
    if (!report.skipped.empty())
        text += fmt::format("Skipped: {}.\n\n", plural(report.skipped.size(), "file"));
    return text;
}

} // namespace

std::string markdown(const Report& report, const ir::Program& program) {
    std::string text = mark(report.project) + headline(report);
    std::string rows, folded;
    std::set<std::uint32_t> told;
    std::size_t left_out = 0;
    for (const FileReport& file : report.files) {
        for (const Entry& entry : file.entries) {
            const std::string one = row(entry, program);
            const bool is_first =
                entry.verdict == Verdict::Violation && told.insert(entry.requirement).second;
            const std::string fix = is_first ? details(entry, report, program) : std::string{};
            if (rows.size() + folded.size() + one.size() + fix.size() > most_characters) {
                ++left_out;
                continue;
            }
            rows += one;
            folded += fix;
        }
    }
    if (!rows.empty()) {
        text += "| | requirement | where | found | when |\n|---|---|---|---|---|\n" + rows + '\n';
    }
    if (left_out > 0) {
        text += fmt::format(
            "And {} more findings, which do not fit into a comment: see the log of the run.\n\n", left_out);
    }
    text += folded + files_not_judged(report);
    if (report.against)
        text += fmt::format("Compared with {}: {}.\n", code(report.against->path), words(*report.against));
    const std::string hash = report.rules_hash.empty() ? std::string{} : " " + code(report.rules_hash);
    return text + fmt::format("Rules: {}{}. Exit code {}.\n", plain(report.rules), hash, report.exit_code);
}

} // namespace iotsec::verifier::report
