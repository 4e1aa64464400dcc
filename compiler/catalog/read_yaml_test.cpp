#include "compiler/catalog/read_yaml.hpp"
#include "compiler/catalog/write_yaml.hpp"

#include <doctest/doctest.h>

#include <string>
#include <string_view>

namespace iotsec::catalog {

namespace {

/// Reads `text` with `read` and says what was reported: `IOT4503 at 12-18: message`.
template <typename Read>
std::string reported(std::string_view text, Read read) {
    Sources sources;
    DiagnosticSink sink;
    const auto& file = sources.add("catalog.yaml", std::string{text});
    (void)read(file, sink);
    std::string result;
    for (const auto& d : sink.take_sorted()) {
        if (!result.empty()) result += '\n';
        result += std::string{d.code} + " at `" + std::string{sources.text(d.span)} + "`: " + d.message;
        if (!d.help.empty()) result += " (" + d.help + ")";
    }
    return result;
}

constexpr std::string_view small = R"(type: Contoso.Things/things
class: resource
tagsAndLocation: true
source: a page
apiVersions: ['2020-01-01', '2021-01-01-preview']
properties:
  rules:
    json: properties.rules
    alias: 'Contoso.Things/things/rules[*]'
    kind: object
    list: true
    minItems: 1
    source: types
  'rules[*].mask':
    json: 'properties.rules[*].mask'
    noAlias: 'no alias is published'
    kind: cidr
    required: true
    source: types
  open:
    json: properties.open
    alias: Contoso.Things/things/open
    kind: bool
    default: false
    since: 2021-01-01-preview
    source: 'types; a page'
)";

} // namespace

TEST_CASE("a type is read as it is written, and written as it was read") {
    Sources sources;
    DiagnosticSink sink;
    const auto type = read_type(sources.add("things.yaml", std::string{small}), sink);
    REQUIRE(type);
    CHECK_FALSE(sink.has_errors());
    CHECK(type->name == "Contoso.Things/things");
    CHECK(type->has_tags_and_location);
    REQUIRE(type->at("rules[*].mask"));
    const Property& mask = (*type)[*type->at("rules.mask")];
    CHECK(mask.name == "mask");
    CHECK(mask.kind == Kind::Cidr);
    CHECK(mask.parent == type->at("rules"));
    const Property& open = (*type)[*type->at("Open")];
    REQUIRE(open.service_default);
    CHECK(*open.service_default->as_bool() == false);

    const std::string written = write_type(*type);
    const auto again = read_type(sources.add("again.yaml", written), sink);
    REQUIRE(again);
    CHECK(write_type(*again) == written);
}

TEST_CASE("mistakes in the catalogue are reported with their place") {
    const auto type = [](const SourceFile& f, DiagnosticSink& s) { return read_type(f, s); };
    struct Case {
        std::string_view text;
        std::string_view expected;
    };
    for (const auto& [text, expected] : {
             Case{"type: [", "IOT4501"},
             Case{"- a", "IOT4502 at `-`: `the catalogue file` is a list, expected a mapping"},
             Case{"type: [a]", "IOT4502"},
             Case{"type: A.B/c\nclas: resource",
                  "IOT4503 at `resource`: `clas` is no key of a resource type (did you mean `class`?)"},
             Case{"class: resource", "IOT4504"},
             Case{"type: A.B/c\nclass: thing", "IOT4505 at `thing`: `class` is `thing`, expected `resource`, "
                                               "`child`, `extension` or `dataPlane`"},
             Case{"type: A.B/c\ntagsAndLocation: maybe",
                  "IOT4505 at `maybe`: `tagsAndLocation` is `maybe`, expected `true` or `false`"},
             Case{"type: A.B/c\nproperties:\n  a: {json: a, source: s, min: one}",
                  "IOT4505 at `one`: `min` is `one`, expected a whole number"},
             Case{"type: A.B/c\ntype: A.B/d", "IOT4506 at `type`: `type` is described twice"},
             Case{"type: A.B/c\nproperties:\n  a: {json: a, source: s}\n  A: {json: a, source: s}",
                  "IOT4506 at `{`: `A` is described twice"},
             Case{"type: A.B/c\nproperties:\n  a.b: {json: a.b, source: s}",
                  "IOT4507 at `t`: `a.b` stands below a property that is not described before it"},
             Case{"type: A.B/c\nproperties:\n  a: {json: a}", "IOT4504 at `{`: property `a` has no `source`"},
         }) {
        CAPTURE(text);
        const std::string report = reported(text, type);
        CHECK_MESSAGE(report.starts_with(expected), report);
    }
}

TEST_CASE("hostile YAML ends in a report") {
    const auto type = [](const SourceFile& f, DiagnosticSink& s) { return read_type(f, s); };
    CHECK(reported(std::string(100'000, '['), type).starts_with("IOT4501"));
    CHECK(reported(std::string(100'000, '{'), type).starts_with("IOT4501"));
    CHECK(reported("\xff\xfe\xff", type) != "");
    for (std::size_t length = 0; length < small.size(); ++length)
        (void)reported(small.substr(0, length), type);
}

TEST_CASE("roles and controls name all that is needed of them") {
    const auto roles = [](const SourceFile& f, DiagnosticSink& s) { return read_roles(f, s); };
    const auto controls = [](const SourceFile& f, DiagnosticSink& s) { return read_controls(f, s); };
    CHECK(reported("a: {id: 1, displayName: A, source: s}", roles).empty());
    CHECK(reported("a: {id: 1, source: s}", roles) == "IOT4504 at `{`: a role has no `displayName`");
    CHECK(reported("m: {N-1: {title: T, policyGroup: g, source: s}}", controls).empty());
    CHECK(reported("m: {N-1: {titl: T, policyGroup: g, source: s}}", controls) ==
          "IOT4504 at `{`: a control has no `title`\n"
          "IOT4503 at `T`: `titl` is no key of a control (did you mean `title`?)");
}

TEST_CASE("the overlay gives a source for everything it says") {
    const auto overlay = [](const SourceFile& f, DiagnosticSink& s) { return read_overlay(f, s); };
    CHECK(reported("names: {ipMask: {kind: cidr, source: s}}\ntypes: {A.B/c: {prune: {x: [id]}}}", overlay)
              .empty());
    CHECK(reported("names: {ipMask: {kind: cidr}}", overlay) ==
          "IOT4504 at `{`: the overlay of `ipMask` has no `source`");
    CHECK(reported("types: {A.B/c: {prun: {x: [id]}}}", overlay) ==
          "IOT4503 at `{`: `prun` is no key of a type of the overlay (did you mean `prune`?)");
}

} // namespace iotsec::catalog
