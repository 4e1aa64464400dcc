#include "azure/policy/aliases/alias_list.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <string>

using namespace iotsec;
using namespace iotsec::azure::policy;

namespace {

std::string shown(Modifiable modifiable) {
    return modifiable == Modifiable::Yes ? " modifiable" : modifiable == Modifiable::No ? " fixed" : "";
}

std::string shown(Capability capability) {
    return capability == Capability::Yes ? "yes" : capability == Capability::No ? "no" : "?";
}

/// One line a type and one an alias, and what was reported.
std::string read(std::string text) {
    Sources sources;
    DiagnosticSink sink;
    const SourceFile& file = sources.add("aliases", std::move(text));
    std::string lines;
    for (const ListedType& type : read_alias_list(file, sink).types) {
        lines += fmt::format("{} tags {} location {} [{}]\n", type.name, shown(type.tags),
                             shown(type.location), fmt::join(type.api_versions, " "));
        for (const ListedAlias& alias : type.aliases) {
            lines +=
                fmt::format("  {} = {}{}{}{}\n", alias.name, alias.default_path,
                            alias.token_type.empty() ? "" : ": ", alias.token_type, shown(alias.modifiable));
            for (const ListedPath& path : alias.paths) {
                lines += fmt::format("    {} in {}{}\n", path.path, fmt::join(path.api_versions, " "),
                                     shown(path.modifiable));
            }
        }
    }
    for (const Diagnostic& problem : sink.all()) {
        lines += fmt::format("{} at {} \"{}\": {}\n", problem.code, file.position(problem.span.begin).line,
                             sources.text(problem.span), problem.message);
    }
    return lines;
}

} // namespace

TEST_CASE("what `az provider list` prints is read with versions, capabilities and metadata") {
    CHECK(read(R"([{ "namespace": "Microsoft.Test", "resourceTypes": [
            { "resourceType": "things", "capabilities": "SupportsTags, SupportsLocation",
              "apiVersions": ["2021-01-01", "2020-01-01"],
              "aliases": [
                { "name": "Microsoft.Test/things/size", "defaultPath": "properties.size",
                  "defaultMetadata": { "type": "Integer", "attributes": "Modifiable" },
                  "paths": [{ "path": "properties.old.size", "apiVersions": ["2020-01-01"],
                              "metadata": { "type": "Integer", "attributes": "None" } }] },
                { "name": "Microsoft.Test/things/colour", "defaultPath": "properties.colour", "paths": [] }] },
            { "resourceType": "things/parts", "capabilities": "None", "aliases": null }] }])") ==
          "Microsoft.Test/things tags yes location yes [2020-01-01 2021-01-01]\n"
          "  Microsoft.Test/things/colour = properties.colour\n"
          "  Microsoft.Test/things/size = properties.size: Integer modifiable\n"
          "    properties.old.size in 2020-01-01 fixed\n"
          "Microsoft.Test/things/parts tags no location no []\n");
}

TEST_CASE("one provider, the answer of the REST interface and Get-AzPolicyAlias are read as well") {
    const std::string expected = "Microsoft.Test/things tags ? location ? []\n"
                                 "  Microsoft.Test/things/a = properties.a\n";
    const std::string provider = R"({ "namespace": "Microsoft.Test", "resourceTypes": [{ "resourceType":
        "things", "aliases": [{ "name": "Microsoft.Test/things/a", "defaultPath": "properties.a" }] }] })";
    CHECK(read(provider) == expected);
    CHECK(read(R"({ "value": [)" + provider + "] }") == expected);
    CHECK(read(R"([{ "Namespace": "Microsoft.Test", "ResourceType": "things", "Aliases": [
                     { "Name": "Microsoft.Test/things/a", "DefaultPath": "properties.a" }] }])") == expected);
}

TEST_CASE("a table of aliases is read; types that differ by case are one") {
    CHECK(read("resourceType\talias\tdefaultPath\r\n"
               "Microsoft.Test/Things\tMicrosoft.Test/things/b\tproperties.b\r\n"
               "Microsoft.Test/parts\tMicrosoft.Test/parts/x\tx\n"
               "Microsoft.Test/things\tMicrosoft.Test/things/a\tproperties.a\n"
               "Microsoft.Test/things\tMicrosoft.Test/Things/A\tagain\n") ==
          "Microsoft.Test/parts tags ? location ? []\n"
          "  Microsoft.Test/parts/x = x\n"
          "Microsoft.Test/Things tags ? location ? []\n"
          "  Microsoft.Test/things/a = properties.a\n"
          "  Microsoft.Test/things/b = properties.b\n");
}

TEST_CASE("what is no alias is reported with its place, and the rest is read") {
    CHECK(read(R"([{ "namespace": "M", "resourceTypes": [{ "resourceType": "t", "aliases": [
                      { "name": 5 }, { "name": "M/t/a" }, { "name": "M/t/b", "defaultPath": "b" }] }] },
                   { "namespace": "N", "resourceTypes": 7 }])") ==
          "M/t tags ? location ? []\n"
          "  M/t/b = b\n"
          "IOT6210 at 2 \"5\": expected a text as `name` in the list of resource providers\n"
          "IOT6210 at 2 \"{\": expected an alias with a default path in the list of resource providers\n"
          "IOT6210 at 3 \"7\": expected a list of resource types in the list of resource providers\n");
    CHECK(
        read("M/t\tM/t/a\ta\nnonsense\n") ==
        "M/t tags ? location ? []\n"
        "  M/t/a = a\n"
        "IOT6211 at 2 \"nonsense\": expected a resource type, an alias and its path, parted by tabs; found 1 "
        "columns\n");
    CHECK(read("[1") == "IOT0101 at 1 \"\": expected `,` or `]`, found end of file\n");
}
