// YAML with places, as a plain tree. yaml-cpp stays in yaml.cpp.
#pragma once

#include "base/result.hpp"
#include "base/source.hpp"
#include "base/value.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace iotsec::cli {

enum class YamlKind { Null, Scalar, List, Map };

struct YamlMember;

struct YamlNode {
    YamlKind kind = YamlKind::Null;
    Span span;
    std::string text;    ///< of a scalar
    bool quoted = false; ///< a scalar in quotes is a text whatever it looks like
    std::vector<YamlNode> items;
    std::vector<YamlMember> members; ///< in the order of the file; a repeated name stands twice
};

struct YamlMember {
    std::string name;
    Span name_span;
    std::unique_ptr<YamlNode> value;
};

/// The one document of `file`; an empty file is an empty map. Bounded in size, depth and expansion of
/// aliases.
[[nodiscard]] Result<YamlNode> read_yaml(const SourceFile& file);

/// A node as a value: plain `true`, `5` and `null` by their look, as in JSON; everything else is text.
[[nodiscard]] Value to_value(const YamlNode& node);

/// `a text`, `a list`, `a map`, `nothing`
[[nodiscard]] std::string_view name(YamlKind kind);

} // namespace iotsec::cli
