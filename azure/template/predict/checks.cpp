#include "azure/template/predict/checks.hpp"

#include "azure/template/types.hpp"
#include "base/diagnostics/evidence.hpp"
#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace iotsec::azure {

namespace {

constexpr std::array<std::string_view, 14> sections{
    "$schema",   "contentVersion", "languageVersion", "apiProfile",  "parameters", "variables",  "functions",
    "resources", "outputs",        "metadata",        "definitions", "imports",    "extensions", "asserts"};
constexpr std::array<std::string_view, 31> of_resource{"type",
                                                       "apiVersion",
                                                       "name",
                                                       "location",
                                                       "tags",
                                                       "sku",
                                                       "kind",
                                                       "plan",
                                                       "identity",
                                                       "zones",
                                                       "managedBy",
                                                       "scale",
                                                       "properties",
                                                       "dependsOn",
                                                       "condition",
                                                       "copy",
                                                       "comments",
                                                       "metadata",
                                                       "scope",
                                                       "resourceGroup",
                                                       "resources",
                                                       "subscriptionId",
                                                       "existing",
                                                       "asserts",
                                                       "@options",
                                                       "placement",
                                                       "import",
                                                       "extension",
                                                       "managedByExtended",
                                                       "extendedLocation",
                                                       "id"};
constexpr std::array<std::string_view, 18> of_parameter{
    "type",          "defaultValue", "allowedValues", "minLength", "maxLength",
    "minValue",      "maxValue",     "metadata",      "nullable",  "$ref",
    "items",         "prefixItems",  "properties",    "sealed",    "additionalProperties",
    "discriminator", "description",  "comments"};
constexpr std::array<std::string_view, 4> language_versions{"2.0", "1.9-experimental", "2.1-experimental",
                                                            "2.2-experimental"};
constexpr std::array<std::string_view, 5> schema_versions{"2014-04-01-preview", "2015-01-01", "2018-05-01",
                                                          "2019-04-01", "2019-08-01"};

bool is_among(std::span<const std::string_view> names, std::string_view name) {
    return std::ranges::any_of(names,
                               [&](std::string_view known) { return equal_ignoring_case(known, name); });
}

/// `2019-04-01/deploymentTemplate.json`: version and file of a schema's address.
struct Schema {
    std::string version, file;
};

Schema schema_of(std::string_view address) {
    address = address.substr(0, address.find_first_of("?#"));
    while (address.ends_with(' '))
        address.remove_suffix(1);
    const std::size_t slash = address.rfind('/');
    if (slash == std::string_view::npos) return {};
    const auto above = address.substr(0, slash);
    return {to_lower(last_segment(above)), to_lower(address.substr(slash + 1))};
}

bool is_main_schema(const Schema& schema) {
    if (schema.file == "deploymenttemplate.json") {
        return schema.version == "2014-04-01-preview" || schema.version == "2015-01-01" ||
               schema.version == "2019-04-01";
    }
    if (schema.file == "subscriptiondeploymenttemplate.json") return schema.version == "2018-05-01";
    const bool is_high = schema.file == "managementgroupdeploymenttemplate.json" ||
                         schema.file == "tenantdeploymenttemplate.json";
    return is_high && schema.version == "2019-08-01";
}

class Checker {
  public:
    Checker(const Value& root, bool is_main, Session& session)
        : root_{root}, is_main_{is_main}, session_{session}, types_{root} {}

    bool run() {
        return check_head() && check_sections() && check_parameters() && check_definitions() &&
               check_variables() && check_functions(root_, session_) && check_resources();
    }

  private:
    bool refuse(Span where, std::string_view what) {
        session_.report(make_diagnostic(diag::template_refused, where, what));
        return false;
    }

    bool check_head() {
        if (root_.as_object() == nullptr) return refuse(root_.span, "a template is an object");
        const Value* schema = root_.find("$schema");
        if (schema == nullptr || schema->as_string() == nullptr)
            return refuse(root_.span, "a template has a `$schema`");
        const Schema found = schema_of(*schema->as_string());
        const bool is_known = is_main_ ? is_main_schema(found) : is_among(schema_versions, found.version);
        if (!is_known) return refuse(schema->span, "the `$schema` names no template that Azure knows");
        const Value* content = root_.find("contentVersion");
        if (content == nullptr || content->as_string() == nullptr)
            return refuse(root_.span, "a template has a `contentVersion`");
        const Value* resources = root_.find("resources");
        if (resources == nullptr || resources->is_null())
            return refuse(root_.span, "a template has `resources`");
        const Value* version = root_.find("languageVersion");
        const std::string* text = version == nullptr ? nullptr : version->as_string();
        is_new_ = text != nullptr;
        if (version != nullptr && (text == nullptr || !is_among(language_versions, *text)))
            return refuse(version->span, "the `languageVersion` is none that Azure knows");
        return true;
    }

    bool check_sections() {
        for (const Member& member : *root_.as_object()) {
            if (is_main_ && !is_among(sections, member.name))
                return refuse(member.name_span, fmt::format("a template has no `{}`", member.name));
        }
        for (const std::string_view name : {"parameters", "variables", "outputs", "definitions"}) {
            const Value* section = root_.find(name);
            if (section != nullptr && !section->is_null() && section->as_object() == nullptr)
                return refuse(section->span, fmt::format("`{}` are an object", name));
        }
        const Value* functions = root_.find("functions");
        if (functions != nullptr && !functions->is_null() && functions->as_list() == nullptr)
            return refuse(functions->span, "`functions` are a list");
        const Value* definitions = root_.find("definitions");
        if (definitions != nullptr && !is_new_)
            return refuse(definitions->span, "`definitions` take a `languageVersion` of 2.0");
        if (!check_features()) return false;
        constexpr std::size_t most_parameters = 256, most_outputs = 64;
        const auto is_too_long = [&](std::string_view name, std::size_t most) {
            const Value* section = root_.find(name);
            return section != nullptr && section->as_object() != nullptr &&
                   section->as_object()->size() > most;
        };
        if (is_too_long("parameters", most_parameters))
            return refuse(root_.span, "a template has at most 256 parameters");
        if (is_too_long("outputs", most_outputs))
            return refuse(root_.span, "a template has at most 64 outputs");
        return true;
    }

    /// Sections that only some versions of the language have.
    bool check_features() {
        const Value* version = root_.find("languageVersion");
        const std::string text = is_new_ ? *version->as_string() : std::string{};
        const Value* extensions = root_.find("extensions");
        if (extensions != nullptr && text != "2.2-experimental")
            return refuse(extensions->span, "`extensions` take a `languageVersion` of 2.2-experimental");
        const Value* imports = root_.find("imports");
        if (imports != nullptr && !is_new_)
            return refuse(imports->span, "`imports` take a `languageVersion` of 2.0");
        const Value* asserts = root_.find("asserts");
        if (asserts != nullptr && !text.ends_with("-experimental"))
            return refuse(asserts->span, "`asserts` take an experimental `languageVersion`");
        return true;
    }

    bool check_parameters() {
        const Value* section = root_.find("parameters");
        if (section == nullptr || section->as_object() == nullptr) return true;
        for (const Member& member : *section->as_object()) {
            const auto wrong = [&](std::string_view what) {
                return refuse(member.name_span, fmt::format("parameter `{}` {}", member.name, what));
            };
            if (auto problem = types_.check(member.value)) return wrong(problem->what);
            for (const Member& part : *member.value.as_object()) {
                if (is_main_ && !is_among(of_parameter, part.name))
                    return wrong(fmt::format("has a `{}`, which no parameter has", part.name));
            }
            if (!is_new_ && uses_new_types(member.value))
                return wrong("is of a type that takes a `languageVersion` of 2.0");
            const Value* standard = member.value.find("defaultValue");
            if (standard == nullptr) continue;
            const Value* nullable = member.value.find("nullable");
            if (nullable != nullptr && nullable->as_bool() != nullptr && *nullable->as_bool())
                return wrong("is nullable and has a default");
        }
        return true;
    }

    bool check_definitions() {
        const Value* section = root_.find("definitions");
        if (section == nullptr || section->as_object() == nullptr) return true;
        for (const Member& member : *section->as_object()) {
            if (auto problem = types_.check(member.value))
                return refuse(member.name_span, fmt::format("type `{}` {}", member.name, problem->what));
        }
        return true;
    }

    /// Loops of variables: `copy`, a list of them.
    bool check_variables() {
        const Value* section = root_.find("variables");
        const Value* loops = section == nullptr ? nullptr : section->find("copy");
        if (loops == nullptr) return true;
        if (loops->as_list() == nullptr) return refuse(loops->span, "the `copy` of variables is a list");
        for (const Value& loop : *loops->as_list()) {
            const Value* name = loop.find("name");
            const bool is_whole = name != nullptr && name->as_string() != nullptr &&
                                  loop.find("count") != nullptr && loop.find("input") != nullptr;
            if (!is_whole)
                return refuse(loop.span, "a loop of variables has a `name`, a `count` and an `input`");
        }
        return true;
    }

    bool check_resources() {
        const Value* resources = root_.find("resources");
        if (!is_main_) return true;
        const auto check = [&](const Value& raw) {
            if (raw.as_object() == nullptr) return true;
            const Value* options = raw.find("@options");
            for (std::size_t i = 0;
                 options != nullptr && options->as_object() != nullptr && i < options->as_object()->size();
                 ++i) {
                const Value& option = (*options->as_object())[i].value;
                if (option.as_list() == nullptr)
                    return refuse(option.span, "an entry of `@options` is a list");
            }
            for (const Member& member : *raw.as_object()) {
                if (!is_among(of_resource, member.name))
                    return refuse(member.name_span, fmt::format("a resource has no `{}`", member.name));
            }
            return true;
        };
        if (const List* list = resources->as_list()) return std::ranges::all_of(*list, check);
        const Object* members = resources->as_object();
        return members == nullptr ||
               std::ranges::all_of(*members, [&](const Member& member) { return check(member.value); });
    }

    const Value& root_;
    bool is_main_;
    Session& session_;
    Types types_;
    bool is_new_ = false;
};

} // namespace

bool uses_new_types(const Value& declared) {
    for (const std::string_view name : {"nullable", "$ref", "items", "prefixItems", "properties",
                                        "additionalProperties", "discriminator"}) {
        if (declared.find(name) != nullptr) return true;
    }
    return false;
}

bool check_template(const Value& root, bool is_main, Session& session) {
    return Checker{root, is_main, session}.run();
}

} // namespace iotsec::azure
