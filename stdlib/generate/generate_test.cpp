#include "compiler/catalog/read_yaml.hpp"
#include "compiler/catalog/write_yaml.hpp"
#include "stdlib/generate/describe.hpp"
#include "stdlib/generate/file_name.hpp"
#include "tests/support/golden.hpp"
#include "tests/support/shared.hpp"

#include <doctest/doctest.h>

#include <string>

namespace iotsec::generate {

TEST_CASE("the committed catalogue is what its sources say") {
    const auto corpus = test::shared_folder("corpus", "the committed catalogue is what its sources say");
    if (!corpus) return;
    Sources sources;
    DiagnosticSink sink;
    const auto& file = sources.add("overlay.yaml", test::read_source_file("stdlib/catalog/overlay.yaml"));
    const auto overlay = catalog::read_overlay(file, sink);
    REQUIRE(overlay);
    auto schemas = Schemas::open(*corpus / "schemas" / "bicep-types-latest");
    REQUIRE(schemas);
    const auto aliases = Aliases::open(*corpus / "aliases" / "aliases.tsv");
    REQUIRE(aliases);
    const auto types = describe_all(schemas.value(), aliases.value(), *overlay, sink);
    CHECK_FALSE(sink.has_errors());
    CHECK(types.size() == overlay->types.size());
    for (const catalog::ResourceType& type : types) {
        CAPTURE(type.name);
        const bool same =
            catalog::write_type(type) == test::read_source_file("stdlib/catalog/" + file_name(type.name));
        CHECK_MESSAGE(same, "run `./dev catalog`");
    }
}

} // namespace iotsec::generate
