#include "tests/conformance/forms/cases.hpp"

#include "azure/policy/aliases/alias_list.hpp"
#include "base/json/reader.hpp"
#include "base/source.hpp"
#include "base/text.hpp"

#include <fstream>
#include <sstream>
#include <utility>

namespace iotsec::test {

using azure::policy::Alias;
using azure::policy::TypeFacts;

std::string file_content(const std::filesystem::path& file) {
    const std::ifstream in{file, std::ios::binary};
    std::ostringstream content;
    content << in.rdbuf();
    return std::move(content).str();
}

std::vector<Value> cases_in(const std::filesystem::path& file) {
    std::string text = file_content(file);
    std::vector<Value> cases;
    if (text.find_first_not_of(" \r\n\t") != std::string::npos &&
        text[text.find_first_not_of(" \r\n\t")] == '[') {
        auto whole = read_json(SourceFile{SourceId{}, file.string(), std::move(text)}, strict_json);
        if (whole && whole.value().as_list() != nullptr) cases = *whole.value().as_list();
        return cases;
    }
    std::istringstream lines{std::move(text)};
    for (std::string line; std::getline(lines, line);) {
        auto value = read_json(SourceFile{SourceId{}, file.string(), std::move(line)}, strict_json);
        cases.push_back(value ? std::move(value).value() : Value{});
    }
    return cases;
}

std::string member_text(const Value& value, std::string_view name) {
    const Value* found = value.find(name);
    return found != nullptr && found->as_string() != nullptr ? *found->as_string() : std::string{};
}

const Value& member_value(const Value& value, std::string_view name) {
    static const Value none;
    const Value* found = value.find(name);
    return found == nullptr ? none : *found;
}

Object member_object(const Value& value, std::string_view name) {
    const Value* found = value.find(name);
    return found == nullptr || found->as_object() == nullptr ? Object{} : *found->as_object();
}

std::vector<Alias> PlainPaths::find(std::string_view name) const {
    return {Alias{name, {}, name, {}, azure::policy::Modifiable::NotStated, {}}};
}

std::optional<TypeFacts> PlainPaths::type(std::string_view /*name*/) const {
    return std::nullopt;
}

StatedAliases::StatedAliases(const Value& stated) {
    if (stated.as_object() == nullptr) return;
    for (const Member& member : *stated.as_object())
        if (member.value.as_string() != nullptr)
            stated_.emplace(to_lower(member.name), *member.value.as_string());
}

/// A type has a slash for each of its segments; the path behind it begins at the last one.
std::vector<Alias> StatedAliases::find(std::string_view name) const {
    const auto stated = stated_.find(to_lower(name));
    if (stated != stated_.end()) return {Alias{name, {}, stated->second, {}, {}, {}}};
    const std::size_t slash = name.rfind('/');
    if (slash == std::string_view::npos) return {};
    const std::string& path = texts_.emplace_back("properties." + std::string{name.substr(slash + 1)});
    return {Alias{name, {}, path, {}, {}, {}}};
}

std::optional<TypeFacts> StatedAliases::type(std::string_view /*name*/) const {
    return std::nullopt;
}

std::unique_ptr<azure::policy::AliasTable> alias_table(const std::filesystem::path& file) {
    const SourceFile source{SourceId{}, file.string(), file_content(file)};
    DiagnosticSink sink;
    return azure::policy::AliasTable::of(azure::policy::read_alias_list(source, sink));
}

azure::policy::Request request_of(const Value& one, bool with_defaults) {
    const auto text = [](std::string_view known) { return Value{std::string{known}}; };
    azure::policy::Request request;
    const Value& context = member_value(one, "context");
    request.resource_group = member_value(context, "resourceGroup");
    request.subscription = member_value(context, "subscription");
    request.policy = member_value(context, "policy");
    request.request_context = member_value(one, "requestContext");
    if (request.request_context.is_null()) request.request_context = member_value(context, "requestContext");
    const std::string now = member_text(context, "utcNow");
    if (!now.empty()) request.utc_now = now;
    if (!with_defaults) return request;
    if (request.request_context.is_null()) {
        // A scan uses the newest version.
        const std::string version = member_text(one, "apiVersion");
        request.request_context =
            Value{Object{{"apiVersion", {}, text(version.empty() ? "2025-01-01" : version)},
                         {"identity", {}, Value{Object{}}}}};
    }
    if (request.resource_group.is_null()) {
        request.resource_group =
            Value{Object{{"name", {}, text("myResourceGroup")}, {"location", {}, text("eastus")}}};
    }
    if (request.subscription.is_null()) {
        request.subscription =
            Value{Object{{"subscriptionId", {}, text("00000000-0000-0000-0000-000000000000")}}};
    }
    return request;
}

} // namespace iotsec::test
