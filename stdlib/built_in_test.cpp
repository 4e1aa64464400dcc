#include "stdlib/built_in.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <string>
#include <string_view>

namespace iotsec::stdlib {

namespace {

using catalog::Kind;
using catalog::Property;
using catalog::VisibleIn;

const Property& at(std::string_view type, std::string_view path) {
    CAPTURE(type);
    CAPTURE(path);
    const auto* found = catalogue().type(type);
    REQUIRE(found);
    const auto id = found->at(path);
    REQUIRE(id);
    return (*found)[*id];
}

constexpr std::string_view hub = "Microsoft.Devices/IotHubs";
constexpr std::string_view dps = "Microsoft.Devices/provisioningServices";

} // namespace

TEST_CASE("the catalogue holds the types of the standard library") {
    for (const std::string_view type : {
             hub,
             std::string_view{"Microsoft.Devices/IotHubs/certificates"},
             std::string_view{"Microsoft.Devices/IotHubs/eventHubEndpoints/ConsumerGroups"},
             std::string_view{"Microsoft.Devices/IotHubs/privateEndpointConnections"},
             dps,
             std::string_view{"Microsoft.Devices/provisioningServices/certificates"},
             std::string_view{"Microsoft.Devices/provisioningServices/privateEndpointConnections"},
             std::string_view{"Microsoft.Insights/diagnosticSettings"},
             std::string_view{"Microsoft.Network/privateEndpoints"},
             std::string_view{"Microsoft.Network/privateEndpoints/privateDnsZoneGroups"},
             std::string_view{"Microsoft.Authorization/roleAssignments"},
         }) {
        CAPTURE(type);
        CHECK(catalogue().type(type));
    }
}

TEST_CASE("every type is found by its name") {
    for (const auto& type : catalogue().types()) {
        CAPTURE(type.name);
        CHECK(catalogue().type(type.name) == &type);
    }
}

TEST_CASE("every property has a source, a kind of its own, and an alias or the reason for none") {
    for (const auto& type : catalogue().types()) {
        std::set<std::string> paths;
        for (const Property& property : type.properties) {
            CAPTURE(type.name);
            CAPTURE(property.path);
            CHECK(paths.insert(property.path).second);
            CHECK_FALSE(property.source.empty());
            CHECK(property.alias.empty() != property.no_alias_reason.empty());
            CHECK((property.kind == Kind::Enum) == !property.values.empty());
            CHECK(type.at(property.path).has_value());
            if (property.list && !property.alias.empty()) CHECK(property.alias.ends_with("[*]"));
        }
    }
}

TEST_CASE("service defaults are stated where a source states them, and nowhere else") {
    std::set<std::string> stated;
    for (const auto& type : catalogue().types())
        for (const Property& property : type.properties)
            if (property.service_default) stated.insert(type.name + " " + property.path);
    CHECK(stated == std::set<std::string>{"Microsoft.DeviceUpdate/accounts publicNetworkAccess",
                                          "Microsoft.Devices/IotHubs disableDeviceSAS",
                                          "Microsoft.Devices/IotHubs disableLocalAuth",
                                          "Microsoft.Devices/IotHubs disableModuleSAS",
                                          "Microsoft.Devices/IotHubs publicNetworkAccess",
                                          "Microsoft.Devices/provisioningServices disableLocalAuth",
                                          "Microsoft.Devices/provisioningServices publicNetworkAccess"});
    CHECK(*at(hub, "publicNetworkAccess").service_default->as_string() == "Enabled");
    CHECK(*at(hub, "disableLocalAuth").service_default->as_bool() == false);
}

TEST_CASE("the minimum TLS version is an ordered text that only creation takes") {
    const Property& version = at(hub, "minTlsVersion");
    CHECK(version.kind == Kind::Enum);
    CHECK(version.open);
    CHECK(version.create_only);
    CHECK(version.order == std::vector<std::string>{"1.0", "1.1", "1.2", "1.3"});
    CHECK(version.since == "2020-03-01");
    CHECK_FALSE(catalogue().type(dps)->at("minTlsVersion"));
}

TEST_CASE("aliases leave the inner properties of list items out, and end in [*] for lists") {
    CHECK(at(hub, "privateEndpointConnections[*].privateLinkServiceConnectionState.status").json ==
          "properties.privateEndpointConnections[*].properties.privateLinkServiceConnectionState.status");
    CHECK(at(hub, "privateEndpointConnections[*].privateLinkServiceConnectionState.status").alias ==
          "Microsoft.Devices/IotHubs/privateEndpointConnections[*].privateLinkServiceConnectionState.status");
    CHECK(at("Microsoft.Insights/diagnosticSettings", "logs[*].enabled").alias ==
          "Microsoft.Insights/diagnosticSettings/logs[*].enabled");
    CHECK(at("Microsoft.Network/privateEndpoints", "privateLinkServiceConnections[*].groupIds").alias ==
          "Microsoft.Network/privateEndpoints/privateLinkServiceConnections[*].groupIds[*]");
    CHECK(at("Microsoft.Network/privateEndpoints/privateDnsZoneGroups", "privateDnsZoneConfigs").alias ==
          "Microsoft.Network/privateEndpoints/privateDnsZoneGroups/privateDnsZoneConfigs[*]");
    CHECK(at(hub, "location").alias == "location");
    CHECK(at(hub, "rootCertificate").alias.empty());
}

TEST_CASE("what the service fills in is not in a request, and keys are not in a response") {
    CHECK(at(hub, "privateEndpointConnections").visible_in == VisibleIn::Response);
    CHECK(at(dps, "privateEndpointConnections").visible_in == VisibleIn::Response);
    CHECK(at(dps, "state").visible_in == VisibleIn::Response);
    CHECK(at(hub, "hostName").visible_in == VisibleIn::Response);
    CHECK(at(hub, "hostName").always_returned);
    CHECK(at(hub, "hostName").request_from == "{name}.azure-devices.net");
    CHECK(at(dps, "iotHubs[*].name").request_from == "{hostName} | {connectionString#HostName}");
    CHECK(at(hub, "authorizationPolicies[*].primaryKey").visible_in == VisibleIn::Request);
    CHECK(at("Microsoft.Devices/IotHubs/certificates", "expiry").read_only);
    CHECK(at(hub, "publicNetworkAccess").visible_in == VisibleIn::Both);
}

TEST_CASE("keys and connection strings are secret, although the schemas do not say so") {
    for (const auto& type : catalogue().types())
        for (const Property& property : type.properties)
            if (property.name == "primaryKey" || property.name == "secondaryKey" ||
                property.name == "connectionString")
                CHECK_MESSAGE(property.secret, type.name << " " << property.path);
}

TEST_CASE("previews count for what they have, without opening a gap") {
    const auto& type = *catalogue().type(hub);
    const auto encryption = *type.at("encryption");
    CHECK(type.has(encryption, "2020-07-10-preview"));
    CHECK_FALSE(type.has(encryption, "2021-07-01"));
    CHECK(type.has(encryption, "2026-10-01-preview"));
    CHECK_FALSE(type.has(encryption, "2026-11-01"));
    CHECK(at(hub, "identity").since == "2020-08-31-preview");
    CHECK(type.has(*type.at("identity"), "2020-07-10-preview"));
    CHECK(at(hub, "operationsMonitoringProperties").until == "2018-04-01");
}

TEST_CASE("the dead member of a clash does not hide the living one") {
    const Property& verified = at("Microsoft.Devices/provisioningServices/certificates", "isVerified");
    CHECK(verified.json == "properties.isVerified");
    CHECK_FALSE(verified.read_only);
    CHECK(at("Microsoft.Devices/IotHubs/eventHubEndpoints/ConsumerGroups", "properties.name").json ==
          "properties.name");
}

TEST_CASE("policies of a hub and of a provisioning service are the service's own where a body names none") {
    CHECK(at(hub, "authorizationPolicies").service_defined_when_absent);
    CHECK(at(dps, "authorizationPolicies").service_defined_when_absent);
    CHECK_FALSE(at(hub, "ipFilterRules").service_defined_when_absent);
}

TEST_CASE("modifiable is what a built-in modifies, and tags") {
    CHECK(at(hub, "publicNetworkAccess").modifiable);
    CHECK(at(dps, "publicNetworkAccess").modifiable);
    CHECK(at(hub, "disableLocalAuth").modifiable);
    CHECK(at(hub, "tags").modifiable);
    CHECK_FALSE(at(hub, "minTlsVersion").modifiable);
    CHECK_FALSE(at(hub, "disableDeviceSAS").modifiable);
}

TEST_CASE("modes follow from tags and location, and grants are not to be denied") {
    CHECK(catalogue().type(hub)->has_tags_and_location);
    CHECK(catalogue().type("Microsoft.Network/privateEndpoints")->has_tags_and_location);
    CHECK_FALSE(catalogue().type("Microsoft.Devices/IotHubs/certificates")->has_tags_and_location);
    CHECK_FALSE(catalogue().type("Microsoft.Insights/diagnosticSettings")->has_tags_and_location);
    CHECK(catalogue().type("Microsoft.Authorization/roleAssignments")->deny_is_unwise);
    CHECK(catalogue().type("Microsoft.Insights/diagnosticSettings")->type_class ==
          catalog::TypeClass::Extension);
    CHECK(at("Microsoft.Insights/diagnosticSettings", "target").kind == Kind::ResourceId);
}

TEST_CASE("roles and controls are those of Azure") {
    REQUIRE(catalogue().role("contributor"));
    CHECK(catalogue().role("contributor")->id == "b24988ac-6180-42a0-ab88-20f7382dd24c");
    REQUIRE(catalogue().control("mcsb", "NS-2"));
    CHECK(catalogue().control("mcsb", "NS-2")->policy_group == "Azure_Security_Benchmark_v3.0_NS-2");
}

TEST_CASE("the library is in the program, by name") {
    REQUIRE_FALSE(modules().empty());
    CHECK(std::ranges::is_sorted(modules(), {}, &LibraryFile::module));
    for (const LibraryFile& file : modules())
        CHECK(file.module.starts_with("std.iothub"));
}

} // namespace iotsec::stdlib
