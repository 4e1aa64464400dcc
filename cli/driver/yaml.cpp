#include "cli/driver/yaml.hpp"

#include "base/diagnostics/files.hpp"

#include <yaml-cpp/yaml.h>

#include <array>
#include <charconv>
#include <optional>
#include <utility>

namespace iotsec::cli {

namespace {

constexpr std::size_t most_nodes = 100'000; // aliases may stand for a tree many times
constexpr std::size_t deepest = 100;

/// What yaml-cpp would rather know than we: too much of something.
struct TooMuch {
    Span span;
};

class Converter {
  public:
    explicit Converter(const SourceFile& file, std::size_t skipped) : file_{file}, skipped_{skipped} {}

    YamlNode convert(const YAML::Node& node, std::size_t depth) {
        YamlNode result;
        result.span = span(node);
        if (++nodes_ > most_nodes || depth > deepest) throw TooMuch{result.span};
        switch (node.Type()) {
        case YAML::NodeType::Undefined:
        case YAML::NodeType::Null:
            break;
        case YAML::NodeType::Scalar:
            result.kind = YamlKind::Scalar;
            result.text = node.Scalar();
            result.quoted = node.Tag() == "!";
            break;
        case YAML::NodeType::Sequence:
            result.kind = YamlKind::List;
            for (const YAML::Node& item : node)
                result.items.push_back(convert(item, depth + 1));
            break;
        case YAML::NodeType::Map:
            result.kind = YamlKind::Map;
            for (const auto& member : node) {
                auto value = std::make_unique<YamlNode>(convert(member.second, depth + 1));
                const std::string name = member.first.IsScalar() ? member.first.Scalar() : std::string{};
                result.members.push_back({name, span(member.first), std::move(value)});
            }
            break;
        }
        return result;
    }

    [[nodiscard]] Span at(const YAML::Mark& mark, std::size_t length) const {
        if (mark.is_null()) return {};
        const std::size_t size = file_.text().size();
        const std::size_t begin = std::min(static_cast<std::size_t>(mark.pos) + skipped_, size);
        const std::size_t end = std::min(begin + std::max<std::size_t>(length, 1), size);
        return {file_.id(), static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
    }

  private:
    [[nodiscard]] Span span(const YAML::Node& node) const {
        return at(node.Mark(), node.IsScalar() ? node.Scalar().size() : 1);
    }

    const SourceFile& file_;
    std::size_t skipped_;
    std::size_t nodes_ = 0;
};

std::optional<std::int64_t> whole_number(const std::string& text) {
    std::int64_t number = 0;
    const char* end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, number);
    if (error != std::errc{} || stop != end) return std::nullopt;
    return number;
}

Value scalar_value(const YamlNode& node) {
    if (!node.quoted) {
        if (node.text == "true" || node.text == "false") return Value{node.text == "true", node.span};
        if (node.text == "null" || node.text == "~") return Value{Value::Data{}, node.span};
        if (const auto number = whole_number(node.text)) return Value{*number, node.span};
    }
    return Value{node.text, node.span};
}

} // namespace

Result<YamlNode> read_yaml(const SourceFile& file) {
    constexpr std::size_t most_bytes = 1'000'000; // yaml-cpp takes up to 150 times as much memory
    if (file.text().size() > most_bytes) {
        return make_diagnostic(diag::file_too_large, {}, file.path(), file.text().size(), most_bytes)
            .with_path(file.path());
    }
    constexpr std::string_view mark = "\xEF\xBB\xBF";
    const std::size_t skipped = file.text().starts_with(mark) ? mark.size() : 0;
    Converter converter{file, skipped};
    try {
        const YAML::Node root = YAML::Load(std::string{file.text().substr(skipped)});
        YamlNode node = converter.convert(root, 0);
        if (node.kind == YamlKind::Null) node.kind = YamlKind::Map;
        return node;
    } catch (const TooMuch& too_much) {
        return make_diagnostic(diag::broken_yaml, too_much.span, "it is nested or repeated beyond all need");
    } catch (const YAML::Exception& error) {
        return make_diagnostic(diag::broken_yaml, converter.at(error.mark, 1), error.msg)
            .with_path(file.path())
            .with_help("indent with blanks, and put texts with `:` or `#` in quotes");
    }
}

Value to_value(const YamlNode& node) {
    switch (node.kind) {
    case YamlKind::Null:
        return Value{Value::Data{}, node.span};
    case YamlKind::Scalar:
        return scalar_value(node);
    case YamlKind::List: {
        List items;
        for (const YamlNode& item : node.items)
            items.push_back(to_value(item));
        return Value{std::move(items), node.span};
    }
    case YamlKind::Map: {
        Object members;
        for (const YamlMember& member : node.members) {
            members.push_back({member.name, member.name_span, to_value(*member.value)});
        }
        return Value{std::move(members), node.span};
    }
    }
    std::abort();
}

std::string_view name(YamlKind kind) {
    constexpr std::array<std::string_view, 4> names{"nothing", "a text", "a list", "a map"};
    return names.at(static_cast<std::size_t>(kind));
}

} // namespace iotsec::cli
