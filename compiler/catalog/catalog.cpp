#include "compiler/catalog/catalog.hpp"

#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <mutex>
#include <tuple>
#include <utility>

namespace iotsec::catalog {

namespace {

/// FNV-1a over texts: enough to tell one state of the data from another.
class ContentHash {
  public:
    void add(std::string_view text) {
        for (const char c : text)
            add(static_cast<unsigned char>(c));
        add('\0');
    }
    [[nodiscard]] std::string hex() const { return fmt::format("{:016x}", state_); }

  private:
    void add(unsigned char byte) { state_ = (state_ ^ byte) * 0x100000001b3ULL; }
    std::uint64_t state_ = 0xcbf29ce484222325ULL;
};

std::string content_hash(const std::vector<ResourceType>& types) {
    ContentHash hash;
    for (const ResourceType& type : types) {
        hash.add(type.name);
        for (const Property& property : type.properties) {
            hash.add(property.json);
            hash.add(property.alias);
            hash.add(name(property.kind));
        }
    }
    return hash.hex();
}

bool before(std::string_view a, std::string_view b) {
    return compare_ignoring_case(a, b) < 0;
}

std::string_view without_items(std::string_view path) {
    return path.ends_with("[*]") ? path.substr(0, path.size() - 3) : path;
}

/// Where the last segment of `path` begins, given the paths that are known: the longest known prefix counts,
/// because a name may hold a dot (`odata.type`).
std::pair<std::optional<PropertyId>, std::string> placed(std::string_view path,
                                                         const std::map<std::string, PropertyId>& known) {
    for (auto dot = path.rfind('.'); dot != std::string_view::npos && dot > 0;
         dot = path.rfind('.', dot - 1)) {
        const auto parent = known.find(to_lower(without_items(path.substr(0, dot))));
        if (parent != known.end()) return {parent->second, std::string{path.substr(dot + 1)}};
    }
    return {std::nullopt, std::string{path}};
}

} // namespace

void connect(ResourceType& type) {
    std::map<std::string, PropertyId> known;
    type.roots.clear();
    for (std::uint32_t i = 0; i < type.properties.size(); ++i) {
        Property& property = type.properties[i];
        property.children.clear();
        std::tie(property.parent, property.name) = placed(property.path, known);
        auto& siblings = property.parent ? type.properties[property.parent->index].children : type.roots;
        siblings.push_back({i});
        known.emplace(to_lower(property.path), PropertyId{i});
    }
}

std::optional<PropertyId> ResourceType::child(std::optional<PropertyId> below,
                                              std::string_view wanted) const {
    const auto& candidates = below ? properties[below->index].children : roots;
    const auto found = std::ranges::find_if(candidates, [&](PropertyId id) {
        const std::string& candidate = (*this)[id].name;
        return candidate.size() == wanted.size() && equal_ignoring_case(candidate, wanted);
    });
    return found == candidates.end() ? std::nullopt : std::optional{*found};
}

std::optional<PropertyId> ResourceType::at(std::string_view path) const {
    std::optional<PropertyId> here;
    while (!path.empty()) {
        std::optional<PropertyId> next;
        auto dot = path.find('.');
        for (;; dot = path.find('.', dot + 1)) {
            next = child(here, without_items(path.substr(0, dot)));
            if (next || dot == std::string_view::npos) break;
        }
        if (!next) return std::nullopt;
        here = next;
        path = dot == std::string_view::npos ? std::string_view{} : path.substr(dot + 1);
    }
    return here;
}

std::string ResourceType::newest_api_version() const {
    const auto stable = std::find_if(api_versions.rbegin(), api_versions.rend(),
                                     [](const std::string& v) { return !v.ends_with("preview"); });
    if (stable != api_versions.rend()) return *stable;
    return api_versions.empty() ? std::string{} : api_versions.back();
}

bool ResourceType::has(PropertyId id, std::string_view api_version) const {
    const Property& property = (*this)[id];
    if (std::ranges::find(property.also_in, api_version) != property.also_in.end()) return true;
    return property.since <= api_version && (property.until.empty() || api_version <= property.until);
}

Catalog::Catalog(std::vector<ResourceType> types, std::vector<Role> roles, std::vector<Control> controls,
                 std::string version)
    : types_{std::move(types)}, roles_{std::move(roles)}, controls_{std::move(controls)}, version_{std::move(
                                                                                              version)} {
    std::ranges::sort(types_, before, &ResourceType::name);
    std::ranges::sort(roles_, {}, &Role::name);
    std::ranges::sort(controls_, {}, [](const Control& c) { return std::tie(c.framework, c.id); });
    if (version_.empty()) version_ = content_hash(types_);
    for (const ResourceType& type : types_)
        names_.push_back(type.name);
}

/// What is to be read yet, each type once.
struct Catalog::Unread {
    std::function<ResourceType(std::size_t)> read;
    std::vector<std::once_flag> is_read; ///< by index
};

Catalog::Catalog(TypeSource types, std::vector<Role> roles, std::vector<Control> controls,
                 std::string version)
    : Catalog{std::vector<ResourceType>{}, std::move(roles), std::move(controls), std::move(version)} {
    names_ = std::move(types.names);
    types_.resize(names_.size());
    unread_ =
        std::make_unique<Unread>(Unread{std::move(types.read), std::vector<std::once_flag>(types_.size())});
}

Catalog::Catalog(Catalog&& other) noexcept = default;
Catalog& Catalog::operator=(Catalog&& other) noexcept = default;
Catalog::~Catalog() = default;

const ResourceType& Catalog::read(std::size_t index) const {
    if (unread_) {
        std::call_once(unread_->is_read[index], [&] { types_[index] = unread_->read(index); });
    }
    return types_[index];
}

const std::vector<ResourceType>& Catalog::types() const {
    for (std::size_t i = 0; i < types_.size(); ++i)
        (void)read(i);
    return types_;
}

const ResourceType* Catalog::type(std::string_view name) const {
    const auto found = std::ranges::lower_bound(names_, name, before);
    if (found == names_.end() || !equal_ignoring_case(*found, name)) return nullptr;
    return &read(static_cast<std::size_t>(found - names_.begin()));
}

const Role* Catalog::role(std::string_view name) const {
    const auto found = std::ranges::lower_bound(roles_, name, {},
                                                [](const Role& role) { return std::string_view{role.name}; });
    return found != roles_.end() && found->name == name ? &*found : nullptr;
}

const Control* Catalog::control(std::string_view framework, std::string_view id) const {
    using Key = std::pair<std::string_view, std::string_view>;
    const auto key = [](const Control& c) { return Key{c.framework, c.id}; };
    const auto found = std::ranges::lower_bound(controls_, Key{framework, id}, {}, key);
    return found != controls_.end() && key(*found) == Key{framework, id} ? &*found : nullptr;
}

} // namespace iotsec::catalog
