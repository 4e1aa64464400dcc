#include "emitters/hardened/versions.hpp"

#include "compiler/catalog/body.hpp"

#include <string_view>
#include <vector>

namespace iotsec::emitters::hardened {

using namespace deployment;

namespace {

/// The properties among `members` that `body` writes, with everything below them; `prefix` is what their
/// paths have in front of `body`.
void written_properties(const catalog::ResourceType& type, const std::vector<catalog::PropertyId>& members,
                        const ObjectExpr& body, std::string_view prefix,
                        std::vector<catalog::PropertyId>& found);

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

void written_below(const catalog::ResourceType& type, catalog::PropertyId id, const ObjectExpr& owner,
                   std::string_view prefix, std::vector<catalog::PropertyId>& found) {
    const catalog::Property& property = type[id];
    const Expr* value = at_path(owner, std::string_view{property.json}.substr(prefix.size()));
    if (value == nullptr) return;
    found.push_back(id);
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
                        std::vector<catalog::PropertyId>& found) {
    for (const catalog::PropertyId id : members)
        written_below(type, id, body, prefix, found);
}

} // namespace

std::string version_for(const catalog::ResourceType& type, const ObjectExpr& body) {
    std::vector<catalog::PropertyId> used;
    written_properties(type, type.roots, body, "", used);
    return catalog::api_version_with(type, used);
}

} // namespace iotsec::emitters::hardened
