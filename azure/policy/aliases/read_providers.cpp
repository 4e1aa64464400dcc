#include "azure/policy/aliases/read_providers.hpp"

#include "base/diagnostics/aliases.hpp"
#include "base/text.hpp"

#include <fmt/core.h>

#include <optional>

namespace iotsec::azure::policy {

namespace {

Capability capability(const Value* capabilities, std::string_view what) {
    const std::string* text = capabilities == nullptr ? nullptr : capabilities->as_string();
    if (text == nullptr) return Capability::NotStated;
    return find_ignoring_case(*text, what) == std::string_view::npos ? Capability::No : Capability::Yes;
}

Modifiable modifiable(const Value* metadata) {
    const Value* attributes = metadata == nullptr ? nullptr : metadata->find("attributes");
    const std::string* text = attributes == nullptr ? nullptr : attributes->as_string();
    if (text == nullptr) return Modifiable::NotStated;
    return find_ignoring_case(*text, "Modifiable") == std::string_view::npos ? Modifiable::No
                                                                             : Modifiable::Yes;
}

class ProviderReader {
  public:
    ProviderReader(AliasList& list, DiagnosticSink& sink) : list_{list}, sink_{sink} {}

    void read(const Value& root) {
        const Value* wrapped = root.find("value");
        if (root.as_list() == nullptr && wrapped == nullptr) {
            entry(root);
            return;
        }
        each(root.as_list() != nullptr ? root : *wrapped, "a list of resource providers",
             [this](const Value& provider) { entry(provider); });
    }

  private:
    /// A provider with its resource types, or one resource type as `Get-AzPolicyAlias` prints it.
    void entry(const Value& value) {
        const auto name_space = text(value, "namespace");
        if (!name_space) return;
        if (const Value* types = value.find("resourceTypes")) {
            each(*types, "a list of resource types",
                 [&](const Value& type) { read_type(*name_space, type); });
        } else {
            read_type(*name_space, value);
        }
    }

    void read_type(const std::string& name_space, const Value& value) {
        const auto name = text(value, "resourceType");
        if (!name) return;
        ListedType type;
        type.name = name_space + "/" + *name;
        const Value* capabilities = value.find("capabilities");
        type.tags = capability(capabilities, "SupportsTags");
        type.location = capability(capabilities, "SupportsLocation");
        if (const Value* versions = value.find("apiVersions")) type.api_versions = texts(*versions);
        if (const Value* aliases = value.find("aliases"); aliases != nullptr && !aliases->is_null())
            each(*aliases, "a list of aliases", [&](const Value& alias) { read_alias(type, alias); });
        list_.types.push_back(std::move(type));
    }

    void read_alias(ListedType& type, const Value& value) {
        const auto name = text(value, "name");
        if (!name) return;
        ListedAlias alias;
        alias.name = *name;
        if (const Value* paths = value.find("paths"); paths != nullptr && !paths->is_null())
            each(*paths, "a list of paths", [&](const Value& path) { read_path(alias, path); });
        const Value* path = value.find("defaultPath");
        if (path != nullptr && path->as_string() != nullptr) {
            alias.default_path = *path->as_string();
        } else if (!alias.paths.empty()) {
            alias.default_path = alias.paths.back().path; // old lists have no default
        } else {
            malformed(value, "an alias with a default path");
            return;
        }
        const Value* metadata = value.find("defaultMetadata");
        alias.modifiable = modifiable(metadata);
        if (const Value* token = metadata == nullptr ? nullptr : metadata->find("type");
            token != nullptr && token->as_string() != nullptr)
            alias.token_type = *token->as_string();
        type.aliases.push_back(std::move(alias));
    }

    void read_path(ListedAlias& alias, const Value& value) {
        const auto path = text(value, "path");
        const Value* versions = value.find("apiVersions");
        if (!path) return;
        ListedPath listed{*path, {}, modifiable(value.find("metadata"))};
        if (versions != nullptr) listed.api_versions = texts(*versions);
        alias.paths.push_back(std::move(listed));
    }

    /// The member `name` of `object` as a text; what else stands there is reported.
    std::optional<std::string> text(const Value& object, std::string_view name) {
        const Value* member = object.find(name);
        const std::string* found = member == nullptr ? nullptr : member->as_string();
        if (found == nullptr || found->empty()) {
            malformed(member == nullptr ? object : *member, fmt::format("a text as `{}`", name));
            return std::nullopt;
        }
        if (found->size() > longest_alias_text) {
            malformed(*member, fmt::format("a text of at most {} bytes", longest_alias_text));
            return std::nullopt;
        }
        return *found;
    }

    std::vector<std::string> texts(const Value& list) {
        std::vector<std::string> result;
        each(list, "a list of API versions", [&](const Value& item) {
            if (const std::string* one = item.as_string()) result.push_back(*one);
        });
        return result;
    }

    template <typename Read>
    void each(const Value& list, std::string_view what, const Read& read) {
        if (list.as_list() == nullptr) {
            malformed(list, what);
            return;
        }
        for (const Value& item : *list.as_list())
            read(item);
    }

    void malformed(const Value& where, std::string_view wanted) {
        // An object may be long: its first character is place enough.
        const Span start{where.span.source, where.span.begin, where.span.begin + 1};
        sink_.report(diag::malformed_alias_list, where.as_object() != nullptr ? start : where.span, wanted);
    }

    AliasList& list_;
    DiagnosticSink& sink_;
};

} // namespace

AliasList read_providers(const Value& root, DiagnosticSink& sink) {
    AliasList list;
    ProviderReader{list, sink}.read(root);
    return list;
}

} // namespace iotsec::azure::policy
