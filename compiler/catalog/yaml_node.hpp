// A YAML node that knows its file, with the questions the catalogue's readers ask. Only they include this.
#pragma once

#include "base/diagnostic.hpp"
#include "base/source.hpp"

#include <yaml-cpp/yaml.h>

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace iotsec::catalog {

/// Where the readers of one file report to.
struct YamlFile {
    const SourceFile& file;
    DiagnosticSink& sink;

    [[nodiscard]] Span span(const YAML::Node& node) const;
    /// The root of the file; a null node after a report where it is not YAML.
    [[nodiscard]] YAML::Node root() const;
};

/// A node under the name it has in messages.
class YamlNode {
  public:
    YamlNode(const YamlFile& file, const YAML::Node& node, std::string name)
        : file_{&file}, node_{node}, name_{std::move(name)} {}

    [[nodiscard]] const std::string& name() const { return name_; }
    [[nodiscard]] Span span() const { return file_->span(node_); }
    [[nodiscard]] DiagnosticSink& sink() const { return file_->sink; }

    /// The text of a scalar; reports anything else.
    [[nodiscard]] std::string text() const;
    /// `true` or `false`.
    [[nodiscard]] bool boolean() const;
    [[nodiscard]] std::optional<std::int64_t> integer() const;
    /// The texts of a list of scalars.
    [[nodiscard]] std::vector<std::string> texts() const;
    /// Calls `visit` for each member of a mapping in its order; a key that stands twice is reported.
    void for_each(const std::function<void(const std::string&, const YamlNode&)>& visit) const;
    /// Reports a value that is none of what is `expected`.
    void wrong_value(std::string_view value, std::string_view expected) const;
    /// Reports that this mapping, called `what`, lacks `key`.
    void missing(std::string_view what, std::string_view key) const;

  private:
    [[nodiscard]] bool expect(bool right, std::string_view expected) const;

    const YamlFile* file_;
    YAML::Node node_;
    std::string name_;
};

} // namespace iotsec::catalog
