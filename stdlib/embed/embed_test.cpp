#include "stdlib/embed/embed.hpp"

#include <doctest/doctest.h>

#include <string>

namespace iotsec::embed {

TEST_CASE("a module is known by the name that it declares") {
    CHECK(declared_name("/// About.\nmodule std.iothub.network\n\nrequirement x") == "std.iothub.network");
    CHECK(declared_name("module a.b // why\n") == "a.b");
    CHECK(declared_name("// nothing").empty());
}

TEST_CASE("texts are embedded as they are") {
    const std::string source = library_source({{"stdlib/modules/x.iotsec", "module x\n'a\\b' \"c\"\n"}});
    CHECK(source.find("R\"~iotsec~(module x\n'a\\b' \"c\"\n)~iotsec~\"") != std::string::npos);
    const std::string empty = catalogue_source(catalog::Catalog{{}, {}, {}}, "v\"1");
    CHECK(empty.find("return \"v\\\"1\";") != std::string::npos);
}

} // namespace iotsec::embed
