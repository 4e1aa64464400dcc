// What no input may do: lose a declaration behind a mistake, crash, or take long.
#include "grammar/iotsec/lexical.hpp"
#include "grammar/iotsec/parsed_test.hpp"
#include "grammar/iotsec/recovery.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>

using namespace iotsec;
using grammar::dump;
using grammar::format;
using grammar::testing::Parsed;

namespace {

/// One of every kind of declaration, with most of what each may hold.
constexpr std::string_view sample = R"(module contoso.factory
import std.iothub.network as net
import std.iothub.identity.{ hubLocalAuthOff, onHub }
/// Ranges of the plants.
param plantRanges: cidr[] = ['10.20.0.0/16', '10.21.0.0/16'] { displayName: 'Plants' min: 1 }
param shapes: { name: string, version: version }[] = [{ name: 'a', version: '1.2' }]
param rules: Microsoft.Devices/IotHubs.networkRuleSets.ipRules[*].ipMask[]
let siteHubs = '/subscriptions/x/resourceGroups/${plantRanges}'
predicate paid(hub: Microsoft.Devices/IotHubs, tiers: string[]) = hub.sku.name != 'F1' and hub.sku.tier in tiers
requirement hubReached for hub: Microsoft.Devices/IotHubs {
  id: 'HUB-1'
  controls: { mcsb: ['NS-2'] }
  let rules = hub.networkRuleSets
  when request.apiVersion >= '2020-03-01' and not (hub.location in ['eastus', 'westus'])
  expect every entry in rules.ipRules (or empty) where entry.action == 'Allow' satisfies entry.ipMask within plantRanges
    otherwise 'open to ${rules.ipRules ?? 'all'}'
  expect some endpoint: Microsoft.Network/privateEndpoints in subscription satisfies count(endpoint.links) >= 1
  remedy set hub.publicNetworkAccess = 'Disabled', hub.disableLocalAuth = true roles [contributor]
    requires hub.expiry > now + 30d
  remedy deploy setting: Microsoft.Insights/diagnosticSettings of hub {
    name: 'logs'
    logs: [{ categoryGroup: 'allLogs', enabled: true, threshold: -1.5 }]
  } roles [monitoringContributor]
  effects audit, deny
}
requirement keysUnique for all devices: IotHub.Registry/devices {
  expect unique device in devices where device.status == 'enabled' by [device.keys['primary'], device.keys['secondary']]
  expect at least 99.5% of device in devices (or empty) satisfies device.type like 'x*'
  attest every 180d asking 'Who holds the keys'
}
baseline production {
  title: 'Production'
  include std.iothub.*
  include net.hubAddressFilter with { operatorRanges: plantRanges }
  omit std.iothub.logging.hubInDefender because 'closed to us'
}
assignment prod of production at managementGroup 'mg-iot' {
  enforce: true
  set logWorkspace = '/subscriptions/x'
  effect deny for net.hubPublicAccessOff, net.hubAddressFilter
  exclude [siteHubs] because 'rebuilt nightly'
  only where locations in ['westeurope']
  ring canary where locations in ['westcentralus'] { effect modify for all }
}
waiver labHub of prod {
  requirements: [net.hubPublicAccessOff]
  category: waiver
  until: 2027-03-31
}
test 'a hub without the property is reported' of net.hubPublicAccessOff {
  view: request
  at 2027-01-01T00:00:00Z
  set plantRanges = []
  given hub: Microsoft.Devices/IotHubs { name: 'h', 'odata.type': null, access: unknown('parameter access') }
  given endpoint: Microsoft.Network/privateEndpoints in subscription { name: 'e' }
  incomplete Microsoft.Network/privateEndpoints, Microsoft.Devices/IotHubs
  expect violation for hub with 'access is Enabled' after remedy
}
)";

/// The tokens of a text, white space left out.
std::vector<std::string_view> tokens(std::string_view text) {
    std::vector<std::string_view> result;
    const char* const last = text.data() + text.size();
    for (const char* at = text.data(); at != last;) {
        const char* const end = grammar::token_end(at, last);
        if (*at != ' ' && *at != '\n') result.emplace_back(at, static_cast<std::size_t>(end - at));
        at = end;
    }
    return result;
}

std::string without(std::string_view text, std::string_view token) {
    const auto at = static_cast<std::size_t>(token.data() - text.data());
    std::string result{text};
    return result.erase(at, token.size());
}

/// Whether the module has the declaration: of its kind, at its place.
bool declares(const ast::Module& module, const ast::Declaration& wanted) {
    return std::ranges::any_of(module.declarations, [&](const ast::Declaration& declaration) {
        return declaration.kind.index() == wanted.kind.index() && declaration.span == wanted.span;
    });
}

ast::Declaration moved_back(ast::Declaration declaration, std::size_t by) {
    declaration.span.begin -= static_cast<std::uint32_t>(by);
    declaration.span.end -= static_cast<std::uint32_t>(by);
    return declaration;
}

} // namespace

TEST_CASE("the sample has no mistake") {
    CHECK(Parsed{sample}.mistakes() == "");
}

TEST_CASE(
    "with any one token missing, the mistake is told before the next declaration, which is still found") {
    const Parsed whole{sample};
    const auto& declarations = whole.module.declarations;
    for (const std::string_view token : tokens(sample)) {
        if (token.starts_with("//")) continue;
        const auto at = static_cast<std::uint32_t>(token.data() - sample.data());
        const Parsed broken{without(sample, token)};
        CAPTURE(token);
        CAPTURE(at);
        const auto next =
            std::ranges::find_if(declarations, [&](const auto& d) { return d.span.begin > at; });
        if (next == declarations.end()) continue;
        CHECK_MESSAGE(declares(broken.module, moved_back(*next, token.size())), broken.mistakes());
        const std::uint32_t limit = next->span.begin;
        for (const Diagnostic& d : broken.sink.all())
            CHECK_MESSAGE(d.span.begin <= limit, d.message);
    }
}

TEST_CASE("with any one token twice, the next declaration is still found") {
    const Parsed whole{sample};
    const auto& declarations = whole.module.declarations;
    for (const std::string_view token : tokens(sample)) {
        if (token.starts_with("//")) continue;
        const auto at = static_cast<std::size_t>(token.data() - sample.data());
        std::string text{sample};
        text.insert(at, std::string{token} + " ");
        const Parsed broken{text};
        CAPTURE(token);
        CAPTURE(at);
        const auto next =
            std::ranges::find_if(declarations, [&](const auto& d) { return d.span.begin > at; });
        if (next == declarations.end()) continue;
        ast::Declaration wanted = *next;
        wanted.span.begin += static_cast<std::uint32_t>(token.size() + 1);
        wanted.span.end += static_cast<std::uint32_t>(token.size() + 1);
        CHECK_MESSAGE(declares(broken.module, wanted), broken.mistakes());
    }
}

TEST_CASE("every prefix of a file gives a tree and mistakes") {
    for (std::size_t size = 0; size <= sample.size(); ++size) {
        const Parsed parsed{sample.substr(0, size)};
        CHECK(parsed.module.exprs.size() > 0);
        CHECK(!dump(parsed.module, true).empty());
    }
}

TEST_CASE("random bytes, and random tokens, give a tree and mistakes") {
    std::mt19937 random{42};
    const auto pieces = tokens(sample);
    for (int round = 0; round < 300; ++round) {
        std::string bytes;
        std::string words{"module m\n"};
        for (int i = 0; i < 300; ++i) {
            bytes += static_cast<char>(random());
            words += std::string{pieces[random() % pieces.size()]} + (random() % 8 == 0 ? "\n" : " ");
        }
        for (const std::string& text : {bytes, words}) {
            const Parsed parsed{text};
            CHECK(!dump(parsed.module, true).empty());
            CHECK(!format(parsed.module, parsed.file()).empty());
        }
    }
}

TEST_CASE("hostile files take linear time and bounded memory") {
    const auto repeated = [](std::string_view piece, std::size_t size) {
        std::string text = "module m\n";
        while (text.size() < size)
            text += piece;
        return text;
    };
    constexpr std::size_t megabyte = 1U << 20U;
    for (const std::string_view piece : {"a",
                                         "(",
                                         "{",
                                         "[",
                                         "'",
                                         "'${",
                                         "/*",
                                         "//",
                                         "/// x\n",
                                         "\n",
                                         " ",
                                         "$",
                                         "\\",
                                         "x: ",
                                         "when a ",
                                         "param a: int ",
                                         "requirement r for h: A.B/c { ",
                                         "}",
                                         "''' ",
                                         "1",
                                         "1-",
                                         "a.",
                                         "a[",
                                         "a and ",
                                         "\xFF",
                                         "\x01",
                                         "`",
                                         "requirement r for h: A.B/c { expect '${ ",
                                         "test '",
                                         "let a = [\n",
                                         "expect a ==\n"}) {
        CAPTURE(piece);
        const Parsed parsed{repeated(piece, megabyte)};
        CHECK(parsed.sink.all().size() <= DiagnosticSink::limit);
    }
}
