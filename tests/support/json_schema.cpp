#include "tests/support/json_schema.hpp"

#include <nlohmann/json.hpp>

#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

namespace iotsec::test {

using Adapter = valijson::adapters::NlohmannJsonAdapter;

struct JsonSchema::Parsed {
    valijson::Schema schema;
};

JsonSchema::JsonSchema(const nlohmann::json& document, SchemaDraft draft, const Find& find)
    : parsed_{std::make_unique<Parsed>()} {
    valijson::SchemaParser parser{draft == SchemaDraft::Draft4 ? valijson::SchemaParser::kDraft4
                                                               : valijson::SchemaParser::kDraft7};
    if (find) {
        parser.populateSchema(Adapter{document}, parsed_->schema, find, [](const nlohmann::json*) {});
    } else {
        parser.populateSchema(Adapter{document}, parsed_->schema);
    }
}

JsonSchema::~JsonSchema() = default;
JsonSchema::JsonSchema(JsonSchema&&) noexcept = default;
JsonSchema& JsonSchema::operator=(JsonSchema&&) noexcept = default;

std::string JsonSchema::problems(const nlohmann::json& document) const {
    valijson::Validator validator;
    valijson::ValidationResults results;
    if (validator.validate(parsed_->schema, Adapter{document}, &results)) return {};
    std::string text;
    for (const auto& error : results) {
        for (const std::string& step : error.context)
            text += step;
        text += ": " + error.description + "\n";
    }
    return text.empty() ? "not valid" : text;
}

} // namespace iotsec::test
