// Azure's published schemas of templates and of the resources in them, for tests.
#pragma once

#include "tests/support/json_schema.hpp"

#include <nlohmann/json_fwd.hpp>

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace iotsec::test {

/// The schemas below one folder (`2023-04-01/Microsoft.Authorization.json`), each read when it is first
/// needed.
class TemplateSchemas {
  public:
    explicit TemplateSchemas(std::filesystem::path folder);

    /// What is wrong with a policy rule.
    [[nodiscard]] std::string problems_of_rule(const nlohmann::json& rule);
    /// What is wrong with one resource (`type`, `apiVersion` and the rest) that is deployed at `scope`:
    /// `managementGroup`, `subscription` or empty for a resource group. Judged by the version that it states,
    /// else by the newest one before it that has a schema; a type without any is a problem.
    [[nodiscard]] std::string problems_of_resource(const nlohmann::json& resource, std::string_view scope);
    /// What is wrong with a template, its resources included.
    [[nodiscard]] std::string problems_of_template(const nlohmann::json& document);

  private:
    struct Definition {
        std::string file, pointer, api_version;
    };

    const nlohmann::json* load(const std::string& file);
    const JsonSchema& schema_at(const std::string& file, const std::string& pointer);
    std::optional<Definition> definition_of(const std::string& type, const std::string& api_version,
                                            std::string_view scope);

    std::filesystem::path folder_;
    std::map<std::string, std::unique_ptr<nlohmann::json>, std::less<>> documents_;
    std::map<std::string, JsonSchema, std::less<>> schemas_;
};

} // namespace iotsec::test
