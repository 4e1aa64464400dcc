// Lists of aliases: each has to be found, with its paths by API version.
#include "azure/policy/aliases/alias.hpp"
#include "tests/conformance/forms/cases.hpp"
#include "tests/conformance/forms/form.hpp"

#include <fmt/format.h>

namespace iotsec::test {

namespace policy = azure::policy;

namespace {

/// What is wrong with the alias of the index; empty where nothing is.
std::string mistake(const Value& alias, std::string_view type, const policy::AliasIndex& index) {
    const auto found = index.find(member_text(alias, "name"));
    const policy::Alias* own = policy::alias_of_type(found, type);
    if (own == nullptr) return "it is not found";
    const std::string path = member_text(alias, "defaultPath");
    if (own->default_path != path)
        return fmt::format("its path is `{}`, found `{}`", path, own->default_path);
    const Value& paths = member_value(alias, "paths");
    for (std::size_t i = 0; paths.as_list() != nullptr && i < paths.as_list()->size(); ++i) {
        const Value& one = (*paths.as_list())[i];
        const Value& versions = member_value(one, "apiVersions");
        for (std::size_t j = 0; versions.as_list() != nullptr && j < versions.as_list()->size(); ++j) {
            const std::string& version = *(*versions.as_list())[j].as_string();
            const std::string wanted = member_text(one, "path");
            if (own->path(version) == wanted) continue;
            return fmt::format("its path in {} is `{}`, found `{}`", version, wanted, own->path(version));
        }
    }
    return {};
}

} // namespace

Report run_aliases(const std::filesystem::path& file, const RunOptions& /*options*/) {
    Report report;
    const auto index = alias_table(file);
    for (const Value& provider : cases_in(file)) {
        const Value& types = member_value(provider, "resourceTypes");
        for (std::size_t i = 0; types.as_list() != nullptr && i < types.as_list()->size(); ++i) {
            const Value& type = (*types.as_list())[i];
            const std::string name =
                member_text(provider, "namespace") + "/" + member_text(type, "resourceType");
            const Value& aliases = member_value(type, "aliases");
            for (std::size_t j = 0; aliases.as_list() != nullptr && j < aliases.as_list()->size(); ++j) {
                const Value& alias = (*aliases.as_list())[j];
                const std::string wrong = mistake(alias, name, *index);
                report.add(wrong.empty(), fmt::format("{} of {}", member_text(alias, "name"), name), wrong);
            }
        }
    }
    return report;
}

} // namespace iotsec::test
