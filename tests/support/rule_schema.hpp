// Azure's published schema of policy rules, for tests: valijson does the checking.
#pragma once

#include <nlohmann/json.hpp>

#include <filesystem>
#include <fstream>
#include <string>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

namespace iotsec::test {

/// The schema, its references resolved: the one to the deployments schema dangles in the published files.
class RuleSchema {
  public:
    explicit RuleSchema(const std::filesystem::path& folder)
        : rule_(read(folder / "2020-10-01/policyDefinition.json")),
          common_(read(folder / "common/definitions.json")) {
        valijson::SchemaParser parser{valijson::SchemaParser::kDraft4};
        parser.populateSchema(
            valijson::adapters::NlohmannJsonAdapter{rule_}, schema_,
            [this](const std::string& uri) {
                const bool is_common = uri.find("common/definitions") != std::string::npos;
                return is_common ? &common_ : &deployments_;
            },
            [](const nlohmann::json*) {});
    }

    /// What is wrong with a rule; empty where it is accepted.
    [[nodiscard]] std::string problems(const nlohmann::json& rule) const {
        valijson::Validator validator;
        valijson::ValidationResults results;
        if (validator.validate(schema_, valijson::adapters::NlohmannJsonAdapter{rule}, &results)) return {};
        std::string text;
        for (valijson::ValidationResults::Error error; results.popError(error);)
            text += error.description + "\n";
        return text;
    }

  private:
    static nlohmann::json read(const std::filesystem::path& path) {
        std::ifstream in{path};
        return nlohmann::json::parse(in);
    }

    nlohmann::json rule_, common_;
    nlohmann::json deployments_ = {{"definitions", {{"DeploymentProperties", nlohmann::json::object()}}}};
    valijson::Schema schema_;
};

} // namespace iotsec::test
