#include "stdlib/generate/aliases.hpp"

#include "base/diagnostics/files.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <fstream>

namespace iotsec::generate {

namespace {

std::string key(std::string_view type, std::string_view path) {
    return to_lower(type) + '\t' + to_lower(path);
}

std::size_t item_count(std::string_view path) {
    std::size_t count = 0;
    for (auto at = path.find("[*]"); at != std::string_view::npos; at = path.find("[*]", at + 1))
        ++count;
    return count;
}

bool is_below_map(const catalog::ResourceType& type, const catalog::Property& property) {
    for (const auto* p = &property; p->parent; p = &type[*p->parent])
        if (p->name == "*") return true;
    return false;
}

std::string reason(const catalog::ResourceType& type, const catalog::Property& property) {
    if (is_below_map(type, property)) return "no alias reaches into the entries of a map";
    return "no alias is published for `" + property.json + (property.list ? "[*]`" : "`");
}

} // namespace

Result<Aliases> Aliases::open(const std::filesystem::path& table) {
    std::ifstream in{table};
    if (!in) return make_diagnostic(diag::cannot_read_file, {}, table.string(), "no such file");
    Aliases aliases;
    for (std::string line; std::getline(in, line);) {
        const auto columns = split(line, '\t');
        if (columns.size() != 3) continue;
        aliases.by_type_and_path_[key(columns[0], columns[2])].emplace_back(columns[1]);
    }
    return aliases;
}

std::string Aliases::at(std::string_view type, std::string_view path) const {
    const auto found = by_type_and_path_.find(key(type, path));
    if (found == by_type_and_path_.end()) return {};
    const auto fits = [&](const std::string& alias) { return item_count(alias) == item_count(path); };
    const auto own = std::ranges::find_if(found->second, [&](const std::string& alias) {
        return fits(alias) && starts_with_ignoring_case(alias, std::string{type} + "/");
    });
    if (own != found->second.end()) return *own;
    const auto any = std::ranges::find_if(found->second, fits);
    return any == found->second.end() ? std::string{} : *any;
}

void look_up(const Aliases& aliases, catalog::ResourceType& type) {
    for (catalog::Property& property : type.properties) {
        if (!property.alias.empty() || !property.no_alias_reason.empty()) continue;
        property.alias = aliases.at(type.name, property.json + (property.list ? "[*]" : ""));
        if (property.alias.empty())
            property.no_alias_reason = reason(type, property);
        else if (property.source.starts_with("types"))
            property.source.insert(std::string_view{"types"}.size(), ", aliases");
    }
}

} // namespace iotsec::generate
