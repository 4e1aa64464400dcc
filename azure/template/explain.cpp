#include "azure/template/explain.hpp"

#include "azure/template/nested.hpp"
#include "base/text.hpp"
#include "grammar/arm_expression/parse.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string_view>
#include <utility>

namespace iotsec::azure {

namespace {

namespace ast = arm_expression;

constexpr std::size_t deepest = 12; // of a chain that is shown

/// A template, and the deployment that it is within.
struct Around {
    const Value* root = nullptr;
    const Value* deployment = nullptr;
    const Around* outer = nullptr;
};

bool covers(Span whole, Span part) {
    return whole.source == part.source && whole.begin <= part.begin && part.end <= whole.end;
}

bool is_inner(const Value& deployment, const Value& root) {
    const Value* options = deployment.find("properties")->find("expressionEvaluationOptions");
    const Value* scope = options == nullptr ? nullptr : options->find("scope");
    const bool is_told = scope != nullptr && scope->as_string() != nullptr &&
                         equal_ignoring_case(*scope->as_string(), "inner");
    return is_told || root.find("languageVersion") != nullptr;
}

class Explainer {
  public:
    explicit Explainer(const Value* parameters) : file_{parameters} {}

    std::vector<Origin> run(const Value& root, Span place) {
        locate(root, {.root = &root}, place);
        return std::move(steps_);
    }

  private:
    void locate(const Value& at, const Around& around, Span place) {
        if (at.span == place) {
            add(0, "the value", at.span);
            explain(at, around, 1);
            return;
        }
        const auto into = [&](const Value& value) {
            if (!covers(value.span, place) || !steps_.empty()) return;
            const Value* nested = is_deployment(value) ? nested_template(value) : nullptr;
            const bool is_within =
                nested != nullptr && covers(nested->span, place) && is_inner(value, *around.root);
            if (is_within) {
                const Around inside{.root = nested, .deployment = &value, .outer = &around};
                locate(*nested, inside, place);
            } else {
                locate(value, around, place);
            }
        };
        if (const List* items = at.as_list()) std::ranges::for_each(*items, into);
        if (const Object* members = at.as_object())
            std::ranges::for_each(*members, [&](const Member& member) { into(member.value); });
    }

    bool add(std::size_t depth, std::string what, Span place) {
        steps_.push_back({depth, std::move(what), place});
        return depth < deepest;
    }

    /// What the expressions in `value` name.
    void explain(const Value& value, const Around& around, std::size_t depth) {
        if (depth > deepest) return;
        if (const List* items = value.as_list()) {
            for (const Value& item : *items)
                explain(item, around, depth);
        }
        if (const Object* members = value.as_object()) {
            for (const Member& member : *members)
                explain(member.value, around, depth);
        }
        const std::string* text = value.as_string();
        if (text == nullptr || !ast::is_expression(*text)) return;
        const auto parsed = ast::parse(*text);
        const auto* tree = std::get_if<ast::Tree>(&parsed);
        std::set<std::string> seen;
        for (std::size_t i = 0; tree != nullptr && i < tree->exprs.size(); ++i) {
            const auto* call = std::get_if<ast::Call>(&tree->exprs[i].kind);
            if (call == nullptr || call->arguments.size() != 1) continue;
            const auto* name = std::get_if<ast::Text>(&(*tree)[call->arguments[0]].kind);
            if (name == nullptr || !seen.insert(call->key + " " + to_lower(name->value)).second) continue;
            if (call->key == "parameters") parameter(name->value, around, depth);
            if (call->key == "variables") variable(name->value, around, depth);
        }
    }

    static const Value* member_of(const Value* section, std::string_view name) {
        return section == nullptr ? nullptr : section->find(name);
    }

    void variable(const std::string& name, const Around& around, std::size_t depth) {
        const Value* found = member_of(around.root->find("variables"), name);
        if (found == nullptr) return;
        if (add(depth, fmt::format("variable {}", name), found->span)) explain(*found, around, depth + 1);
    }

    void parameter(const std::string& name, const Around& around, std::size_t depth) {
        const Value* given = around.deployment != nullptr
                                 ? member_of(around.deployment->find("properties")->find("parameters"), name)
                                 : member_of(file_ == nullptr ? nullptr : file_->find("parameters"), name);
        if (given != nullptr) {
            const Value* value = given->find("value") != nullptr ? given->find("value") : given;
            const bool is_nested = around.outer != nullptr;
            const auto what = fmt::format("parameter {}, {}", name,
                                          is_nested ? "from the deployment" : "from the parameter file");
            if (add(depth, what, value->span) && is_nested) explain(*value, *around.outer, depth + 1);
            return;
        }
        const Value* declared = member_of(around.root->find("parameters"), name);
        if (declared == nullptr) return;
        const Value* standard = declared->find("defaultValue");
        if (standard == nullptr) {
            add(depth, fmt::format("parameter {}, which has no value", name), declared->span);
        } else if (add(depth, fmt::format("parameter {}, by default", name), standard->span)) {
            explain(*standard, around, depth + 1);
        }
    }

    const Value* file_;
    std::vector<Origin> steps_;
};

} // namespace

std::vector<Origin> origins(const Value& root, const Value* parameters, Span place) {
    return Explainer{parameters}.run(root, place);
}

} // namespace iotsec::azure
