#include "azure/policy/fields.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace iotsec::azure::policy {

namespace {

/// Reads the path in a text, step by step.
class PathReader {
  public:
    explicit PathReader(std::string_view text) : rest_{text} {}

    std::optional<Path> read() {
        while (!rest_.empty()) {
            const bool fits = rest_.front() == '[' ? bracket() : member();
            if (!fits) return std::nullopt;
        }
        return std::move(path_);
    }

  private:
    bool member() {
        if (rest_.front() == '.') rest_.remove_prefix(1);
        const std::size_t end = std::min(rest_.find_first_of(".["), rest_.size());
        if (end == 0) return false;
        path_.steps.push_back({Step::Kind::Member, std::string{rest_.substr(0, end)}, 0});
        rest_.remove_prefix(end);
        return true;
    }

    bool bracket() {
        const bool is_quoted = rest_.starts_with("['") || rest_.starts_with("[\"");
        const std::string closing = is_quoted ? std::string{rest_[1]} + "]" : "]";
        const std::size_t end = rest_.find(closing, is_quoted ? 2 : 1);
        if (end == std::string_view::npos) return false;
        const std::string_view inside = rest_.substr(is_quoted ? 2 : 1, end - (is_quoted ? 2 : 1));
        rest_.remove_prefix(end + (is_quoted ? 2 : 1));
        if (is_quoted) {
            path_.steps.push_back({Step::Kind::Member, std::string{inside}, 0});
            return true;
        }
        if (inside == "*") {
            path_.steps.push_back({Step::Kind::Each, {}, 0});
            ++path_.stars;
            return true;
        }
        std::size_t index = 0;
        const auto [stop, error] = std::from_chars(inside.data(), inside.data() + inside.size(), index);
        const bool is_index = error == std::errc{} && stop == inside.data() + inside.size();
        path_.steps.push_back(is_index ? Step{Step::Kind::Item, {}, index}
                                       : Step{Step::Kind::Member, std::string{inside}, 0});
        return true;
    }

    std::string_view rest_;
    Path path_;
};

/// The name of the tag that `field` reads: `tags['a.b']`, `tags[a.b]`, `tags.a.b`.
std::optional<std::string> tag_name(std::string_view field) {
    if (!starts_with_ignoring_case(field, "tags")) return std::nullopt;
    std::string_view rest = field.substr(4);
    if (rest.starts_with('.')) return std::string{rest.substr(1)};
    if (!rest.starts_with('[') || !rest.ends_with(']') || rest == "[*]") return std::nullopt;
    rest = rest.substr(1, rest.size() - 2);
    const bool is_quoted = rest.size() >= 2 && rest.starts_with('\'') && rest.ends_with('\'');
    if (!is_quoted) return std::string{rest};
    std::string name;
    rest = rest.substr(1, rest.size() - 2);
    for (std::size_t i = 0; i < rest.size(); ++i) {
        name += rest[i];
        if (rest[i] == '\'' && i + 1 < rest.size() && rest[i + 1] == '\'') ++i;
    }
    return name;
}

Path member_path(std::initializer_list<std::string_view> names) {
    Path path;
    for (const std::string_view name : names)
        path.steps.push_back({Step::Kind::Member, std::string{name}, 0});
    return path;
}

Field body_field(std::string_view name, Path path) {
    Field field;
    field.name = name;
    field.kind = Field::Kind::Body;
    field.stars = path.stars;
    field.paths.push_back({{}, {}, std::move(path), Modifiable::NotStated});
    return field;
}

/// Fields of every resource that stand in its body.
std::optional<Field> field_of_every_body(std::string_view name) {
    if (auto tag = tag_name(name)) {
        Field field = body_field(name, member_path({"tags", *tag}));
        field.is_tag = true;
        return field;
    }
    constexpr std::array<std::string_view, 9> bodies{
        "kind",      "tags", "identity", "identity.type", "identity.userAssignedIdentities",
        "managedBy", "sku",  "sku.name", "zones[*]",
    };
    const bool is_body =
        std::ranges::any_of(bodies, [&](std::string_view body) { return equal_ignoring_case(body, name); });
    return is_body ? std::optional{body_field(name, *parse_path(name))} : std::nullopt;
}

std::optional<Field::Kind> special(std::string_view name) {
    constexpr std::array<std::pair<std::string_view, Field::Kind>, 6> specials{{
        {"name", Field::Kind::Name},
        {"fullName", Field::Kind::FullName},
        {"type", Field::Kind::Type},
        {"id", Field::Kind::Id},
        {"location", Field::Kind::Location},
        {"apiVersion", Field::Kind::ApiVersion},
    }};
    for (const auto& [word, kind] : specials) {
        if (equal_ignoring_case(word, name)) return kind;
    }
    return std::nullopt;
}

void add_path(Field& field, std::string_view type, std::vector<std::string> versions, std::string_view text,
              Modifiable modifiable) {
    auto path = parse_path(text);
    if (!path) return;
    field.paths.push_back({std::string{type}, std::move(versions), std::move(*path), modifiable});
}

void add_alias(Field& field, const Alias& alias) {
    for (const AliasPath& path : alias.paths) {
        std::vector<std::string> versions{path.api_versions.begin(), path.api_versions.end()};
        const bool is_stated = path.modifiable != Modifiable::NotStated;
        add_path(field, alias.resource_type, std::move(versions), path.path,
                 is_stated ? path.modifiable : alias.modifiable);
    }
    add_path(field, alias.resource_type, {}, alias.default_path, alias.modifiable);
}

bool is_child_of(std::string_view name, std::string_view prefix) {
    return name.size() > prefix.size() && name[prefix.size()] == '/' &&
           starts_with_ignoring_case(name, prefix);
}

/// Whether an alias of `alias_type` reads resources of `type`. Some tables keep the aliases of a child type
/// with its parent: then the name says whose it is.
bool is_about(std::string_view alias_type, std::string_view type, std::string_view alias) {
    return alias_type.empty() || equal_ignoring_case(alias_type, type) ||
           (is_child_of(type, alias_type) && is_child_of(alias, type));
}

/// The aliases called `name`. Where only a list or only its items have one, it tells the path of the other.
void add_aliases(Field& field, std::string_view name, const AliasIndex& aliases) {
    for (const Alias& alias : aliases.find(name))
        add_alias(field, alias);
    if (!field.paths.empty()) return;
    constexpr std::string_view each = "[*]";
    const bool is_each = name.ends_with(each);
    const std::string other = is_each ? std::string{name.substr(0, name.size() - each.size())}
                                      : std::string{name} + std::string{each};
    for (const Alias& alias : aliases.find(other))
        add_alias(field, alias);
    for (FieldPath& path : field.paths) {
        if (is_each) {
            path.path.steps.push_back({Step::Kind::Each, {}, 0});
            ++path.path.stars;
        } else if (!path.path.steps.empty() && path.path.steps.back().kind == Step::Kind::Each) {
            path.path.steps.pop_back();
            --path.path.stars;
        }
    }
}

std::size_t stars_in(std::string_view name) {
    std::size_t count = 0;
    for (std::size_t at = name.find("[*]"); at != std::string_view::npos; at = name.find("[*]", at + 3))
        ++count;
    return count;
}

} // namespace

std::optional<Path> parse_path(std::string_view text) {
    return PathReader{text}.read();
}

const FieldPath* Field::path(std::string_view type, std::string_view api_version) const {
    const FieldPath* fallback = nullptr;
    for (const FieldPath& one : paths) {
        if (!is_about(one.resource_type, type, name)) continue;
        if (one.api_versions.empty()) {
            if (fallback == nullptr) fallback = &one;
            continue;
        }
        const bool is_meant = std::ranges::any_of(one.api_versions, [&](const std::string& version) {
            return equal_ignoring_case(version, api_version);
        });
        if (is_meant) return &one;
    }
    return fallback;
}

Field field_named(std::string_view name, const AliasIndex& aliases) {
    if (const auto kind = special(name)) {
        Field field;
        field.name = name;
        field.kind = *kind;
        return field;
    }
    if (auto field = field_of_every_body(name)) return std::move(*field);
    Field field;
    field.name = name;
    field.stars = stars_in(name);
    add_aliases(field, name, aliases);
    if (!field.paths.empty()) field.kind = Field::Kind::Alias;
    return field;
}

std::string normalized_location(std::string_view location) {
    std::string result;
    result.reserve(location.size());
    std::ranges::copy_if(location, std::back_inserter(result), [](char c) { return c != ' '; });
    return to_lower(result);
}

} // namespace iotsec::azure::policy
