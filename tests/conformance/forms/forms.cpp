#include "tests/conformance/forms/form.hpp"

#include <array>
#include <utility>

namespace iotsec::test {

void Report::add(bool holds, std::string id, std::string text) {
    if (holds) {
        ++passed;
    } else {
        failed.push_back({std::move(id), std::move(text)});
    }
}

std::span<const Form> forms() {
    static constexpr std::array<Form, 9> all{{
        {"--evaluation", "rules on resources: effect, details, errors (JSON Lines)", run_evaluation},
        {"--functions", "single policy functions (JSON Lines)", run_functions},
        {"--parsing", "texts of rules and definitions (JSON Lines)", run_parsing},
        {"--aliases", "what `az provider list --expand resourceTypes/aliases` prints", run_aliases},
        {"--policy-cases", "conditions on resources, from the documentation (a JSON list)", run_policy_cases},
        {"--related-cases", "related resources and modify, from the documentation (a JSON list)",
         run_related_cases},
        {"--arm-functions", "template expressions: values and errors (JSON Lines)", run_arm_function_cases},
        {"--arm-constructs", "small templates, each one rule (JSON Lines)", run_arm_construct_cases},
        {"--arm-expansion", "whole templates, those of files with --corpus DIR (JSON Lines)",
         run_arm_expansion_cases},
    }};
    return all;
}

} // namespace iotsec::test
