// How each construct of the language is said in the IR (reference, section 14).
#include "compiler/ir/lowering/lowered_test.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using iotsec::ir::testing::lowered_condition;

namespace {

struct Case {
    std::string written, lowered, declarations;
};

void check_all(const std::vector<Case>& cases) {
    for (const Case& each : cases) {
        CAPTURE(each.written);
        CHECK(lowered_condition(each.written, each.declarations) == each.lowered);
    }
}

} // namespace

TEST_CASE("comparisons: service defaults become explicit, the path stands left") {
    check_all({
        {"hub.comments == 'a'", "hub.comments == 'a'", ""},
        {"'a' == hub.comments", "hub.comments == 'a'", ""},
        {"hub.comments != 'a'", "not (hub.comments == 'a')", ""},
        {"hub.publicNetworkAccess == 'Disabled'",
         "(hub.publicNetworkAccess ??default 'Enabled') == 'Disabled'", ""},
        {"hub.disableLocalAuth", "(hub.disableLocalAuth ??default false) == true", ""},
        {"not hub.restricted", "not (hub.restricted == true)", ""},
        {"(hub.comments ?? 'x') == 'a'", "(hub.comments ?? 'x') == 'a'", ""},
        {"hub.restricted ?? true", "(hub.restricted ?? true) == true", ""},
        {"hub.location == 'West Europe'", "hub.location == by location 'West Europe'", ""},
        {"hub.units < 5", "hub.units < by int 5", ""},
        {"5 < hub.units", "hub.units > by int 5", ""},
        {"hub.units == 5", "hub.units == 5", ""},
        {"hub.minTlsVersion >= '1.2'", "hub.minTlsVersion >= by rank ['1.0', '1.1', '1.2', '1.3'] '1.2'", ""},
        {"hub.created > now - 90d", "hub.created > by instant (now - 7776000s)", ""},
        {"hub.created > 2026-01-01", "hub.created > by instant '2026-01-01T00:00:00Z'", ""},
        {"version(hub.comments) >= '1.2'", "version(hub.comments) >= by version '1.2'", ""},
        {"request.apiVersion >= '2020-03-01'", "request.apiVersion >= by apiVersion '2020-03-01'", ""},
        {"lastSegment(hub.workspaceId) == 'w'", "lastSegment(hub.workspaceId) == 'w'", ""},
        {"hub.comments == '${hub.name}-x'", "hub.comments == text(hub.name, '-x')", ""},
        {"hub.tags['owner'] == 'ops'", "hub.tags['owner'] == 'ops'", ""},
        {"hub.free.a.b == 'x'", "hub.free['a']['b'] == 'x'", ""},
    });
}

TEST_CASE("membership, patterns, ranges and presence") {
    check_all({
        {"hub.comments in ['a', 'b']", "hub.comments in ['a', 'b']", ""},
        {"hub.comments in ['a']", "hub.comments == 'a'", ""},
        {"hub.comments not in ['a', 'b']", "not (hub.comments in ['a', 'b'])", ""},
        {"hub.comments in words", "hub.comments in $words", "param words: string[]"},
        {"hub.location in regions", "hub.location in by location $regions", "param regions: location[]"},
        {"'a' in hub.hosts", "count(item in hub.hosts where (item == 'a')) >= 1", ""},
        {"'a' not in hub.hosts", "not (count(item in hub.hosts where (item == 'a')) >= 1)", ""},
        {"hub.comments startsWith 'a'", "hub.comments prefix 'a'", ""},
        {"hub.comments endsWith 'a'", "hub.comments suffix 'a'", ""},
        {"hub.comments contains 'a'", "hub.comments contains 'a'", ""},
        {"hub.comments like 'a*b'", "hub.comments like 'a*b'", ""},
        {"hub.range within '10.0.0.0/8'", "hub.range within ['10.0.0.0/8']", ""},
        {"hub.range within ranges", "hub.range within $ranges", "param ranges: cidr[]"},
        {"hub.range within range", "hub.range within [$range]", "param range: cidr"},
        {"hub.workspaceId under '/subscriptions/x'", "hub.workspaceId under ['/subscriptions/x']", ""},
        {"hub.comments is present", "hub.comments is present", ""},
        {"hub.comments is absent", "not (hub.comments is present)", ""},
        {"hub.rules is empty", "count(item in hub.rules) == 0", ""},
        {"hub.rules is not empty", "count(item in hub.rules) >= 1", ""},
        {"count(hub.rules) <= 3", "count(item in hub.rules) <= 3", ""},
        {"3 >= count(hub.rules)", "count(item in hub.rules) <= 3", ""},
        {"count(e in hub.rules where e.action == 'Accept') != 2",
         "not (count(e in hub.rules where (e.action == 'Accept')) == 2)", ""},
    });
}

TEST_CASE("connectives are flat, and a negation of a negation is none") {
    check_all({
        {"hub.restricted and hub.units == 1 and hub.comments == 'a'",
         "(hub.restricted == true) and (hub.units == 1) and (hub.comments == 'a')", ""},
        {"hub.restricted or (hub.units == 1 or hub.units == 2)",
         "(hub.restricted == true) or (hub.units == 1) or (hub.units == 2)", ""},
        {"hub.restricted implies hub.units == 1", "(not (hub.restricted == true)) or (hub.units == 1)", ""},
        {"not (not hub.restricted)", "hub.restricted == true", ""},
        {"not (hub.comments != 'a')", "hub.comments == 'a'", ""},
    });
}

TEST_CASE("all quantifiers are counts") {
    check_all({
        {"some e in hub.rules satisfies e.action == 'Accept'",
         "count(e in hub.rules where (e.action == 'Accept')) >= 1", ""},
        {"no e in hub.rules satisfies e.action == 'Accept'",
         "count(e in hub.rules where (e.action == 'Accept')) == 0", ""},
        {"every e in hub.rules (or empty) satisfies e.action == 'Accept'",
         "count(e in hub.rules where (not (e.action == 'Accept'))) == 0", ""},
        {"every e in hub.rules (not empty) satisfies e.action != 'Accept'",
         "(count(e in hub.rules where (e.action == 'Accept')) == 0) and (count(e2 in hub.rules) >= 1)", ""},
        {"at least 2 e in hub.rules satisfies e.action == 'Accept'",
         "count(e in hub.rules where (e.action == 'Accept')) >= 2", ""},
        {"at most n e in hub.rules satisfies e.action == 'Accept'",
         "count(e in hub.rules where (e.action == 'Accept')) <= $n", "param n: int"},
        {"exactly 1 e in hub.rules satisfies e.action == 'Accept'",
         "count(e in hub.rules where (e.action == 'Accept')) == 1", ""},
        {"every e in hub.rules (or empty) where e.note is present satisfies e.action == 'Accept'",
         "count(e in hub.rules where ((e.note is present) and (not (e.action == 'Accept')))) == 0", ""},
        {"some h in hub.hosts satisfies h endsWith '.net'",
         "count(h in hub.hosts where (h suffix '.net')) >= 1", ""},
        {"every w in ['a', 'b'] satisfies w in hub.hosts",
         "count(w in ['a', 'b'] where (not (count(item in hub.hosts where (item == w)) >= 1))) == 0", ""},
        {"every w in words (or empty) satisfies hub.comments contains 'x'",
         "count(w in $words where (not (hub.comments contains 'x'))) == 0", "param words: string[]"},
        {"some p in pairs satisfies (p.name == hub.comments and version(hub.comments) >= p.least)",
         "count(p in $pairs where ((p.name == hub.comments) and (p.least <= by version "
         "version(hub.comments)))) >= 1",
         "param pairs: { name: string, least: version }[]"},
    });
}

TEST_CASE("related resources name their type, relation and root") {
    check_all({
        {"some c: Contoso.Devices/hubs/certificates of hub satisfies c.isVerified",
         "count(c in Contoso.Devices/hubs/certificates of hub where (c.isVerified == true)) >= 1", ""},
        {"some s: Contoso.Monitor/settings of hub", "count(s in Contoso.Monitor/settings of hub) >= 1", ""},
        {"some e: Contoso.Network/endpoints in subscription satisfies some l in e.links satisfies "
         "l.serviceId == hub.id",
         "count(e in Contoso.Network/endpoints subscription hub where (count(l in e.links where (l.serviceId "
         "== "
         "hub.id)) >= 1)) >= 1",
         ""},
        {"no e: Contoso.Network/endpoints in evidence satisfies hub.id under e.id",
         "count(e in Contoso.Network/endpoints evidence hub where (hub.id under [e.id])) == 0", ""},
    });
}

TEST_CASE("lets and predicates are expanded, and binders stay unique") {
    check_all({
        {"hub.comments in known", "hub.comments in ['a', 'b']", "let known = ['a', 'b']"},
        {"open(hub)", "(hub.publicNetworkAccess ??default 'Enabled') == 'Enabled'",
         "predicate open(h: Contoso.Devices/hubs) = h.publicNetworkAccess == 'Enabled'"},
        {"named(hub.comments, 'a') and named(hub.name, 'b')", "(hub.comments == 'a') and (hub.name == 'b')",
         "predicate named(x: string, y: string) = x == y"},
        {"listed(hub) and not listed(hub)",
         "(count(e in hub.rules where (e.action == 'Accept')) >= 1) and (not (count(e2 in hub.rules where "
         "(e2.action == "
         "'Accept')) >= 1))",
         "predicate listed(h: Contoso.Devices/hubs) = some e in h.rules satisfies e.action == 'Accept'"},
    });
}
