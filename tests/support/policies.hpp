// Policies for tests: JSON in one line, and aliases without a table.
#pragma once

#include "azure/policy/aliases/alias.hpp"
#include "azure/policy/definition.hpp"
#include "azure/policy/read.hpp"
#include "base/diagnostic.hpp"
#include "base/json/reader.hpp"
#include "base/source.hpp"
#include "base/value.hpp"

#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace iotsec::test {

/// JSON as tests write it: single quotes, bare names. Null where it is none.
inline Value json(std::string_view text) {
    auto value = read_json(SourceFile{SourceId{}, "test", std::string{text}});
    return value ? std::move(value).value() : Value{};
}

/// `<type>/<path>` is `properties.<path>` of any type; names without a slash are none.
class PropertiesAliases : public azure::policy::AliasIndex {
  public:
    [[nodiscard]] std::vector<azure::policy::Alias> find(std::string_view name) const override {
        using azure::policy::Modifiable;
        const std::size_t slash = name.rfind('/');
        if (slash == std::string_view::npos) return {};
        const std::string_view path = name.substr(slash + 1);
        const auto modifiable = path == "readOnly" ? Modifiable::No : Modifiable::Yes;
        const std::string& whole = texts_.emplace_back("properties." + std::string{path});
        return {azure::policy::Alias{name, {}, whole, {}, modifiable, {}}};
    }
    [[nodiscard]] std::optional<azure::policy::TypeFacts> type(std::string_view name) const override {
        using azure::policy::Capability;
        const bool has_neither = name == "Microsoft.Test/children";
        return azure::policy::TypeFacts{name, has_neither ? Capability::No : Capability::Yes,
                                        has_neither ? Capability::No : Capability::Yes, "2024-01-01"};
    }

  private:
    mutable std::deque<std::string> texts_;
};

/// The codes in a sink, in order: `IOT7001 IOT7004`.
inline std::string codes_of(const DiagnosticSink& sink) {
    std::string text;
    for (const Diagnostic& one : sink.all())
        text += (text.empty() ? "" : " ") + std::string{one.code};
    return text;
}

/// A rule with `condition` and the effect audit.
inline Value audit_rule(std::string_view condition) {
    return json("{if: " + std::string{condition} + ", then: {effect: 'audit'}}");
}

} // namespace iotsec::test
