#include "azure/policy/aliases/alias_list.hpp"

#include "azure/policy/aliases/read_providers.hpp"
#include "azure/policy/aliases/read_rows.hpp"
#include "base/diagnostics/aliases.hpp"
#include "base/json/reader.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <iterator>

namespace iotsec::azure::policy {

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

/// The first character that is no blank; 0 where there is none.
char first_character(std::string_view text) {
    if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
    const std::size_t at = text.find_first_not_of(" \t\r\n");
    return at == std::string_view::npos ? '\0' : text[at];
}

void merge(ListedType& into, ListedType&& from) {
    if (into.tags == Capability::NotStated) into.tags = from.tags;
    if (into.location == Capability::NotStated) into.location = from.location;
    std::ranges::move(from.api_versions, std::back_inserter(into.api_versions));
    std::ranges::move(from.aliases, std::back_inserter(into.aliases));
}

bool comes_before(std::string_view a, std::string_view b) {
    return compare_ignoring_case(a, b) < 0;
}

} // namespace

std::size_t AliasList::alias_count() const {
    std::size_t count = 0;
    for (const ListedType& type : types)
        count += type.aliases.size();
    return count;
}

void put_in_order(AliasList& list) {
    std::ranges::stable_sort(list.types, comes_before, &ListedType::name);
    std::vector<ListedType> types;
    for (ListedType& type : list.types) {
        if (!types.empty() && equal_ignoring_case(types.back().name, type.name)) {
            merge(types.back(), std::move(type));
        } else {
            types.push_back(std::move(type));
        }
    }
    for (ListedType& type : types) {
        std::ranges::stable_sort(type.aliases, comes_before, &ListedAlias::name);
        const auto repeated = std::ranges::unique(type.aliases, equal_ignoring_case, &ListedAlias::name);
        type.aliases.erase(repeated.begin(), repeated.end());
        std::ranges::sort(type.api_versions);
        const auto again = std::ranges::unique(type.api_versions);
        type.api_versions.erase(again.begin(), again.end());
    }
    list.types = std::move(types);
}

AliasList read_alias_list(const SourceFile& file, DiagnosticSink& sink) {
    AliasList list;
    const char first = first_character(file.text());
    if (first == '[' || first == '{') {
        const auto root = read_json(file);
        if (root) {
            list = read_providers(root.value(), sink);
        } else {
            sink.add(root.error());
        }
    } else {
        list = read_rows(file, sink);
    }
    put_in_order(list);
    return list;
}

} // namespace iotsec::azure::policy
