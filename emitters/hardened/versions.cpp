#include "emitters/hardened/versions.hpp"

#include <algorithm>
#include <string_view>
#include <vector>

namespace iotsec::emitters::hardened {

using namespace deployment;

namespace {

/// The properties among `members` that `body` writes, with everything below them; `prefix` is what their
/// paths have in front of `body`.
void written_properties(const catalog::ResourceType& type, const std::vector<catalog::PropertyId>& members,
                        const ObjectExpr& body, std::string_view prefix,
                        std::vector<const catalog::Property*>& found);

const Expr* at_path(const ObjectExpr& object, std::string_view path) {
    const std::size_t dot = path.find('.');
    for (const auto& [name, value] : object.members) {
        if (name != path.substr(0, dot)) continue;
        if (dot == std::string_view::npos) return &value;
        const auto* inner = std::get_if<ObjectExpr>(&value.kind);
        return inner == nullptr ? nullptr : at_path(*inner, path.substr(dot + 1));
    }
    return nullptr;
}

void written_below(const catalog::ResourceType& type, const catalog::Property& property,
                   const ObjectExpr& owner, std::string_view prefix,
                   std::vector<const catalog::Property*>& found) {
    const Expr* value = at_path(owner, std::string_view{property.json}.substr(prefix.size()));
    if (value == nullptr) return;
    found.push_back(&property);
    if (const auto* list = std::get_if<ListExpr>(&value->kind)) {
        for (const Expr& item : list->items) {
            const auto* object = std::get_if<ObjectExpr>(&item.kind);
            if (object != nullptr)
                written_properties(type, property.children, *object, property.json + "[*].", found);
        }
    } else {
        written_properties(type, property.children, owner, prefix, found);
    }
}

void written_properties(const catalog::ResourceType& type, const std::vector<catalog::PropertyId>& members,
                        const ObjectExpr& body, std::string_view prefix,
                        std::vector<const catalog::Property*>& found) {
    for (const catalog::PropertyId id : members)
        written_below(type, type[id], body, prefix, found);
}

} // namespace

std::string oldest_version(const catalog::ResourceType& type, const ObjectExpr& body) {
    std::vector<const catalog::Property*> used;
    written_properties(type, type.roots, body, "", used);
    const auto& versions = type.api_versions;
    const auto index = [&](const std::string& version) {
        return std::ranges::find(versions, version) - versions.begin();
    };
    const auto has_all = [&](const std::string& version) {
        return std::ranges::all_of(used, [&](const catalog::Property* property) {
            const bool begun = property->since.empty() || index(property->since) <= index(version);
            const bool ended = !property->until.empty() && index(property->until) < index(version);
            return begun && !ended;
        });
    };
    const auto is_stable = [](const std::string& version) { return !version.ends_with("preview"); };
    const auto stable =
        std::ranges::find_if(versions, [&](const auto& v) { return is_stable(v) && has_all(v); });
    if (stable != versions.end()) return *stable;
    const auto preview = std::ranges::find_if(versions, has_all);
    return preview != versions.end() ? *preview : type.newest_api_version();
}

} // namespace iotsec::emitters::hardened
