#include "verifier/case_analysis.hpp"

#include <doctest/doctest.h>

#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

using namespace iotsec;
using namespace iotsec::verifier;

namespace {

/// A template with one resource and one requirement, whose verdict is a function of what is chosen.
struct Example {
    /// The values by parameter; null where it is not chosen.
    using Chosen = std::function<const Value*(const std::string&)>;

    std::map<std::string, std::vector<Value>> parameters;
    /// The verdict, and of an unknown the parameters to blame.
    std::function<std::pair<Verdict, std::vector<std::string>>(const Chosen&)> judge;
    std::size_t times = 0;

    Judgement judgement(const Assignment& when) {
        const auto [verdict, blamed] = judge([&](const std::string& name) -> const Value* {
            for (const Choice& choice : when) {
                if (choice.parameter == name) return &choice.value;
            }
            return nullptr;
        });
        Judgement result;
        result.evidence.resources.emplace_back().span = {SourceId{0}, 1, 2};
        Finding& finding = result.findings.emplace_back();
        finding.resource = 0;
        finding.verdict = verdict;
        for (const std::string& parameter : blamed)
            finding.reasons.push_back({Cause::ParameterWithoutValue, "no value", {}, parameter});
        return result;
    }

    /// What is told: each case with its verdict.
    std::vector<std::string> told() {
        OpenTemplate open;
        open.judge = [&](const Assignment& when) {
            ++times;
            return judgement(when);
        };
        open.possible_values = [&](const std::string& name) { return parameters[name]; };
        std::vector<std::string> lines;
        for (const JudgedCase& one : analyse_cases(judgement({}), open)) {
            for (const Finding& finding : one.judgement.findings) {
                const std::string verdict = finding.verdict == Verdict::Violation   ? "violation"
                                            : finding.verdict == Verdict::Compliant ? "compliant"
                                                                                    : "unknown";
                lines.push_back(one.when.empty() ? verdict : verdict + " when " + words(one.when));
            }
        }
        return lines;
    }
};

const std::vector<Value> flags{Value{false}, Value{true}};
const std::vector<Value> stages{Value{std::string{"dev"}}, Value{std::string{"test"}},
                                Value{std::string{"prod"}}};

using Lines = std::vector<std::string>;

/// Violated where every one of `names` is true, and known to be kept where one is false.
auto violated_if_all(std::vector<std::string> names) {
    return [names = std::move(names)](const Example::Chosen& chosen) {
        std::pair<Verdict, Lines> result{Verdict::Violation, {}};
        for (const std::string& name : names) {
            const Value* value = chosen(name);
            if (value != nullptr && !*value->as_bool()) return std::pair{Verdict::Compliant, Lines{}};
            if (value == nullptr) result.second.push_back(name);
        }
        if (!result.second.empty()) result.first = Verdict::Unknown;
        return result;
    };
}

/// Violated where one of `names` is true.
auto violated_if_any(std::vector<std::string> names) {
    return [names = std::move(names)](const Example::Chosen& chosen) {
        std::pair<Verdict, Lines> result{Verdict::Compliant, {}};
        for (const std::string& name : names) {
            const Value* value = chosen(name);
            if (value != nullptr && *value->as_bool()) return std::pair{Verdict::Violation, Lines{}};
            if (value == nullptr) result.second.push_back(name);
        }
        if (!result.second.empty()) result.first = Verdict::Unknown;
        return result;
    };
}

} // namespace

TEST_CASE("a requirement that is violated in some cases is a violation in those") {
    Example example{{{"env", stages}}, [](const Example::Chosen& chosen) {
                        const Value* env = chosen("env");
                        if (env == nullptr) return std::pair{Verdict::Unknown, Lines{"env"}};
                        const bool is_prod = *env->as_string() == "prod";
                        return std::pair{is_prod ? Verdict::Compliant : Verdict::Violation, Lines{}};
                    }};
    CHECK(example.told() == Lines{"violation when env is 'dev'", "violation when env is 'test'"});
    CHECK(example.times == 3);
}

TEST_CASE("one that is kept in every case is compliant") {
    Example example{{{"env", stages}}, [](const Example::Chosen& chosen) {
                        const bool is_open = chosen("env") == nullptr;
                        return std::pair{is_open ? Verdict::Unknown : Verdict::Compliant,
                                         is_open ? Lines{"env"} : Lines{}};
                    }};
    CHECK(example.told() == Lines{"compliant"});
}

TEST_CASE("one that is violated in every case needs no case to be named") {
    Example example{{{"env", stages}}, [](const Example::Chosen& chosen) {
                        const bool is_open = chosen("env") == nullptr;
                        return std::pair{is_open ? Verdict::Unknown : Verdict::Violation,
                                         is_open ? Lines{"env"} : Lines{}};
                    }};
    CHECK(example.told() == Lines{"violation"});
}

TEST_CASE("an assignment has only the choices that it needs") {
    Example all{{{"a", flags}, {"b", flags}}, violated_if_all({"a", "b"})};
    CHECK(all.told() == Lines{"violation when a is true and b is true"});
    Example any{{{"a", flags}, {"b", flags}}, violated_if_any({"a", "b"})};
    CHECK(any.told() == Lines{"violation when a is true", "violation when b is true"});
}

TEST_CASE("what is violated in every case keeps its own words beside what is violated in one") {
    OpenTemplate open;
    open.possible_values = [](const std::string&) { return stages; };
    open.judge = [](const Assignment& when) {
        Judgement made;
        made.evidence.resources.emplace_back().span = {SourceId{0}, 1, 2};
        for (const std::uint32_t requirement : {0U, 1U}) {
            Finding& finding = made.findings.emplace_back();
            finding.requirement = requirement;
            finding.resource = 0;
            const bool is_violated = !when.empty() && (requirement == 0 || words(when) == "env is 'dev'");
            finding.verdict = when.empty()  ? Verdict::Unknown
                              : is_violated ? Verdict::Violation
                                            : Verdict::Compliant;
            if (when.empty())
                finding.reasons.push_back({Cause::ParameterWithoutValue, "no value", {}, "env"});
        }
        return made;
    };
    Lines told;
    for (const JudgedCase& one : analyse_cases(*open.judge({}), open)) {
        for (const Finding& finding : one.judgement.findings)
            told.push_back(std::to_string(finding.requirement) + " " + words(one.when));
    }
    CHECK(told == Lines{"0 ", "1 env is 'dev'"});
}

TEST_CASE("what depends on something else too stays unknown") {
    SUBCASE("a parameter with any number of values") {
        Example example{{{"name", {}}}, violated_if_all({"name"})};
        CHECK(example.told() == Lines{"unknown"});
        CHECK(example.times == 0);
    }
    SUBCASE("something that is no parameter") {
        Example example{{{"a", flags}}, [](const Example::Chosen& chosen) {
                            return std::pair{Verdict::Unknown, chosen("a") == nullptr ? Lines{"a"} : Lines{}};
                        }};
        CHECK(example.told() == Lines{"unknown"});
    }
    SUBCASE("values that are no texts, numbers or flags") {
        Example example{{{"a", {Value{Object{}}, Value{List{}}}}}, violated_if_all({"a"})};
        CHECK(example.told() == Lines{"unknown"});
    }
}

TEST_CASE("the number of cases that are tried is bounded") {
    Example example;
    Lines names;
    for (std::size_t i = 0; i < most_cases_judged; ++i)
        example.parameters[names.emplace_back("p" + std::to_string(i))] = flags;
    example.judge = violated_if_all(names);
    CHECK(example.told() == Lines{"unknown"});
    CHECK(example.times <= most_cases_judged);
}
