#include "base/diagnostics/names.hpp"
#include "base/text.hpp"
#include "compiler/sema/mentions.hpp"
#include "compiler/sema/modules.hpp"
#include "compiler/sema/suggest.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace iotsec::sema {

namespace {

/// How often a qualified name is shortened in search of its module: absurdly long ones are not looked for.
constexpr std::size_t longest_name = 32;

class Loader {
  public:
    Loader(const ModuleFinder& find, DiagnosticSink& sink) : find_{find}, sink_{sink} {}

    std::vector<ModuleInput> load(std::vector<ModuleInput> inputs) {
        for (ModuleInput& input : inputs)
            add_input(std::move(input));
        for (std::size_t next = 0; next < modules_.size(); ++next) // grows while it runs
            follow(next);
        report_cycles();
        return in_order();
    }

  private:
    struct Edge {
        std::size_t to;
        Span span;
        bool is_import;
    };

    void add_input(ModuleInput input) {
        const ast::QualifiedName& name = input.tree->name;
        const auto [found, is_new] = by_name_.try_emplace(name.text(), modules_.size());
        if (!is_new) {
            if (!name.parts.empty())
                sink_.report(diag::duplicate_module, name.span, found->first)
                    .with_label(modules_[found->second].tree->name.span, "defined here first");
            if (!name.parts.empty()) return;
        }
        modules_.push_back(std::move(input));
    }

    /// A module that the finder gave; one that is there already stays.
    void add_found(ModuleInput input) {
        const auto [found, is_new] = by_name_.try_emplace(input.tree->name.text(), modules_.size());
        if (is_new) {
            modules_.push_back(std::move(input));
            return;
        }
        const ModuleInput& present = modules_[found->second];
        if (input.is_library && !present.is_library && clashing_.insert(found->first).second)
            sink_.report(diag::duplicate_module, present.tree->name.span, found->first)
                .with_help("the standard library has a module of this name: choose another");
    }

    void follow(std::size_t from) {
        for (const Mention& mention : mentions(*modules_[from].tree)) {
            const std::size_t longest = std::min(mention.parts.size(), longest_name);
            std::vector<std::size_t> found;
            for (std::size_t count = mention.is_whole ? longest : longest - 1; count > 0; --count) {
                found = at_or_below(dotted(mention.parts, count));
                if (!found.empty() || mention.is_whole) break;
            }
            if (found.empty() && mention.is_import) report_missing(mention);
            for (const std::size_t to : found)
                if (to != from || mention.is_import)
                    edges_[from].push_back({to, mention.span, mention.is_import});
        }
    }

    /// Exactly `name` if there is such a module, else all below it.
    std::vector<std::size_t> at_or_below(const std::string& name) {
        if (asked_.insert(name).second && find_)
            for (ModuleInput& input : find_(name))
                add_found(std::move(input));
        if (const auto exact = by_name_.find(name); exact != by_name_.end()) return {exact->second};
        std::vector<std::size_t> below;
        const std::string prefix = name + ".";
        for (auto it = by_name_.lower_bound(prefix); it != by_name_.end() && it->first.starts_with(prefix);
             ++it)
            below.push_back(it->second);
        return below;
    }

    void report_missing(const Mention& mention) {
        const std::string name = dotted(mention.parts, mention.parts.size());
        Diagnostic& diagnostic = sink_.report(diag::unknown_module, mention.span, name);
        // The modules that stand nearest are those that can be meant.
        for (std::size_t count = mention.parts.size() - 1; count > 0; --count) {
            if (!at_or_below(dotted(mention.parts, count)).empty()) break;
        }
        std::vector<std::string_view> known;
        for (const auto& [other, index] : by_name_)
            known.push_back(other);
        suggest(sink_, diagnostic, name, known);
    }

    enum class Mark { White, Grey, Black };

    void report_cycles() {
        std::vector<Mark> marks(modules_.size(), Mark::White);
        std::vector<std::size_t> trail;
        for (std::size_t i = 0; i < modules_.size(); ++i)
            if (marks[i] == Mark::White) find_cycle(i, marks, trail);
    }

    void find_cycle(std::size_t at, std::vector<Mark>& marks, std::vector<std::size_t>& trail) {
        marks[at] = Mark::Grey;
        trail.push_back(at);
        for (const Edge& edge : edges_[at]) {
            if (!edge.is_import) continue;
            if (marks[edge.to] == Mark::Grey) report_cycle(trail, edge);
            if (marks[edge.to] == Mark::White) find_cycle(edge.to, marks, trail);
        }
        trail.pop_back();
        marks[at] = Mark::Black;
    }

    void report_cycle(const std::vector<std::size_t>& trail, const Edge& closing) {
        std::string text;
        for (auto it = std::ranges::find(trail, closing.to); it != trail.end(); ++it)
            text += "`" + modules_[*it].tree->name.text() + "` → ";
        sink_
            .report(diag::import_cycle, closing.span,
                    text + "`" + modules_[closing.to].tree->name.text() + "`")
            .with_help("move what both need into a module of its own");
    }

    std::vector<ModuleInput> in_order() {
        std::vector<Mark> marks(modules_.size(), Mark::White);
        std::vector<ModuleInput> ordered;
        for (std::size_t i = 0; i < modules_.size(); ++i)
            place(i, marks, ordered);
        return ordered;
    }

    void place(std::size_t at, std::vector<Mark>& marks, std::vector<ModuleInput>& ordered) {
        if (marks[at] != Mark::White) return;
        marks[at] = Mark::Grey;
        for (const Edge& edge : edges_[at])
            place(edge.to, marks, ordered);
        ordered.push_back(modules_[at]);
    }

    const ModuleFinder& find_;
    DiagnosticSink& sink_;
    std::vector<ModuleInput> modules_;
    std::map<std::string, std::size_t, std::less<>> by_name_;
    std::map<std::size_t, std::vector<Edge>> edges_;
    std::set<std::string, std::less<>> asked_;
    std::set<std::string, std::less<>> clashing_;
};

} // namespace

std::vector<ModuleInput> load_modules(std::vector<ModuleInput> inputs, const ModuleFinder& find,
                                      DiagnosticSink& sink) {
    return Loader{find, sink}.load(std::move(inputs));
}

} // namespace iotsec::sema
