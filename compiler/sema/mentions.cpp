#include "compiler/sema/mentions.hpp"

#include "base/overloaded.hpp"
#include "compiler/sema/state.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>
#include <variant>

namespace iotsec::sema {

namespace {

std::vector<std::string> texts(const std::vector<ast::Name>& names) {
    std::vector<std::string> parts;
    parts.reserve(names.size());
    for (const ast::Name& name : names)
        parts.push_back(name.text);
    return parts;
}

/// Collects what one file mentions.
class Collector {
  public:
    explicit Collector(const ast::Module& tree) : tree_{tree} {}

    std::vector<Mention> collect() {
        for (const ast::Import& import : tree_.imports)
            add_import(import);
        for (const ast::Declaration& declaration : tree_.declarations)
            note_own_names(declaration);
        for (const ast::Expr& expr : tree_.exprs)
            note_binders(expr);
        for (const ast::Declaration& declaration : tree_.declarations)
            add_targets(declaration);
        for (const ast::Expr& expr : tree_.exprs)
            add_path(expr);
        return std::move(result_);
    }

  private:
    void add_import(const ast::Import& import) {
        const auto parts = texts(import.module.parts);
        if (parts.empty()) return;
        result_.push_back({parts, import.module.span, true, true});
        for (const ast::Name& name : import.names) {
            auto full = parts;
            full.push_back(name.text);
            aliases_[name.text] = std::move(full);
        }
        if (import.names.empty()) aliases_[import.alias ? import.alias->text : parts.back()] = parts;
    }

    void note_own_names(const ast::Declaration& declaration) {
        if (const ast::Name* name = declared_name(declaration)) own_.insert(name->text);
        if (const auto* requirement = std::get_if<ast::Requirement>(&declaration.kind)) {
            own_.insert(requirement->binder.text);
            for (const ast::Let& let : requirement->lets)
                own_.insert(let.name.text);
        }
        if (const auto* predicate = std::get_if<ast::Predicate>(&declaration.kind))
            for (const ast::PredicateParam& param : predicate->params)
                own_.insert(param.name.text);
        if (const auto* test = std::get_if<ast::Test>(&declaration.kind))
            for (const ast::Given& given : test->givens)
                own_.insert(given.name.text);
    }

    void note_binders(const ast::Expr& expr) {
        if (const auto* quantified = std::get_if<ast::Quantified>(&expr.kind))
            own_.insert(quantified->binder.text);
        if (const auto* unique = std::get_if<ast::Unique>(&expr.kind)) own_.insert(unique->binder.text);
        if (const auto* count = std::get_if<ast::CountOf>(&expr.kind); count && count->binder)
            own_.insert(count->binder->text);
    }

    void add_targets(const ast::Declaration& declaration) {
        if (const auto* baseline = std::get_if<ast::Baseline>(&declaration.kind)) {
            for (const ast::Include& include : baseline->includes)
                add(include.target);
            for (const ast::Omit& omit : baseline->omits)
                add(omit.target);
        } else if (const auto* assignment = std::get_if<ast::Assignment>(&declaration.kind)) {
            add({assignment->baseline, false});
            add(assignment->effects);
            for (const ast::Ring& ring : assignment->rings)
                add(ring.effects);
        } else if (const auto* waiver = std::get_if<ast::Waiver>(&declaration.kind)) {
            add({waiver->assignment, false});
        } else if (const auto* test = std::get_if<ast::Test>(&declaration.kind)) {
            add({test->requirement, false});
        }
    }

    void add(const std::vector<ast::EffectFor>& effects) {
        for (const ast::EffectFor& effect : effects)
            for (const ast::Target& target : effect.targets)
                add(target);
    }

    void add(const ast::Target& target) { add(texts(target.name.parts), target.name.span, target.all); }

    void add_path(const ast::Expr& expr) {
        const auto* path = std::get_if<ast::Path>(&expr.kind);
        if (!path || path->segments.empty()) return;
        std::vector<std::string> parts{path->root.text};
        for (const ast::Segment& segment : path->segments) {
            if (segment.is_key) break;
            parts.push_back(segment.name.text);
        }
        add(std::move(parts), expr.span, false);
    }

    void add(std::vector<std::string> parts, Span span, bool is_whole) {
        if (parts.empty() || own_.contains(parts.front())) return;
        if (const auto alias = aliases_.find(parts.front()); alias != aliases_.end()) {
            parts.erase(parts.begin());
            parts.insert(parts.begin(), alias->second.begin(), alias->second.end());
        }
        result_.push_back({std::move(parts), span, false, is_whole});
    }

    const ast::Module& tree_;
    std::vector<Mention> result_;
    std::set<std::string, std::less<>> own_;
    std::map<std::string, std::vector<std::string>, std::less<>> aliases_;
};

} // namespace

std::vector<Mention> mentions(const ast::Module& tree) {
    return Collector{tree}.collect();
}

std::string dotted(const std::vector<std::string>& parts, std::size_t count) {
    std::string text;
    for (std::size_t i = 0; i < count && i < parts.size(); ++i)
        text += (i == 0 ? "" : ".") + parts[i];
    return text;
}

} // namespace iotsec::sema
