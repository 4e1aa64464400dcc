#include "bench/templates.hpp"

#include "azure/template/prediction.hpp"
#include "base/json/reader.hpp"
#include "bench/texts.hpp"
#include "cli/driver/files.hpp"
#include "tests/support/bicep_process.hpp"

#include <fmt/core.h>
#include <nlohmann/json.hpp>

#include <cstdlib>
#include <fstream>
#include <string>
#include <string_view>
#include <unistd.h>

namespace iotsec::bench {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view looped = R"({
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "parameters": { "prefix": { "type": "string", "defaultValue": "hub" } },
  "variables": { "tags": { "owner": "[toUpper(parameters('prefix'))]" } },
  "resources": [
    {
      "type": "Microsoft.Devices/IotHubs",
      "apiVersion": "2023-06-30",
      "name": "[format('{0}-{1:D3}', parameters('prefix'), copyIndex())]",
      "location": "westeurope",
      "tags": "[variables('tags')]",
      "sku": { "name": "S1", "capacity": "[add(mod(copyIndex(), 3), 1)]" },
      "copy": { "name": "hubs", "count": 800 },
      "properties": {
        "minTlsVersion": "1.2",
        "publicNetworkAccess": "[if(equals(mod(copyIndex(), 2), 0), 'Enabled', 'Disabled')]"
      }
    }
  ]
})";

constexpr std::string_view small = R"({
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "resources": [
    {
      "type": "Microsoft.Devices/IotHubs",
      "apiVersion": "2023-06-30",
      "name": "hub",
      "location": "westeurope",
      "sku": { "name": "S1", "capacity": 1 },
      "properties": { "minTlsVersion": "1.2" }
    }
  ]
})";

/// How many resources the template in `text` asks for.
std::size_t expanded(const std::string& text) {
    Sources sources;
    DiagnosticSink sink;
    const auto root = read_json(sources.add("template.json", text), engine_json);
    return root ? azure::predict(root.value(), {}, sink).resources.size() : 0;
}

/// The snapshot that Microsoft's engine makes of `text`; a process that runs is asked, as an editor would.
void measure_microsofts(std::string_view name, std::string_view text, double ours,
                        test::JsonRpcProcess& bicep, const Row& row) {
    const fs::path folder = fs::temp_directory_path() / fmt::format("iotsec-bench-{}", ::getpid());
    fs::create_directories(folder);
    std::ofstream{folder / "main.json"} << text;
    std::ofstream{folder / "main.bicepparam"} << "using './main.json'\n";
    const nlohmann::json asked{{"path", (folder / "main.bicepparam").string()},
                               {"metadata",
                                {{"tenantId", nullptr},
                                 {"subscriptionId", "00000000-0000-0000-0000-000000000000"},
                                 {"resourceGroup", "rg"},
                                 {"managementGroupId", nullptr},
                                 {"location", "westeurope"},
                                 {"deploymentName", "bench"}}},
                               {"externalInputs", nlohmann::json::array()}};
    (void)bicep.call("bicep/getSnapshot", asked); // warm
    const Measured theirs = measure(5, [&] {
        const auto answer = bicep.call("bicep/getSnapshot", asked);
        if (!answer || !answer->contains("snapshot")) std::abort();
    });
    row(fmt::format("Microsoft's engine, warm: {}", name), theirs,
        fmt::format("{:.0f} times ours; aim: over 100", theirs.milliseconds / ours));
    fs::remove_all(folder);
}

void measure_corpus(const fs::path& folder, const Row& row) {
    const auto paths = cli::files_below(folder.string(), ".json");
    if (!paths) return;
    const auto texts = texts_of(paths.value());
    const Measured parsing = measure(3, [&] { parse_all(texts); });
    row("nlohmann_json: parse all templates", parsing,
        fmt::format("{} files, {:.1f} MB", texts.size(), megabytes_of(texts)));
    const Measured expanding = measure(3, [&] {
        std::size_t resources = 0;
        for (const std::string& text : texts)
            resources += expanded(text);
        if (resources == 0) std::abort();
    });
    row("expand of all templates", expanding,
        fmt::format("{:.2f} times the parsing; aim: under 3", expanding.milliseconds / parsing.milliseconds));
}

} // namespace

void measure_templates(const fs::path& shared, const Row& row) {
    const auto measured = [](std::string_view text) {
        return measure(20, [whole = std::string{text}] {
            if (expanded(whole) == 0) std::abort();
        });
    };
    const Measured loop = measured(looped);
    const Measured one = measured(small);
    row("expand of a loop of 800 resources", loop, "aim: under 30 ms");
    row("expand of one small template", one, "");
    if (const auto bicep = test::start_bicep()) {
        measure_microsofts("the loop of 800", looped, loop.milliseconds, *bicep, row);
        measure_microsofts("the small template", small, one.milliseconds, *bicep, row);
    }
    if (fs::exists(shared / "corpus/general")) measure_corpus(shared / "corpus/general", row);
}

} // namespace iotsec::bench
