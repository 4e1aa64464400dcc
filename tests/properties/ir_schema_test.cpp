// docs/ir.schema.json accepts what the IR writes, and nothing that its reader refuses for its form.
#include "compiler/ir/json.hpp"
#include "tests/properties/law.hpp"
#include "tests/properties/random_program.hpp"
#include "tests/support/golden.hpp"

#include <nlohmann/json.hpp>

#include <string>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>
#include <vector>

using namespace iotsec;

namespace {

using Adapter = valijson::adapters::NlohmannJsonAdapter;

/// The schema of the project.
struct IrSchema {
    valijson::Schema schema;

    IrSchema() {
        const auto document = nlohmann::json::parse(test::read_source_file("docs/ir.schema.json"));
        valijson::SchemaParser{}.populateSchema(Adapter{document}, schema);
    }
};

/// What the schema finds wrong with a document; empty for nothing.
std::string violations(const nlohmann::json& document) {
    static const IrSchema schema;
    valijson::ValidationResults results;
    valijson::Validator validator;
    if (validator.validate(schema.schema, Adapter{document}, &results)) return {};
    std::string all;
    for (valijson::ValidationResults::Error error; results.popError(error);)
        all += error.description + "\n";
    return all.empty() ? "not valid" : all;
}

} // namespace

TEST_CASE("the schema accepts every program") {
    test::check_law(
        "schema",
        [] {
            const ir::Program program = *test::random_program();
            RC_ASSERT(violations(nlohmann::json::parse(ir::to_json(program))) == "");
        },
        50);
}

TEST_CASE("the schema accepts the golden program and refuses it with a mistake in it") {
    const auto golden =
        nlohmann::json::parse(test::read_source_file("tests/golden/ir/hub_public_access_off.json"));
    CHECK(violations(golden) == "");
    const auto broken = [&](const char* pointer, nlohmann::json value) {
        auto copy = golden;
        copy[nlohmann::json::json_pointer{pointer}] = std::move(value);
        return violations(copy);
    };
    CHECK(broken("/version", 2) != "");
    CHECK(broken("/extra", 1) != "");
    CHECK(broken("/requirements/0/checks/0/condition/k", "compares") != "");
    CHECK(broken("/requirements/0/checks/0/condition/op", "ne") != "");
    CHECK(broken("/requirements/0/checks/0/condition/left/first/property", -1) != "");
    CHECK(broken("/requirements/0/checks/0/condition/left/k", "all") != "");
    CHECK(broken("/requirements/0/remedies/0/sets", nlohmann::json::array()) != "");
}
