#include "cli/driver/project.hpp"

#include "base/diagnostics/files.hpp"
#include "base/text.hpp"
#include "cli/driver/files.hpp"
#include "cli/driver/yaml.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <functional>

namespace iotsec::cli {

namespace {

/// Reads one project file, member by member.
class ProjectReader {
  public:
    ProjectReader(Project& project, DiagnosticSink& sink) : project_{project}, sink_{sink} {}

    void read(const YamlNode& root) {
        members(root, {
                          {"project", [this](const YamlNode& n) { project_.name = text(n); }},
                          {"sources", [this](const YamlNode& n) { project_.sources = texts(n); }},
                          {"library", [this](const YamlNode& n) { project_.library = flag(n, true); }},
                          {"azure", [this](const YamlNode& n) { azure(n); }},
                          {"parameters", [this](const YamlNode& n) { project_.parameters = parameters(n); }},
                          {"environments", [this](const YamlNode& n) { environments(n); }},
                          {"evidence", [this](const YamlNode& n) { evidence(n); }},
                          {"aliases", [this](const YamlNode& n) { project_.aliases = text(n); }},
                          {"targets", [this](const YamlNode& n) { target_list(n); }},
                      });
    }

  private:
    struct Key {
        std::string_view name;
        std::function<void(const YamlNode&)> read;
    };

    void members(const YamlNode& node, const std::vector<Key>& keys) {
        if (!expect(node, YamlKind::Map)) return;
        std::vector<std::string_view> seen;
        for (const YamlMember& member : node.members) {
            if (is_repeated(member, seen)) continue;
            const auto key = std::ranges::find(keys, member.name, &Key::name);
            if (key == keys.end()) {
                unknown_key(member, keys);
            } else {
                key->read(*member.value);
            }
        }
    }

    /// Members with names of the author's choice.
    void each(const YamlNode& node, const std::function<void(const YamlMember&)>& read) {
        if (!expect(node, YamlKind::Map)) return;
        std::vector<std::string_view> seen;
        for (const YamlMember& member : node.members) {
            if (!is_repeated(member, seen)) read(member);
        }
    }

    bool is_repeated(const YamlMember& member, std::vector<std::string_view>& seen) {
        const bool repeated = std::ranges::find(seen, member.name) != seen.end();
        if (repeated) {
            sink_.report(diag::repeated_project_key, member.name_span, member.name)
                .with_help("remove one of the two");
        }
        seen.emplace_back(member.name);
        return repeated;
    }

    void unknown_key(const YamlMember& member, const std::vector<Key>& keys) {
        std::vector<std::string_view> names;
        std::string list;
        for (const Key& key : keys) {
            names.push_back(key.name);
            list += fmt::format("{}`{}`", list.empty() ? "" : ", ", key.name);
        }
        Diagnostic& diagnostic = sink_.report(diag::unknown_project_key, member.name_span, member.name, list);
        if (const auto best = nearest(member.name, names)) {
            diagnostic.with_help(fmt::format("did you mean `{}`?", *best));
        }
    }

    bool expect(const YamlNode& node, YamlKind kind) {
        if (node.kind == kind) return true;
        sink_.report(diag::expected_in_project, node.span, name(kind), name(node.kind));
        return false;
    }

    std::string text(const YamlNode& node) {
        return expect(node, YamlKind::Scalar) ? node.text : std::string{};
    }

    std::vector<std::string> texts(const YamlNode& node) {
        std::vector<std::string> result;
        if (!expect(node, YamlKind::List)) return result;
        for (const YamlNode& item : node.items)
            result.push_back(text(item));
        return result;
    }

    bool flag(const YamlNode& node, bool fallback) {
        if (node.kind == YamlKind::Scalar && (node.text == "true" || node.text == "false")) {
            return node.text == "true";
        }
        sink_.report(diag::expected_in_project, node.span, "true or false",
                     node.kind == YamlKind::Scalar ? fmt::format("`{}`", node.text)
                                                   : std::string{name(node.kind)});
        return fallback;
    }

    /// The position of a scalar in `words`; 0 where it is none of them, which is reported.
    std::size_t one_of(const YamlNode& node, std::string_view what, std::span<const std::string_view> words) {
        const std::string given = text(node);
        const auto found = std::ranges::find(words, given);
        if (found != words.end()) return static_cast<std::size_t>(found - words.begin());
        const std::vector<std::string> list{words.begin(), words.end()};
        if (node.kind == YamlKind::Scalar) {
            sink_.report(diag::unknown_choice, node.span, what, given, join(list, ", "));
        }
        return 0;
    }

    void azure(const YamlNode& node) {
        constexpr std::array<std::string_view, 2> names{"uuid", "readable"};
        constexpr std::array<std::string_view, 2> remedies{"separate", "merged"};
        members(node, {
                          {"definitions", [this](const YamlNode& n) { definitions(n); }},
                          {"cloud",
                           [&](const YamlNode& n) {
                               project_.cloud =
                                   static_cast<catalog::Cloud>(one_of(n, "cloud", catalog::cloud_names));
                               project_.cloud_span = n.span;
                           }},
                          {"names",
                           [&](const YamlNode& n) {
                               project_.readable_names = one_of(n, "way to name definitions", names) == 1;
                           }},
                          {"definitionNames",
                           [this](const YamlNode& n) {
                               each(n, [this](const YamlMember& member) {
                                   project_.definition_names[member.name] = text(*member.value);
                               });
                           }},
                          {"remedies",
                           [&](const YamlNode& n) {
                               project_.merged_remedies = one_of(n, "form of remedies", remedies) == 1;
                           }},
                      });
    }

    /// `managementGroup NAME` or `subscription`
    void definitions(const YamlNode& node) {
        constexpr std::string_view group = "managementGroup ";
        const std::string where = text(node);
        if (where.starts_with(group)) {
            project_.management_group = group_id(node, where.substr(group.size()));
        } else if (where != "subscription" && node.kind == YamlKind::Scalar) {
            sink_.report(diag::expected_in_project, node.span, "`managementGroup NAME` or `subscription`",
                         fmt::format("`{}`", where));
        }
    }

    /// The id of a management group; empty where Azure takes no such id, which is reported.
    std::string group_id(const YamlNode& node, std::string id) {
        if (is_management_group(id)) return id;
        if (node.kind == YamlKind::Scalar) {
            sink_.report(
                diag::expected_in_project, node.span,
                "the id of a management group (letters, digits, and `-`, `_`, `.`, `(`, `)`, at most 90)",
                fmt::format("`{}`", id));
        }
        return {};
    }

    std::vector<ParameterValue> parameters(const YamlNode& node) {
        std::vector<ParameterValue> values;
        each(node, [&](const YamlMember& member) {
            values.push_back({member.name, to_value(*member.value), member.name_span});
        });
        return values;
    }

    /// Whether a name can be a part of a file's name: `main.prod.bicepparam`.
    bool is_file_word(const YamlMember& member) {
        const auto is_part = [](char c) { return is_letter(c) || is_digit(c) || c == '-' || c == '_'; };
        if (!member.name.empty() && std::ranges::all_of(member.name, is_part)) return true;
        sink_.report(diag::expected_in_project, member.name_span,
                     "a name of letters, digits, `-` and `_`, as it becomes part of file names",
                     fmt::format("`{}`", member.name));
        return false;
    }

    void environments(const YamlNode& node) {
        each(node, [this](const YamlMember& member) {
            if (!is_file_word(member)) return;
            Environment& environment = project_.environments.emplace_back();
            environment.name = member.name;
            members(
                *member.value,
                {
                    {"managementGroups",
                     [&](const YamlNode& n) {
                         each(n, [&](const YamlMember& group) {
                             environment.management_groups.push_back(
                                 {group.name, group_id(*group.value, text(*group.value)), group.name_span});
                         });
                     }},
                    {"parameters", [&](const YamlNode& n) { environment.parameters = parameters(n); }},
                });
        });
    }

    /// `closed`, `open`, or `{ complete: [types] }`
    void evidence(const YamlNode& node) {
        constexpr std::array<std::string_view, 2> words{"open", "closed"};
        if (node.kind == YamlKind::Map) {
            members(node, {{"complete", [this](const YamlNode& n) { project_.complete_types = texts(n); }}});
        } else {
            project_.closed_evidence = one_of(node, "kind of evidence", words) == 1;
        }
    }

    void target_list(const YamlNode& node) {
        each(node, [this](const YamlMember& member) {
            if (std::ranges::find(target_names, member.name) == target_names.end()) {
                const std::vector<std::string> list{target_names.begin(), target_names.end()};
                sink_.report(diag::unknown_choice, member.name_span, "target", member.name, join(list, ", "));
                return;
            }
            TargetOutput output{member.name, member.name};
            members(*member.value, {{"out", [&](const YamlNode& n) { output.folder = text(n); }}});
            project_.targets.push_back(std::move(output));
        });
    }

    Project& project_;
    DiagnosticSink& sink_;
};

} // namespace

bool is_management_group(std::string_view id) {
    constexpr std::size_t longest = 90;
    const auto is_part = [](char c) {
        return is_letter(c) || is_digit(c) || std::string_view{"-_.()"}.find(c) != std::string_view::npos;
    };
    return !id.empty() && id.size() <= longest && std::ranges::all_of(id, is_part) && !id.ends_with('.');
}

std::vector<ParameterValue> Project::values_in(std::string_view environment) const {
    std::vector<ParameterValue> values = parameters;
    const auto found = std::ranges::find(environments, environment, &Environment::name);
    if (found == environments.end()) return values;
    for (const ParameterValue& given : found->parameters) {
        std::erase_if(values, [&](const ParameterValue& value) { return value.name == given.name; });
        values.push_back(given);
    }
    return values;
}

emitters::Environments Project::built_environments() const {
    emitters::Environments built;
    for (const Environment& environment : environments) {
        emitters::Environment& entry = built.emplace_back();
        entry.name = environment.name;
        entry.management_group = management_group;
        for (const NamedPlace& place : environment.management_groups)
            if (place.name == management_group) entry.management_group = place.there;
        for (ParameterValue& value : values_in(environment.name))
            entry.values.insert_or_assign(value.name, std::move(value.value));
    }
    return built;
}

Project read_project(const SourceFile& file, std::string folder, DiagnosticSink& sink) {
    Project project;
    project.folder = std::move(folder);
    const auto root = read_yaml(file);
    if (!root) {
        sink.add(root.error());
        return project;
    }
    ProjectReader{project, sink}.read(root.value());
    return project;
}

std::optional<std::string> find_project(const std::string& folder) {
    constexpr int most_levels = 100;
    std::error_code ignored;
    std::filesystem::path at = std::filesystem::absolute(folder, ignored).lexically_normal();
    if (at.filename().empty()) at = at.parent_path(); // `folder/`
    std::string shown = folder;
    for (int level = 0; level < most_levels; ++level) {
        if (exists(join_path(at.string(), "iotsec.yaml"))) return shown;
        if (at == at.parent_path()) break;
        at = at.parent_path();
        shown = join_path(shown, "..");
    }
    return std::nullopt;
}

} // namespace iotsec::cli
