#include "compiler/catalog/yaml_node.hpp"

#include "base/diagnostics/requirements.hpp"

#include <algorithm>
#include <charconv>
#include <set>
#include <system_error>

namespace iotsec::catalog {

namespace {

Span at(const SourceFile& file, const YAML::Mark& mark, std::size_t length) {
    const std::size_t size = file.text().size();
    const std::size_t begin = mark.is_null() ? 0 : std::min(static_cast<std::size_t>(mark.pos), size);
    const std::size_t end = std::min(begin + length, size);
    return {file.id(), static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

std::string_view described(const YAML::Node& node) {
    switch (node.Type()) {
    case YAML::NodeType::Undefined:
    case YAML::NodeType::Null:
        return "empty";
    case YAML::NodeType::Scalar:
        return "a scalar";
    case YAML::NodeType::Sequence:
        return "a list";
    case YAML::NodeType::Map:
        return "a mapping";
    }
    return "empty";
}

} // namespace

Span YamlFile::span(const YAML::Node& node) const {
    return at(file, node.Mark(), node.IsScalar() ? node.Scalar().size() : 1);
}

YAML::Node YamlFile::root() const {
    try {
        return YAML::Load(std::string{file.text()});
    } catch (const YAML::Exception& error) {
        sink.report(diag::catalog_not_yaml, at(file, error.mark, 1), error.msg);
        return {};
    }
}

bool YamlNode::expect(bool right, std::string_view expected) const {
    if (!right) sink().report(diag::catalog_wrong_node, span(), name_, described(node_), expected);
    return right;
}

std::string YamlNode::text() const {
    return expect(node_.IsScalar(), "a text") ? node_.Scalar() : std::string{};
}

bool YamlNode::boolean() const {
    const std::string written = text();
    if (written != "true" && written != "false") wrong_value(written, "`true` or `false`");
    return written == "true";
}

std::optional<std::int64_t> YamlNode::integer() const {
    const std::string written = text();
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(written.data(), written.data() + written.size(), value);
    if (error == std::errc{} && end == written.data() + written.size()) return value;
    wrong_value(written, "a whole number");
    return std::nullopt;
}

std::vector<std::string> YamlNode::texts() const {
    std::vector<std::string> result;
    if (!expect(node_.IsSequence(), "a list of texts")) return result;
    for (const YAML::Node& item : node_)
        result.push_back(YamlNode{*file_, item, name_}.text());
    return result;
}

void YamlNode::for_each(const std::function<void(const std::string&, const YamlNode&)>& visit) const {
    if (node_.IsNull() || !expect(node_.IsMap(), "a mapping")) return;
    std::set<std::string> seen;
    for (const auto& member : node_) {
        const std::string key = YamlNode{*file_, member.first, name_}.text();
        if (!seen.insert(key).second) {
            sink().report(diag::catalog_repeated, file_->span(member.first), key);
            continue;
        }
        visit(key, YamlNode{*file_, member.second, key});
    }
}

void YamlNode::wrong_value(std::string_view value, std::string_view expected) const {
    sink().report(diag::catalog_wrong_value, span(), name_, value, expected);
}

void YamlNode::missing(std::string_view what, std::string_view key) const {
    sink().report(diag::catalog_missing_key, span(), what, key);
}

} // namespace iotsec::catalog
