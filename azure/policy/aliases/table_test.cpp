#include "azure/policy/aliases/layered.hpp"
#include "azure/policy/aliases/table.hpp"
#include "tests/support/shared.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <cstring>
#include <fstream>
#include <sstream>
#include <string>

using namespace iotsec;
using namespace iotsec::azure::policy;

namespace {

AliasList listed(std::string text) {
    Sources sources;
    DiagnosticSink sink;
    AliasList list = read_alias_list(sources.add("aliases", std::move(text)), sink);
    CHECK(sink.all().empty());
    return list;
}

AliasList example() {
    return listed(R"([{ "namespace": "Microsoft.Test", "resourceTypes": [
        { "resourceType": "things", "capabilities": "SupportsTags", "apiVersions":
            ["2021-01-01", "2020-01-01", "2022-01-01-preview"],
          "aliases": [
            { "name": "Microsoft.Test/things/size", "defaultPath": "properties.size",
              "defaultMetadata": { "type": "Integer", "attributes": "Modifiable" },
              "paths": [{ "path": "properties.old.size", "apiVersions": ["2020-01-01"],
                          "metadata": { "attributes": "None" } }] },
            { "name": "Microsoft.Test/shared", "defaultPath": "properties.a" }] },
        { "resourceType": "parts", "aliases": [
            { "name": "Microsoft.Test/shared", "defaultPath": "properties.b" }] }] }])");
}

std::string shown(const std::vector<Alias>& aliases) {
    std::string text;
    for (const Alias& alias : aliases)
        text += fmt::format("{} of {} = {}; ", alias.name, alias.resource_type, alias.default_path);
    return text;
}

/// The code and message that `bytes` are refused with.
std::string refusal(const std::string& bytes) {
    const auto table = AliasTable::open(bytes, nullptr);
    return table ? "none" : fmt::format("{}: {}", table.error().code, table.error().message);
}

/// `bytes` with a true content hash, so that what they say is looked at.
std::string sealed(std::string bytes) {
    table::Header header;
    std::memcpy(&header, bytes.data(), sizeof header);
    header.content_hash = table::content_hash(std::string_view{bytes}.substr(sizeof header));
    std::memcpy(bytes.data(), &header, sizeof header);
    return bytes;
}

} // namespace

TEST_CASE("an alias is found whatever its letter case, with all that its list says") {
    const auto table = AliasTable::of(example());
    CHECK(table->type_count() == 2);
    CHECK(table->alias_count() == 3);
    const auto found = table->find("MICROSOFT.TEST/Things/SIZE");
    REQUIRE(found.size() == 1);
    const Alias& alias = found.front();
    CHECK(alias.name == "Microsoft.Test/things/size");
    CHECK(alias.resource_type == "Microsoft.Test/things");
    CHECK(alias.token_type == "Integer");
    CHECK(alias.path("2021-01-01") == "properties.size");
    CHECK(alias.path("2020-01-01") == "properties.old.size");
    CHECK(alias.modifiable_in("2021-01-01") == Modifiable::Yes);
    CHECK(alias.modifiable_in("2020-01-01") == Modifiable::No);
    CHECK(table->find("Microsoft.Test/things/siz").empty());
    CHECK(table->find("").empty());
}

TEST_CASE("an old name is found once for each of its types") {
    const auto table = AliasTable::of(example());
    const auto found = table->find("microsoft.test/SHARED");
    CHECK(found.size() == 2);
    CHECK(alias_of_type(found, "microsoft.test/PARTS")->default_path == "properties.b");
    CHECK(alias_of_type(found, "Microsoft.Test/others") == nullptr);
}

TEST_CASE("the aliases of a type and what is known of it") {
    const auto table = AliasTable::of(example());
    CHECK(shown(table->aliases_of("MICROSOFT.TEST/THINGS")) ==
          "Microsoft.Test/shared of Microsoft.Test/things = properties.a; "
          "Microsoft.Test/things/size of Microsoft.Test/things = properties.size; ");
    CHECK(table->aliases_of("Microsoft.Test").empty());
    const auto facts = table->type("microsoft.test/things");
    REQUIRE(facts.has_value());
    CHECK(facts->newest_api_version == "2021-01-01"); // no preview where there is a stable one
    CHECK(facts->tags == Capability::Yes);
    CHECK(facts->location == Capability::No);
    CHECK_FALSE(table->type("Microsoft.Test/nothing").has_value());
    CHECK(AliasTable::of({})->find("a").empty());
}

TEST_CASE("an index that is broken, cut or of another format is refused, never followed") {
    const std::string bytes = write_alias_table(example(), "source");
    CHECK(refusal(bytes) == "none");
    CHECK(refusal("") == "IOT6212: the alias index is broken: it is cut off");
    CHECK(refusal(bytes.substr(0, 20)) == "IOT6212: the alias index is broken: it is cut off");
    CHECK(refusal(bytes.substr(0, bytes.size() - 1)) ==
          "IOT6212: the alias index is broken: its size is not what it says");
    std::string flipped = bytes;
    flipped.back() ^= 1;
    CHECK(refusal(flipped) == "IOT6212: the alias index is broken: its bytes were changed");
    std::string older = bytes;
    older[8] = 0;
    CHECK(refusal(older) == "IOT6213: the alias index has format 0, expected 1");
    std::string foreign = bytes;
    std::swap(foreign[12], foreign[15]);
    CHECK(refusal(foreign) ==
          "IOT6212: the alias index is broken: it was made on a machine of another byte order");
}

TEST_CASE("no byte of an index leads a look-up astray") {
    const std::string bytes = write_alias_table(example(), "source");
    for (std::size_t at = 0; at < bytes.size(); ++at) {
        for (const int bits : {0x01, 0x80, 0xFF}) {
            std::string changed = bytes;
            changed[at] = static_cast<char>(changed[at] ^ bits);
            changed = sealed(std::move(changed));
            const auto table = AliasTable::open(changed, nullptr);
            if (!table) continue;
            (void)table.value()->find("Microsoft.Test/things/size");
            (void)table.value()->find("nothing");
            (void)table.value()->aliases_of("Microsoft.Test/things");
            (void)table.value()->type("Microsoft.Test/parts");
        }
    }
}

TEST_CASE("an imported index lies over the built-in one, which says what a plain table does not") {
    const auto built_in = AliasTable::of(example());
    const auto imported =
        AliasTable::of(listed("Microsoft.Test/things\tMicrosoft.Test/things/size\tnew.size\n"
                              "Microsoft.Else/others\tMicrosoft.Else/others/a\ta\n"));
    const LayeredAliases both{*imported, *built_in};
    const auto found = both.find("Microsoft.Test/things/size");
    REQUIRE(found.size() == 1);
    CHECK(found.front().default_path == "new.size");
    CHECK(found.front().modifiable == Modifiable::Yes);
    CHECK(both.find("Microsoft.Test/shared").size() == 2);
    CHECK(both.find("Microsoft.Else/others/a").size() == 1);
    CHECK(both.type("Microsoft.Test/things")->tags == Capability::Yes);
    CHECK(both.type("Microsoft.Else/others").has_value());
}

TEST_CASE("every alias of the published table is found again, under each type that has it") {
    const auto folder = test::shared_folder("corpus/aliases", "alias table");
    if (!folder) return;
    std::ifstream in{*folder / "aliases.tsv"};
    std::stringstream text;
    text << in.rdbuf();
    const AliasList list = listed(text.str());
    CHECK(list.alias_count() == 76170);
    const auto table = AliasTable::of(list);
    CHECK(table->alias_count() == list.alias_count());
    std::size_t wrong = 0;
    for (const ListedType& type : list.types) {
        for (const ListedAlias& alias : type.aliases) {
            const auto found = table->find(alias.name);
            const Alias* own = alias_of_type(found, type.name);
            if (own == nullptr || own->default_path != alias.default_path) ++wrong;
        }
        if (table->aliases_of(type.name).size() != type.aliases.size()) ++wrong;
    }
    CHECK(wrong == 0);
}
