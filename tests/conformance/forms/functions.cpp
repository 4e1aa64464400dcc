// Single functions, as Microsoft's open implementation tests them.
#include "azure/expression/evaluator.hpp"
#include "azure/expression/json_writer.hpp"
#include "azure/expression/unknown.hpp"
#include "azure/policy/evaluate.hpp"
#include "azure/policy/evaluate/names.hpp"
#include "azure/policy/evaluate/parts.hpp"
#include "azure/policy/evaluate/run.hpp"
#include "azure/policy/read.hpp"
#include "tests/conformance/forms/cases.hpp"
#include "tests/conformance/forms/form.hpp"

#include <fmt/format.h>

#include <cctype>
#include <utility>

namespace iotsec::test {

namespace policy = azure::policy;

namespace {

/// `azure.policy.fn.pad_left` is `padLeft`.
std::string function_name(std::string_view text) {
    text = text.substr(text.rfind('.') + 1);
    for (const auto& [theirs, ours] :
         {std::pair{"logic_all", "and"}, std::pair{"logic_any", "or"}, std::pair{"logic_not", "not"},
          std::pair{"int_div", "div"}, std::pair{"int_mod", "mod"}, std::pair{"resolve_field", "tryGet"}}) {
        if (text == theirs) return ours;
    }
    std::string name;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '_' && i + 1 < text.size()) {
            name += static_cast<char>(std::toupper(static_cast<unsigned char>(text[++i])));
        } else {
            name += text[i];
        }
    }
    return name;
}

struct Result {
    Value value;
    std::string failure;
};

/// Calls the function with arguments that are parameters `a0`, `a1` and so on.
Result call(const std::string& name, const List& args, const policy::Options& readings) {
    std::string expression = "[" + name + "(";
    policy::PreparedParts parts;
    for (std::size_t i = 0; i < args.size(); ++i) {
        expression += fmt::format("{}parameters('a{}')", i == 0 ? "" : ",", i);
        parts.arguments.push_back({fmt::format("a{}", i), {}, args[i]});
    }
    expression += ")]";
    DiagnosticSink sink;
    azure::Session session{sink};
    policy::Questions met;
    policy::PolicyNames names{parts, readings, met, nullptr};
    azure::Evaluator evaluator{session, names, policy::no_deployment()};
    Result result{evaluator.evaluate_text(Value{expression}), {}};
    if (!sink.all().empty()) result.failure = sink.all().front().message;
    return result;
}

void judge(const Value& one, const RunOptions& options, Report& report) {
    const List* args = member_value(one, "args").as_list();
    const std::string theirs = member_text(one, "function");
    const Result found = call(function_name(theirs), args == nullptr ? List{} : *args, options.readings);
    const std::string id = member_text(one, "id");
    const bool wants_failure = one.find("want_undefined") != nullptr || one.find("want_error") != nullptr;
    const bool is_path = theirs.ends_with("resolve_field"); // nothing there is undefined, not a failure
    if (wants_failure) {
        const bool failed = !found.failure.empty() || (is_path && found.value.is_null());
        report.add(failed, id,
                   fmt::format("a failure is expected, found {}", azure::json_text_of(found.value)));
        return;
    }
    const Value wanted = one.find("want_null") != nullptr ? Value{} : member_value(one, "want");
    const bool is_same = found.failure.empty() && azure::equal(wanted, found.value).value_or(false);
    report.add(is_same, id,
               fmt::format("expected {}, found {}", azure::json_text_of(wanted),
                           found.failure.empty() ? azure::json_text_of(found.value) : found.failure));
}

} // namespace

Report run_functions(const std::filesystem::path& file, const RunOptions& options) {
    Report report;
    for (const Value& one : cases_in(file))
        judge(one, options, report);
    return report;
}

} // namespace iotsec::test
