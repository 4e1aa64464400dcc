#include "cli/driver/policy_cases.hpp"

#include "base/diagnostics/policy_commands.hpp"
#include "base/json/reader.hpp"
#include "base/text.hpp"
#include "cli/driver/files.hpp"
#include "cli/driver/yaml.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <filesystem>
#include <functional>
#include <string_view>
#include <utility>

namespace iotsec::cli {

namespace {

constexpr std::string_view test_suffix = ".tests.yaml";

class TestReader {
  public:
    TestReader(PolicyTestFile& file, Session& session, Host& host)
        : file_{file}, session_{session}, host_{host} {}

    void read(const YamlNode& root) {
        bool has_cases = false;
        members(root, "a policy test file",
                {
                    {"policy", [this](const YamlNode& n) { file_.policy = text(n, "`policy`"); }},
                    {"definition", [this](const YamlNode& n) { file_.definition = text(n, "`definition`"); }},
                    {"set", [this](const YamlNode& n) { settings_ = object(n, "`set`"); }},
                    {"cases",
                     [&](const YamlNode& n) {
                         has_cases = true;
                         cases(n);
                     }},
                });
        if (!has_cases && root.kind == YamlKind::Map) no_cases(root.span);
        for (PolicyCase& one : file_.cases)
            add_settings(one);
    }

  private:
    struct Key {
        std::string_view name;
        std::function<void(const YamlNode&)> read;
    };

    void members(const YamlNode& node, std::string_view of, const std::vector<Key>& keys) {
        if (!expect(node, YamlKind::Map, of)) return;
        for (const YamlMember& member : node.members) {
            const auto key = std::ranges::find(keys, member.name, &Key::name);
            if (key != keys.end()) {
                key->read(*member.value);
                continue;
            }
            std::vector<std::string_view> names;
            names.reserve(keys.size());
            for (const Key& known : keys)
                names.push_back(known.name);
            Diagnostic& diagnostic =
                session_.sink.report(diag::policy_test_key, member.name_span, member.name, of);
            if (const auto best = nearest(member.name, names))
                diagnostic.with_help(fmt::format("did you mean `{}`?", *best));
        }
    }

    bool expect(const YamlNode& node, YamlKind kind, std::string_view as) {
        if (node.kind == kind) return true;
        session_.sink.report(diag::policy_test_part, node.span, name(kind), as, name(node.kind));
        return false;
    }

    std::string text(const YamlNode& node, std::string_view as) {
        return expect(node, YamlKind::Scalar, as) ? node.text : std::string{};
    }

    Object object(const YamlNode& node, std::string_view as) {
        if (!expect(node, YamlKind::Map, as)) return {};
        return *to_value(node).as_object();
    }

    /// A body here, or the name of the JSON file that holds it.
    Value body(const YamlNode& node, std::string_view as) {
        if (node.kind != YamlKind::Scalar) return expect(node, YamlKind::Map, as) ? to_value(node) : Value{};
        const SourceFile* file = load(session_, host_, beside(node.text));
        if (file == nullptr) return {};
        auto read = read_json(*file);
        if (read) return std::move(read).value();
        session_.sink.add(read.error());
        return {};
    }

    [[nodiscard]] std::string beside(const std::string& name) const {
        return (std::filesystem::path{file_.path}.parent_path() / name).string();
    }

    /// A file of tests without one would pass, and tell nothing.
    void no_cases(Span where) {
        session_.sink.report(diag::policy_test_part, where, "at least one case", "`cases`", "none");
    }

    void cases(const YamlNode& node) {
        if (!expect(node, YamlKind::List, "`cases`")) return;
        if (node.items.empty()) no_cases(node.span);
        for (const YamlNode& item : node.items)
            read_case(item);
    }

    std::optional<azure::policy::State> state(const YamlNode& node) {
        const std::string name = text(node, "`expect`");
        auto found = azure::policy::state_named(name);
        if (!found && node.kind == YamlKind::Scalar)
            session_.sink.report(diag::policy_test_part, node.span, "a compliance state", "`expect`",
                                 fmt::format("`{}`", name));
        return found;
    }

    void read_case(const YamlNode& node) {
        PolicyCase one;
        bool has_expectation = false;
        one.span = node.span;
        one.expect_span = node.span;
        members(
            node, "a case",
            {
                {"name", [&](const YamlNode& n) { one.name = text(n, "`name`"); }},
                {"set", [&](const YamlNode& n) { one.settings = object(n, "`set`"); }},
                {"resource", [&](const YamlNode& n) { one.resource = body(n, "`resource`"); }},
                {"related", [&](const YamlNode& n) { one.related = related(n); }},
                {"at", [&](const YamlNode& n) { one.at = text(n, "`at`"); }},
                {"request", [&](const YamlNode& n) { one.request = body(n, "`request`"); }},
                {"resourceGroup",
                 [&](const YamlNode& n) { one.resource_group = body(n, "`resourceGroup`"); }},
                {"subscription", [&](const YamlNode& n) { one.subscription = body(n, "`subscription`"); }},
                {"expect",
                 [&](const YamlNode& n) {
                     has_expectation = true;
                     one.expect = state(n);
                     one.expect_span = n.span;
                 }},
                {"because", [&](const YamlNode& n) { one.because = text(n, "`because`"); }},
                {"after", [&](const YamlNode& n) { one.after = body(n, "`after`"); }},
            });
        if (node.kind != YamlKind::Map) return;
        require(!one.name.empty(), node, "name");
        require(!one.resource.is_null(), node, "resource");
        require(has_expectation, node, "expect");
        file_.cases.push_back(std::move(one));
    }

    void require(bool is_there, const YamlNode& node, std::string_view what) {
        if (!is_there && !session_.sink.has_errors())
            session_.sink.report(diag::policy_test_part, node.span, fmt::format("`{}`", what), "a member",
                                 "none");
    }

    List related(const YamlNode& node) {
        List bodies;
        if (!expect(node, YamlKind::List, "`related`")) return bodies;
        for (const YamlNode& item : node.items)
            bodies.push_back(body(item, "a related resource"));
        return bodies;
    }

    void add_settings(PolicyCase& one) const {
        for (const Member& setting : settings_) {
            const bool is_given = std::ranges::any_of(
                one.settings, [&](const Member& own) { return equal_ignoring_case(own.name, setting.name); });
            if (!is_given) one.settings.push_back(setting);
        }
    }

    PolicyTestFile& file_;
    Session& session_;
    Host& host_;
    Object settings_;
};

} // namespace

PolicyTestFile read_policy_tests(const SourceFile& file, Session& session, Host& host) {
    PolicyTestFile tests;
    tests.path = file.path();
    const std::string name = std::filesystem::path{file.path()}.filename().string();
    if (name.ends_with(test_suffix))
        tests.policy = name.substr(0, name.size() - test_suffix.size()) + ".json";
    const auto root = read_yaml(file);
    if (!root) {
        session.sink.add(root.error());
        return tests;
    }
    TestReader{tests, session, host}.read(root.value());
    tests.policy = (std::filesystem::path{file.path()}.parent_path() / tests.policy).string();
    return tests;
}

} // namespace iotsec::cli
