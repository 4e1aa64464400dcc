// Functions that a template defines: what the engine refuses although nothing calls them.
#include "azure/expression/function.hpp"
#include "azure/template/predict/checks.hpp"
#include "azure/template/types.hpp"
#include "base/diagnostics/evidence.hpp"
#include "base/overloaded.hpp"
#include "base/text.hpp"
#include "grammar/arm_expression/parse.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace iotsec::azure {

namespace {

namespace ast = arm_expression;

class FunctionChecker {
  public:
    FunctionChecker(const Value& root, Session& session)
        : session_{session}, types_{root}, is_new_{root.find("languageVersion") != nullptr} {}

    bool run(const List& groups) {
        for (const Value& group : groups) {
            const Value* space = group.find("namespace");
            const Value* members = group.find("members");
            if (space == nullptr || space->as_string() == nullptr)
                return refuse(group.span, "a group of functions has a `namespace`");
            if (members == nullptr || members->as_object() == nullptr) continue;
            for (const Member& member : *members->as_object()) {
                if (!check(to_lower(*space->as_string() + "." + member.name), member)) return false;
            }
        }
        return std::ranges::all_of(calls_,
                                   [&](const auto& entry) { return !reaches(entry.first, entry.first); }) ||
               refuse(first_span_, "a function of the template needs itself");
    }

  private:
    bool refuse(Span where, std::string_view what) {
        session_.report(make_diagnostic(diag::template_refused, where, what));
        return false;
    }

    bool check(const std::string& name, const Member& member) {
        first_span_ = member.name_span;
        const Value* output = member.value.find("output");
        const Value* value = output == nullptr ? nullptr : output->find("value");
        if (value == nullptr)
            return refuse(member.name_span, fmt::format("function `{}` has an `output`", member.name));
        if (auto problem = types_.check(*output))
            return refuse(output->span, "the output of a function " + problem->what);
        if (!is_new_ && uses_new_types(*output))
            return refuse(output->span, "an output is of a type that takes a `languageVersion` of 2.0");
        const Value* parameters = member.value.find("parameters");
        if (parameters != nullptr && parameters->as_list() != nullptr) {
            for (const Value& parameter : *parameters->as_list()) {
                if (parameter.find("name") == nullptr)
                    return refuse(parameter.span, "a parameter has a `name`");
                if (!is_new_ && uses_new_types(parameter))
                    return refuse(parameter.span,
                                  "a parameter is of a type that takes a `languageVersion` of 2.0");
                if (parameter.find("defaultValue") != nullptr)
                    return refuse(parameter.span, "a parameter of a function has no default");
                if (auto problem = types_.check(parameter))
                    return refuse(parameter.span, "a parameter of a function " + problem->what);
            }
        }
        return collect(name, *value);
    }

    /// The calls in every expression of `value`.
    bool collect(const std::string& name, const Value& value) {
        if (const List* items = value.as_list())
            return std::ranges::all_of(*items, [&](const Value& item) { return collect(name, item); });
        if (const Object* members = value.as_object())
            return std::ranges::all_of(*members, [&](const Member& m) { return collect(name, m.value); });
        const std::string* text = value.as_string();
        calls_.try_emplace(name);
        if (text == nullptr || !ast::is_expression(*text)) return true;
        const auto parsed = ast::parse(*text);
        if (const auto* mistake = std::get_if<ast::Mistake>(&parsed)) {
            session_.report(make_diagnostic(diag::expression_syntax, value.span, mistake->message));
            return false;
        }
        for (const ast::Expr& expr : std::get<ast::Tree>(parsed).exprs) {
            const auto* call = std::get_if<ast::Call>(&expr.kind);
            if (call == nullptr) continue;
            const bool is_runtime = call->key == "reference" || call->key == "newguid" ||
                                    call->key == "utcnow" || is_runtime_list(call->key);
            if (is_runtime)
                return refuse(value.span,
                              fmt::format("a function of the template cannot use `{}`", call->name));
            calls_[name].insert(call->key);
        }
        return true;
    }

    [[nodiscard]] bool reaches(const std::string& from, const std::string& to) const {
        std::vector<std::string> open{from};
        std::set<std::string> seen;
        while (!open.empty()) {
            const std::string at = std::move(open.back());
            open.pop_back();
            const auto found = calls_.find(at);
            if (found == calls_.end()) continue;
            for (const std::string& next : found->second) {
                if (next == to) return true;
                if (seen.insert(next).second) open.push_back(next);
            }
        }
        return false;
    }

    Session& session_;
    Types types_;
    bool is_new_;
    Span first_span_;
    std::map<std::string, std::set<std::string>> calls_;
};

} // namespace

bool check_functions(const Value& root, Session& session) {
    const Value* functions = root.find("functions");
    if (functions == nullptr || functions->as_list() == nullptr) return true;
    return FunctionChecker{root, session}.run(*functions->as_list());
}

} // namespace iotsec::azure
