#include "cli/driver/expected_findings.hpp"

#include "base/diagnostics/policy_commands.hpp"
#include "base/text.hpp"
#include "cli/driver/yaml.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>

namespace iotsec::cli {

namespace {

void malformed(DiagnosticSink& sink, Span span, std::string_view wanted, std::string_view found) {
    sink.report(diag::malformed_expected_findings, span, wanted, found)
        .with_help("an entry is { rule: NAME, about: TEXT, in: DEFINITION, because: REASON }");
}

void read_member(ExpectedFinding& entry, const YamlMember& member, DiagnosticSink& sink) {
    struct Key {
        std::string_view name;
        std::string* into;
    };
    const std::array<Key, 4> keys{
        {{"rule", &entry.rule}, {"about", &entry.about}, {"in", &entry.in}, {"because", &entry.because}}};
    const auto* const key = std::ranges::find(keys, member.name, &Key::name);
    if (key == keys.end()) {
        malformed(sink, member.name_span, "`rule`, `about`, `in` or `because`",
                  fmt::format("`{}`", member.name));
    } else if (member.value->kind != YamlKind::Scalar) {
        malformed(sink, member.value->span, "a text", name(member.value->kind));
    } else {
        *key->into = member.value->text;
    }
}

} // namespace

ExpectedFindings::ExpectedFindings(const SourceFile& file, DiagnosticSink& sink) {
    const auto root = read_yaml(file);
    if (!root) {
        sink.add(root.error());
        return;
    }
    if (root.value().kind != YamlKind::List) {
        malformed(sink, root.value().span, "a list", name(root.value().kind));
        return;
    }
    for (const YamlNode& item : root.value().items) {
        if (item.kind != YamlKind::Map) {
            malformed(sink, item.span, "a map", name(item.kind));
            continue;
        }
        ExpectedFinding entry;
        entry.span = item.span;
        for (const YamlMember& member : item.members)
            read_member(entry, member, sink);
        if (entry.rule.empty() || entry.because.empty()) {
            malformed(sink, item.span, "`rule` and `because`", "an entry without");
        } else {
            entries_.push_back(std::move(entry));
        }
    }
}

std::string ExpectedFindings::reason(std::string_view rule, std::string_view message,
                                     std::string_view definition) {
    for (ExpectedFinding& entry : entries_) {
        const bool fits = equal_ignoring_case(entry.rule, rule) &&
                          find_ignoring_case(message, entry.about) != std::string_view::npos &&
                          (entry.in.empty() || equal_ignoring_case(entry.in, definition));
        if (!fits) continue;
        ++entry.used;
        return entry.because;
    }
    return {};
}

void ExpectedFindings::report_unused(DiagnosticSink& sink) const {
    for (const ExpectedFinding& entry : entries_) {
        if (entry.used == 0) {
            sink.report(diag::unused_expected_finding, entry.span, entry.rule)
                .with_help("remove the entry: it would hide the finding when it comes back");
        }
    }
}

} // namespace iotsec::cli
