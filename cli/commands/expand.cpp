// `iotsec expand`: the resources that a template asks for.
#include "azure/expression/json_writer.hpp"
#include "azure/expression/lenient_json.hpp"
#include "azure/template/explain.hpp"
#include "azure/template/prediction.hpp"
#include "base/json/reader.hpp"
#include "cli/commands/commands.hpp"
#include "cli/driver/deployment_options.hpp"
#include "cli/driver/session.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

namespace iotsec::cli {

namespace {

constexpr std::array<std::string_view, 2> formats{"text", "json"};
constexpr std::array own_options{
    OptionSpec{"--parameters", "FILE", "A parameter file (deploymentParameters.json)."},
    OptionSpec{"--explain", "PATH",
               "Show what a value is made of, back to the parameters: its place in the output, as\n"
               "predictedResources[0].properties.minTlsVersion."},
    OptionSpec{"--validate", "FILE",
               "Compare with an earlier output, print what changed, and exit with 1 where something did."},
    OptionSpec{"--format", "FORMAT", "How mistakes are printed.", formats},
};
constexpr auto options = with_options(own_options, deployment_options);

std::optional<Value> read(Session& session, Host& host, const std::string& path) {
    const SourceFile* file = load(session, host, path);
    if (file == nullptr) return std::nullopt;
    auto root = read_json(*file, engine_json);
    if (root) return std::move(root).value();
    session.sink.add(root.error());
    return std::nullopt;
}

Value snapshot_of(const azure::Prediction& prediction) {
    List diagnostics;
    for (const std::string& text : prediction.diagnostics)
        diagnostics.emplace_back(text);
    return Value{Object{{"predictedResources", {}, Value{prediction.resources}},
                        {"diagnostics", {}, Value{std::move(diagnostics)}}}};
}

/// How a value changed, one line a place.
void changes(const Value& before, const Value& after, const std::string& path,
             std::vector<std::string>& out) {
    const Object* old_members = before.as_object();
    const Object* new_members = after.as_object();
    if (old_members != nullptr && new_members != nullptr) {
        for (const Member& member : *old_members) {
            const auto other = std::ranges::find(*new_members, member.name, &Member::name);
            const std::string place = path + "." + member.name;
            if (other == new_members->end()) {
                out.push_back(fmt::format("{}: {} is gone", place, azure::json_text_of(member.value)));
            } else {
                changes(member.value, other->value, place, out);
            }
        }
        for (const Member& member : *new_members) {
            if (std::ranges::find(*old_members, member.name, &Member::name) == old_members->end())
                out.push_back(
                    fmt::format("{}.{}: {} is new", path, member.name, azure::json_text_of(member.value)));
        }
        return;
    }
    const List* old_items = before.as_list();
    const List* new_items = after.as_list();
    if (old_items != nullptr && new_items != nullptr && old_items->size() == new_items->size()) {
        for (std::size_t i = 0; i < old_items->size(); ++i)
            changes((*old_items)[i], (*new_items)[i], fmt::format("{}[{}]", path, i), out);
        return;
    }
    const std::string x = azure::json_text_of(before), y = azure::json_text_of(after);
    if (x != y) out.push_back(fmt::format("{}: {} became {}", path, x, y));
}

/// `id`, or what a resource without one is called.
std::string key_of(const Value& resource) {
    const Value* id = resource.find("id");
    return id != nullptr && id->as_string() != nullptr ? *id->as_string() : azure::json_text_of(resource);
}

/// Resources are told by their ids; of those with one id the first goes with the first.
std::vector<std::string> changed_resources(const List& before, const List& after) {
    std::vector<std::string> lines;
    std::vector<bool> is_taken(after.size(), false);
    for (const Value& old : before) {
        std::size_t found = 0;
        while (found < after.size() && (is_taken[found] || key_of(after[found]) != key_of(old)))
            ++found;
        if (found == after.size()) {
            lines.push_back(fmt::format("- {}", key_of(old)));
            continue;
        }
        is_taken[found] = true;
        std::vector<std::string> inside;
        changes(old, after[found], "", inside);
        for (const std::string& line : inside)
            lines.push_back(fmt::format("~ {} {}", key_of(old), line));
    }
    for (std::size_t i = 0; i < after.size(); ++i) {
        if (!is_taken[i]) lines.push_back(fmt::format("+ {}", key_of(after[i])));
    }
    return lines;
}

Exit validate(const Value& snapshot, const std::string& path, Session& session, Host& host,
              std::string_view format) {
    const SourceFile* file = load(session, host, path);
    if (file == nullptr) return finish(session, host, format);
    const auto stored = azure::read_lenient_json(file->text(), {});
    const Value* resources = stored.value ? stored.value->find("predictedResources") : nullptr;
    if (resources == nullptr || resources->as_list() == nullptr) {
        host.err << fmt::format("iotsec expand: `{}` holds no `predictedResources`\n", path);
        return Exit::BadInput;
    }
    // Both as they read: a number that is printed and one that was stored are of one kind.
    const auto now = azure::read_lenient_json(azure::json_text_of(snapshot), {});
    const auto lines =
        changed_resources(*resources->as_list(), *now.value->find("predictedResources")->as_list());
    for (const std::string& line : lines)
        host.out << line << '\n';
    return lines.empty() ? Exit::Clean : Exit::Findings;
}

/// The value at a path like `predictedResources[0].properties.x`; null where there is none.
const Value* value_at(const Value& root, std::string_view path) {
    const Value* at = &root;
    while (!path.empty() && at != nullptr) {
        if (path.front() == '.') path.remove_prefix(1);
        if (path.starts_with('[')) {
            std::size_t index = 0;
            const char* const end = path.data() + path.size();
            const auto read = std::from_chars(path.data() + 1, end, index);
            const List* items = at->as_list();
            const bool is_there =
                read.ptr != end && *read.ptr == ']' && items != nullptr && index < items->size();
            at = is_there ? &(*items)[index] : nullptr;
            path.remove_prefix(std::min(path.find(']') + 1, path.size()));
        } else {
            const std::size_t stop = std::min(path.find_first_of(".["), path.size());
            at = at->find(path.substr(0, stop));
            path.remove_prefix(stop);
        }
    }
    return at;
}

Exit explain(const Value& root, const Value* parameters, const Value& snapshot, const std::string& path,
             Session& session, Host& host) {
    const Value* value = value_at(snapshot, path);
    if (value == nullptr) {
        host.err << fmt::format("iotsec expand: there is nothing at `{}`\n", path);
        return Exit::Usage;
    }
    host.out << fmt::format("{} = {}\n", path, azure::json_text_of(*value));
    if (!value->span.is_known()) {
        host.out << "  made by the engine: it is written nowhere\n";
        return Exit::Clean;
    }
    for (const azure::Origin& origin : azure::origins(root, parameters, value->span)) {
        const SourceFile& file = session.sources[origin.place.source];
        const auto position = file.position(origin.place.begin);
        host.out << fmt::format("{}{} ({}:{}:{}): {}\n", std::string(2 * (origin.depth + 1), ' '),
                                origin.what, file.path(), position.line, position.column,
                                session.sources.text(origin.place).substr(0, 200));
    }
    return Exit::Clean;
}

/// What a check can go on without is what a deployment ends at.
void make_errors(DiagnosticSink& sink) {
    for (Diagnostic& diagnostic : sink.take_sorted()) {
        if (diagnostic.severity == Severity::Warning) diagnostic.severity = Severity::Error;
        sink.add(std::move(diagnostic));
    }
}

Exit run(const Arguments& arguments, Host& host) {
    const DeploymentSettings settings = deployment_settings(arguments);
    if (!settings.problem.empty()) {
        host.err << fmt::format("iotsec expand: {}\nTry `iotsec expand --help`.\n", settings.problem);
        return Exit::Usage;
    }
    Session session;
    session.largest_file = settings.largest_file;
    const std::string format = arguments.value("--format", "text");
    const auto root = read(session, host, arguments.operands.front());
    std::optional<Value> parameters;
    if (arguments.has("--parameters")) {
        parameters = read(session, host, arguments.value("--parameters"));
        if (!parameters) return finish(session, host, format);
    }
    if (!root) return finish(session, host, format);
    const auto prediction = azure::predict(*root,
                                           {.facts = settings.facts,
                                            .parameters = parameters ? &*parameters : nullptr,
                                            .limits = settings.limits},
                                           session.sink);
    if (prediction.is_refused) {
        make_errors(session.sink);
        return finish(session, host, format);
    }
    const Value snapshot = snapshot_of(prediction);
    if (arguments.has("--explain"))
        return explain(*root, parameters ? &*parameters : nullptr, snapshot, arguments.value("--explain"),
                       session, host);
    if (arguments.has("--validate"))
        return validate(snapshot, arguments.value("--validate"), session, host, format);
    host.out << azure::indented_json_of(snapshot) << '\n';
    return finish(session, host, format);
}

} // namespace

const Command expand_command{
    .name = "expand",
    .summary = "print the resources that a template asks for",
    .usage = "expand [--parameters FILE] TEMPLATE\n"
             "expand --explain PATH [--parameters FILE] TEMPLATE\n"
             "expand --validate FILE [--parameters FILE] TEMPLATE",
    .description = "Evaluates an ARM template as Azure's deployment engine does before it deploys anything: "
                   "parameters,\n"
                   "variables, loops, conditions and nested deployments. Prints `predictedResources` and "
                   "`diagnostics` as\n"
                   "`bicep snapshot` does, in the order in which they would be deployed. What only the "
                   "deployment knows\n"
                   "stays as an expression in brackets; so does what no option tells: without "
                   "`--subscription`, ids begin\n"
                   "with what is left of `subscription().subscriptionId`. A template that Azure would refuse "
                   "is refused,\n"
                   "with the place.",
    .operand = {"TEMPLATE", "An ARM template; - is standard input.", 1, 1},
    .options = options,
    .examples = "iotsec expand --resource-group rg-iot --location westeurope template.json\n"
                "iotsec expand --parameters prod.parameters.json template.json > prod.snapshot.json\n"
                "iotsec expand --parameters prod.parameters.json --validate prod.snapshot.json template.json",
    .run = run,
};

} // namespace iotsec::cli
