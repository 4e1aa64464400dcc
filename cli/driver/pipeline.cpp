#include "cli/driver/pipeline.hpp"

#include "base/diagnostics/files.hpp"
#include "base/json/reader.hpp"
#include "base/text.hpp"
#include "cli/driver/files.hpp"
#include "compiler/ir/lowering/lower.hpp"
#include "compiler/sema/check.hpp"
#include "stdlib/built_in.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <set>
#include <utility>

namespace iotsec::cli {

namespace {

std::set<std::string> requested_modules(const sema::TypedProgram& typed) {
    std::set<std::string> names;
    for (const sema::TypedModule& module : typed.modules) {
        if (module.is_requested) names.insert(module.tree->name.text());
    }
    return names;
}

/// What the requested modules declare, and what their baselines include.
ir::Program requested_part(ir::Program program, const std::set<std::string>& modules) {
    std::erase_if(program.baselines, [&](const ir::Baseline& b) { return !modules.contains(b.module); });
    std::set<std::uint32_t> wanted;
    for (std::uint32_t i = 0; i < program.requirements.size(); ++i) {
        if (modules.contains(program.requirements[i].module)) wanted.insert(i);
    }
    for (const ir::Baseline& baseline : program.baselines) {
        for (const ir::BaselineEntry& entry : baseline.entries)
            wanted.insert(entry.requirement);
    }
    if (wanted.size() == program.requirements.size()) return program;
    return subset(std::move(program), {wanted.begin(), wanted.end()});
}

/// The values that a baseline binds for one requirement, over those that are given.
std::map<std::string, Value> bound_values(const ir::Program& program, const ir::BaselineEntry& entry,
                                          const std::map<std::string, Value>& given) {
    std::map<std::string, Value> values = given;
    for (const ir::Binding& binding : entry.bindings) {
        const std::string& name = program.params[binding.param.index].name;
        if (binding.surfaced) {
            const ir::Parameter& surfaced = program.params[binding.surfaced->index];
            const auto found = given.find(surfaced.name);
            if (found != given.end()) {
                values.insert_or_assign(name, found->second);
            } else if (surfaced.default_value) {
                values.insert_or_assign(name, *surfaced.default_value);
            }
        } else if (binding.value) {
            const auto* literal = std::get_if<ir::Literal>(&program[*binding.value]);
            if (literal != nullptr) values.insert_or_assign(name, literal->value);
        }
    }
    return values;
}

/// Whether two entries can be judged in one run.
bool same_values(const std::map<std::string, Value>& a, const std::map<std::string, Value>& b) {
    return std::ranges::equal(a, b, [](const auto& x, const auto& y) {
        return x.first == y.first && same_value(x.second, y.second);
    });
}

/// Sorts requirements into sets by the values of their parameters.
class RuleSorter {
  public:
    RuleSorter(const ir::Program& program, const std::map<std::string, Value>& given)
        : program_{program}, given_{given} {}

    void add(const ir::BaselineEntry& entry) {
        if (!taken_.insert(entry.requirement).second) return;
        auto values = bound_values(program_, entry, given_);
        const auto place = static_cast<std::uint32_t>(order_.size());
        order_.push_back(entry.requirement);
        for (RuleSet& set : sets_) {
            if (!same_values(set.params, values)) continue;
            set.only.push_back(place);
            return;
        }
        sets_.push_back({std::move(values), {place}});
    }

    /// The requirements that were added, in order.
    [[nodiscard]] const std::vector<std::uint32_t>& order() const { return order_; }
    [[nodiscard]] const std::vector<RuleSet>& sets() const { return sets_; }

  private:
    const ir::Program& program_;
    const std::map<std::string, Value>& given_;
    std::set<std::uint32_t> taken_;
    std::vector<std::uint32_t> order_;
    std::vector<RuleSet> sets_;
};

std::string title_of(const ir::Baseline& baseline) {
    // The library's `production` baseline of `std.iothub.production` needs its name only once.
    const bool same = baseline.module.ends_with("." + baseline.name);
    const std::string name = same ? baseline.module : baseline.module + "." + baseline.name;
    return baseline.version.empty() ? name : name + " " + baseline.version;
}

/// `name=value`: JSON where it reads as JSON, else text.
Value setting_value(const std::string& text) {
    Sources scratch;
    const auto value = read_json(scratch.add("--set", text));
    if (!value) return Value{text};
    Value result = value.value();
    result.span = {};
    return result;
}

} // namespace

sema::TypedProgram check_modules(Session& session, ModuleLoader& loader) {
    return sema::check(
        loader.requested(), [&](std::string_view name) { return loader.find(name); }, stdlib::catalogue(),
        session.sink);
}

Compiled compile(Session& session, ModuleLoader& loader) {
    Compiled compiled;
    if (session.sink.has_errors()) return compiled;
    compiled.typed = check_modules(session, loader);
    if (session.sink.has_errors()) return compiled;
    const auto modules = requested_modules(compiled.typed);
    compiled.whole = ir::lower(compiled.typed, session.sources, session.sink);
    if (!session.sink.has_errors()) compiled.program = requested_part(compiled.whole, modules);
    return compiled;
}

std::optional<Project> open_project(Session& session, Host& host, const std::string& folder) {
    const auto found = find_project(folder);
    if (!found) return std::nullopt;
    const SourceFile* file = load(session, host, join_path(*found, "iotsec.yaml"));
    return file == nullptr ? Project{} : read_project(*file, *found, session.sink);
}

Input request_input(Session& session, Host& host, ModuleLoader& loader, const Arguments& arguments) {
    Input input;
    const std::string folder = arguments.value("--project", ".");
    input.project = open_project(session, host, folder);
    if (session.sink.has_errors()) return input;
    if (!arguments.operands.empty()) {
        if (input.project) loader.offer_project(*input.project);
        for (const std::string& path : arguments.operands)
            loader.request(path);
    } else if (input.project) {
        input.is_whole_project = true;
        loader.request_project(*input.project);
    } else {
        session.sink.report(diag::no_project, {}, folder)
            .with_help("name the files, or make a project with `iotsec init`");
    }
    return input;
}

Rules select_rules(ir::Program program, std::string_view baseline,
                   const std::map<std::string, Value>& params) {
    RuleSorter sorter{program, params};
    std::string title;
    for (const ir::Baseline& one : program.baselines) {
        if (!baseline.empty() && one.name != baseline && one.module + "." + one.name != baseline) continue;
        title += (title.empty() ? "" : ", ") + title_of(one);
        for (const ir::BaselineEntry& entry : one.entries)
            sorter.add(entry);
    }
    if (program.baselines.empty()) {
        for (std::uint32_t i = 0; i < program.requirements.size(); ++i)
            sorter.add({i, {}});
        title = "all requirements";
    }
    return {std::move(title), subset(std::move(program), sorter.order()), sorter.sets()};
}

ir::Program subset(ir::Program program, const std::vector<std::uint32_t>& indices) {
    auto all = std::exchange(program.requirements, {});
    std::map<std::uint32_t, std::uint32_t> moved;
    for (const std::uint32_t index : indices) {
        moved.emplace(index, static_cast<std::uint32_t>(program.requirements.size()));
        program.requirements.push_back(std::move(all[index]));
    }
    std::erase_if(program.baselines, [&](const ir::Baseline& baseline) {
        return !std::ranges::all_of(baseline.entries,
                                    [&](const auto& entry) { return moved.contains(entry.requirement); });
    });
    for (ir::Baseline& baseline : program.baselines) {
        for (ir::BaselineEntry& entry : baseline.entries)
            entry.requirement = moved.at(entry.requirement);
    }
    return program;
}

std::map<std::string, Value> parameter_values(Session& session, const ir::Program& program,
                                              const std::vector<ParameterValue>& of_project,
                                              const std::vector<std::string>& settings) {
    std::map<std::string, Value> values;
    std::vector<std::string_view> names;
    for (const ir::Parameter& parameter : program.params)
        names.push_back(parameter.name);
    const auto take = [&](const std::string& name, Value value, Span where) {
        if (std::ranges::find(names, name) == names.end()) {
            Diagnostic& diagnostic = session.sink.report(diag::parameter_without_use, where, name);
            if (const auto best = nearest(name, names))
                diagnostic.with_help(fmt::format("did you mean `{}`?", *best));
            return;
        }
        values.insert_or_assign(name, std::move(value));
    };
    for (const ParameterValue& given : of_project)
        take(given.name, given.value, given.span);
    for (const std::string& setting : settings) {
        const std::size_t equals = std::min(setting.find('='), setting.size() - 1);
        take(setting.substr(0, equals), setting_value(setting.substr(equals + 1)), {});
    }
    return values;
}

} // namespace iotsec::cli
