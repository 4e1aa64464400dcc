#include "compiler/catalog/cloud.hpp"

#include <doctest/doctest.h>

using namespace iotsec::catalog;

TEST_CASE("host names are those of the cloud") {
    CHECK(in_cloud("{name}.azure-devices.net", Cloud::Public) == "{name}.azure-devices.net");
    CHECK(in_cloud("{name}.azure-devices.net", Cloud::Government) == "{name}.azure-devices.us");
    CHECK(in_cloud("{a}.azure-devices.net | {b}.azure-devices.net", Cloud::China) ==
          "{a}.azure-devices.cn | {b}.azure-devices.cn");
    CHECK(in_cloud("{name}.azure-devices-provisioning.net", Cloud::Government) ==
          "{name}.azure-devices-provisioning.us");
    CHECK(in_cloud("{connectionString#HostName}", Cloud::China) == "{connectionString#HostName}");
}
