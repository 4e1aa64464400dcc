// What tests of whole definitions and initiatives build, and look at.
#pragma once

#include "emitters/azure_policy/azure_policy.hpp"
#include "tests/support/policy_program.hpp"

#include <nlohmann/json.hpp>

#include <string>
#include <utility>
#include <vector>

namespace iotsec::emitters::testing {

/// A model and what was said while it was built.
struct Built {
    azure_policy::Model model;
    std::vector<Diagnostic> diagnostics;

    [[nodiscard]] std::vector<std::string> names() const {
        std::vector<std::string> result;
        for (const auto& definition : model.definitions)
            result.push_back(definition.reference_id);
        return result;
    }
    [[nodiscard]] const nlohmann::ordered_json& rule(std::size_t i) const {
        return (*model.definitions.at(i).properties)["policyRule"];
    }
    [[nodiscard]] nlohmann::ordered_json effects(std::size_t i) const {
        return (*model.definitions.at(i).properties)["parameters"]["effect"]["allowedValues"];
    }
    [[nodiscard]] std::string code() const {
        return diagnostics.empty() ? "" : std::string{diagnostics[0].code};
    }
};

/// What `program` is built to.
inline Built build(const ir::Program& program,
                   const azure_policy::Options& options = {.management_group = "mg", .project = "p"}) {
    DiagnosticSink sink;
    Built built;
    built.model = azure_policy::build(program, options, sink);
    built.diagnostics = sink.take_sorted();
    return built;
}

/// `x.f == 'On'`
inline ir::ExprId is_on(test::PolicyProgram& b) {
    return b.equal(b.path("f"), b.text("On"));
}

/// The baseline `production` with `entries`.
inline ir::Baseline baseline(std::vector<ir::BaselineEntry> entries) {
    ir::Baseline made;
    made.name = "production";
    made.module = "contoso.test";
    made.title = "Production";
    made.version = "1.0.0";
    made.entries = std::move(entries);
    return made;
}

/// Everything that was emitted as one text, for a golden file.
inline std::string all_files(const Emitted& emitted) {
    std::string text;
    for (const auto& file : emitted.files)
        text += "== " + file.path + "\n" + file.content;
    return text;
}

} // namespace iotsec::emitters::testing
