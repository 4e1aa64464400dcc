#include "compiler/sema/check.hpp"
#include "compiler/sema/checked_test.hpp"
#include "compiler/sema/types.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <variant>

namespace iotsec::sema {

using testing::check_text;
using testing::Checked;
using testing::requirement;

namespace {

constexpr const char* whole = R"(module std.iothub.network
/// Hubs are reached through private endpoints only.
requirement hubPublicAccessOff for hub: Contoso.Devices/hubs {
  id: 'HUB-NET-2'
  title: 'Public access is off'
  severity: high
  section: network
  controls: { mcsb: ['NS-2'] }
  docs: 'https://example.com'
  builtin: '2d6830fb-07eb-48e7-8c4d-2a442b35f0fb'
  expect hub.publicNetworkAccess == 'Disabled' otherwise 'public network access is ${hub.publicNetworkAccess}'
  remedy set hub.publicNetworkAccess = 'Disabled'
}
)";

/// The first expression that is written `text` and has a type: a parser that tries twice leaves others
/// behind.
std::size_t expression(const Checked& checked, std::string_view text) {
    const TypedModule& module = checked.program.modules[0];
    const auto& exprs = module.tree->exprs;
    const auto found = std::ranges::find_if(exprs, [&](const auto& expr) {
        const auto index = static_cast<std::size_t>(&expr - exprs.data());
        return checked.sources.text(expr.span) == text && !module.types[index].is_error();
    });
    REQUIRE(found != exprs.end());
    return static_cast<std::size_t>(found - exprs.begin());
}

} // namespace

TEST_CASE("a requirement checks, and its expressions have types and references") {
    Checked checked{{whole}};
    CHECK(checked.mistakes() == "");
    REQUIRE(checked.program.requirements.size() == 1);
    CHECK(checked.program.requirements[0] == DeclId{0, 0});

    const TypedModule& module = checked.program.modules[0];
    REQUIRE(module.types.size() == module.tree->exprs.size());
    REQUIRE(module.references.size() == module.tree->exprs.size());

    const std::size_t path = expression(checked, "hub.publicNetworkAccess");
    CHECK(module.types[path].kind == Type::Kind::Enum);
    CHECK_FALSE(module.types[path].optional);
    CHECK(name(module.types[path]) == "publicNetworkAccess ('Enabled', 'Disabled')");
    const auto* reference = std::get_if<BinderPath>(&module.references[path]);
    REQUIRE(reference);
    CHECK(reference->binder == "hub");
    REQUIRE(reference->steps.size() == 1);
    CHECK(reference->steps[0].property == module.types[path].property);

    const std::size_t comparison = expression(checked, "hub.publicNetworkAccess == 'Disabled'");
    CHECK(module.types[comparison].kind == Type::Kind::Condition);
}

TEST_CASE("lets and parameters are referred to, not copied") {
    Checked checked{
        {"module m\nparam on: bool = true\nlet first = 'a'\n" +
         requirement(
             "r", "let access = hub.comments\n  expect (access ?? '') == first and hub.restricted == on")}};
    CHECK(checked.mistakes() == "");
    const TypedModule& module = checked.program.modules[0];
    const auto* let = std::get_if<LetRef>(&module.references[expression(checked, "access")]);
    REQUIRE(let);
    CHECK(checked.sources.text((*module.tree)[let->value].span) == "hub.comments");
    const auto* param = std::get_if<ParamRef>(&module.references[expression(checked, "on")]);
    REQUIRE(param);
    CHECK(param->param == DeclId{0, 0});
}

TEST_CASE("a type has a name that messages show") {
    CHECK(name(of(Type::Kind::ResourceId)) == "resourceId");
    CHECK(name(list_of(of(Type::Kind::String))) == "string[]");
    CHECK(name(resource_type(testing::small_catalog().types().front())) == "Contoso.Access/grants");
    Type record = of(Type::Kind::Record);
    record.fields = std::make_shared<const std::vector<Field>>(
        std::vector<Field>{{"name", of(Type::Kind::String)}, {"version", of(Type::Kind::Version)}});
    CHECK(name(record) == "{ name: string, version: version }");
}

TEST_CASE("what could not be read is not talked about again") {
    for (const char* broken :
         {"expect hub.publicNetworkAccess ==", "expect", "expect (hub.", "when every x in",
          "remedy set hub. = 1", "attest every", "effects", "let x ="}) {
        CAPTURE(broken);
        Checked checked{{"module m\n" + requirement("r", broken)}};
        for (const Diagnostic& diagnostic : checked.sink.all())
            if (!diagnostic.code.starts_with("IOT1")) CHECK(diagnostic.code == "IOT4006");
    }
}

TEST_CASE("every prefix of a program is checked without a crash") {
    const std::string text =
        whole + requirement("other", "when some rule in hub.rules satisfies rule.note is present\n"
                                     "  expect count(hub.hosts) <= 3");
    for (std::size_t length = 0; length < text.size(); ++length)
        (void)Checked{{text.substr(0, length)}};
}

} // namespace iotsec::sema
