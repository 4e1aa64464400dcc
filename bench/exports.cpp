#include "bench/exports.hpp"

#include <fmt/core.h>

#include <filesystem>
#include <fstream>

namespace iotsec::bench {

namespace fs = std::filesystem;

namespace {

/// A hub as Resource Graph has it; one in four lets the public in.
std::string hub(std::size_t number) {
    return fmt::format(
        R"({{"id":"/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/plants/providers/Microsoft.Devices/IotHubs/hub{0}",
"name":"hub{0}","type":"microsoft.devices/iothubs","tenantId":"22222222-2222-2222-2222-222222222222","kind":"",
"location":"westeurope","resourceGroup":"plants","subscriptionId":"11111111-1111-1111-1111-111111111111","managedBy":"",
"sku":{{"name":"S1","tier":"Standard","capacity":1}},"plan":null,"tags":{{"owner":"plants","cost":"{0}"}},"identity":null,
"zones":null,"extendedLocation":null,"properties":{{"state":"Active","provisioningState":"Succeeded",
"hostName":"hub{0}.azure-devices.net","minTlsVersion":"1.2","publicNetworkAccess":"{1}","disableLocalAuth":true,
"ipFilterRules":[],"networkRuleSets":{{"defaultAction":"Deny","applyToBuiltInEventHubEndpoint":true,"ipRules":[]}},
"eventHubEndpoints":{{"events":{{"retentionTimeInDays":1,"partitionCount":4,"partitionIds":["0","1","2","3"],
"path":"hub{0}","endpoint":"sb://ihsuprodres{0}.servicebus.windows.net/"}}}},
"locations":[{{"location":"West Europe","role":"primary"}},{{"location":"North Europe","role":"secondary"}}],
"routing":{{"endpoints":{{"serviceBusQueues":[],"serviceBusTopics":[],"eventHubs":[],"storageContainers":[]}},
"routes":[],"fallbackRoute":{{"name":"$fallback","source":"DeviceMessages","condition":"true","endpointNames":["events"],
"isEnabled":true}}}},"cloudToDevice":{{"maxDeliveryCount":10,"defaultTtlAsIso8601":"PT1H","feedback":
{{"lockDurationAsIso8601":"PT1M","ttlAsIso8601":"PT1H","maxDeliveryCount":10}}}},"features":"None"}}}})",
        number, number % 4 == 0 ? "Enabled" : "Disabled");
}

} // namespace

MeasuredExport measure_export(const std::string& program, double megabytes) {
    const fs::path path = fs::temp_directory_path() / "iotsec-bench-export.json";
    {
        std::ofstream out{path, std::ios::binary};
        out << R"({"count":1,"data":[)";
        for (std::size_t i = 0; static_cast<double>(out.tellp()) < megabytes * 1e6; ++i)
            out << (i == 0 ? "" : ",\n") << hub(i);
        out << R"(],"facets":[],"resultTruncated":"false"})";
    }
    MeasuredExport result;
    result.megabytes = static_cast<double>(fs::file_size(path)) / 1e6;
    result.measured = measure_command(
        1, {program, "check", path.string(), "--project", "/", "--format", "json", "--jobs", "1"});
    fs::remove(path);
    return result;
}

} // namespace iotsec::bench
