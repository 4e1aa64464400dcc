#include "cli/driver/deployment_options.hpp"

#include <fmt/core.h>

#include <charconv>
#include <string_view>
#include <system_error>

namespace iotsec::cli {

namespace {

constexpr std::uint64_t megabyte = 1024ULL * 1024;
constexpr std::uint64_t most_megabytes = 4000; // places in a file have 32 bits
constexpr std::uint64_t most = 1'000'000'000;

/// Sets `to` where the option is given: a whole number from 1 to `largest`.
void read_number(const Arguments& arguments, std::string_view option, std::uint64_t largest,
                 std::uint64_t& to, std::string& problem) {
    if (!arguments.has(option)) return;
    const std::string given = arguments.value(option);
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(given.data(), given.data() + given.size(), number);
    const bool is_whole = error == std::errc{} && end == given.data() + given.size();
    if (is_whole && number >= 1 && number <= largest) {
        to = number;
    } else if (problem.empty()) {
        problem = fmt::format("`{}` takes a number from 1 to {}, found `{}`", option, largest, given);
    }
}

} // namespace

DeploymentSettings deployment_settings(const Arguments& arguments) {
    DeploymentSettings settings;
    settings.facts = {.tenant_id = arguments.value("--tenant"),
                      .subscription_id = arguments.value("--subscription"),
                      .resource_group = arguments.value("--resource-group"),
                      .location = arguments.value("--location"),
                      .management_group = arguments.value("--management-group"),
                      .name = arguments.value("--deployment-name")};
    std::uint64_t megabytes = settings.largest_file / megabyte;
    read_number(arguments, "--max-file-size", most_megabytes, megabytes, settings.problem);
    settings.largest_file = megabytes * megabyte;
    read_number(arguments, "--max-resources", most, settings.limits.resources, settings.problem);
    read_number(arguments, "--max-steps", most, settings.limits.steps, settings.problem);
    return settings;
}

} // namespace iotsec::cli
