#include "cli/driver/deployment_options.hpp"

#include "base/text.hpp"

#include <fmt/core.h>

#include <string_view>

namespace iotsec::cli {

namespace {

/// Sets `to` where the option is given: a whole number from 1 on.
template <typename Number>
void read_number(const Arguments& arguments, std::string_view option, Number& to,
                 DeploymentSettings& settings) {
    if (!arguments.has(option)) return;
    constexpr std::size_t most_digits = 9;
    const std::string given = arguments.value(option);
    const bool is_number = !given.empty() && given.size() <= most_digits && given.front() != '0' &&
                           std::ranges::all_of(given, is_digit);
    if (is_number) {
        to = static_cast<Number>(std::stoull(given));
    } else if (settings.problem.empty()) {
        settings.problem = fmt::format("`{}` takes a number from 1 to 999999999, found `{}`", option, given);
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
    constexpr std::uint64_t megabyte = 1024ULL * 1024;
    std::uint64_t megabytes = settings.largest_file / megabyte;
    read_number(arguments, "--max-file-size", megabytes, settings);
    settings.largest_file = megabytes * megabyte;
    read_number(arguments, "--max-resources", settings.limits.resources, settings);
    read_number(arguments, "--max-steps", settings.limits.steps, settings);
    return settings;
}

} // namespace iotsec::cli
