#include "azure/expression/evaluator.hpp"
#include "azure/expression/residual.hpp"
#include "azure/expression/unknown.hpp"
#include "grammar/arm_expression/parse.hpp"
#include "tests/fuzz/entries.hpp"

#include <cstdio>
#include <cstdlib>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace {

using namespace iotsec;

/// Parameters of each sort: known, of two values, not known at all. A prediction leaves the call in place.
class SomeNames : public azure::Names {
  public:
    explicit SomeNames(bool is_prediction)
        : parameters_{
              {"list", Value{List{Value{std::int64_t{1}}, text_value("b"), Value{}}}},
              {"env", is_prediction ? azure::make_residual("parameters('env')")
                                    : unknown("env", {text_value("dev"), text_value("prod")})},
              {"free", is_prediction ? azure::make_residual("parameters('free')") : unknown("free", {})}} {}

    const Value* parameter(std::string_view name) override {
        const auto found = parameters_.find(name);
        return found == parameters_.end() ? nullptr : &found->second;
    }
    const Value* variable(std::string_view) override { return nullptr; }
    const azure::UserFunction* function(std::string_view) override { return nullptr; }

  private:
    static Value unknown(std::string_view name, std::vector<Value> domain) {
        Unknown result;
        result.reason = name;
        result.identity = azure::Identity{"fuzz"}.add(name).value();
        result.domain = std::move(domain);
        return make_unknown(std::move(result));
    }

    std::map<std::string, Value, std::less<>> parameters_;
};

[[noreturn]] void broken(const char* promise, std::string_view text) {
    std::fprintf(stderr, "%s: %.*s\n", promise, static_cast<int>(text.size()), text.data());
    std::abort();
}

bool is_within(arm_expression::Range range, std::string_view text) {
    return range.begin <= range.end && range.end <= text.size();
}

/// The value of `text`, as an expression again; nullopt where it has none.
std::optional<std::string> evaluated(const std::string& text, bool is_prediction) {
    DiagnosticSink sink;
    azure::Session session{.sink = sink, .is_prediction = is_prediction, .reported = {}};
    SomeNames names{is_prediction};
    const azure::Deployment here =
        azure::deployment(azure::ScopeKind::ResourceGroup, {.tenant_id = "t",
                                                            .subscription_id = "s",
                                                            .resource_group = "g",
                                                            .location = "l",
                                                            .management_group = "m",
                                                            .name = "n"});
    const Value value = azure::Evaluator{session, names, here}.evaluate(text_value(text));
    return session.failures > 0 ? std::nullopt : std::optional{azure::expression_of(value)};
}

} // namespace

int fuzz_expression(const std::uint8_t* data, std::size_t size) {
    const std::string text{data, data + size};
    if (!arm_expression::is_expression(text)) return 0;
    const auto parsed = arm_expression::parse(text);
    if (const auto* mistake = std::get_if<arm_expression::Mistake>(&parsed)) {
        if (mistake->message.empty() || !is_within(mistake->range, text))
            broken("a mistake without place", text);
    } else {
        const auto& tree = std::get<arm_expression::Tree>(parsed);
        for (const auto& expr : tree.exprs) {
            if (!is_within(expr.range, text)) broken("a part outside of its text", text);
        }
        const std::string printed = "[" + azure::source_text(tree, tree.root) + "]";
        const auto again = arm_expression::parse(printed);
        const auto* same = std::get_if<arm_expression::Tree>(&again);
        if (same == nullptr || "[" + azure::source_text(*same, same->root) + "]" != printed)
            broken("what is printed does not read the same", text);
    }
    for (const bool is_prediction : {false, true}) {
        if (evaluated(text, is_prediction) != evaluated(text, is_prediction)) broken("two values", text);
    }
    const auto left = evaluated(text, true);
    const bool is_expression =
        !left || std::holds_alternative<arm_expression::Tree>(arm_expression::parse("[" + *left + "]"));
    if (!is_expression && left->size() < arm_expression::max_length - 2)
        broken("what is left is no expression", *left);
    return 0;
}
