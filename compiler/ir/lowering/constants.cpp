#include "compiler/ir/lowering/constants.hpp"

#include "base/overloaded.hpp"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <limits>

namespace iotsec::ir::lowering {

namespace {

/// How many lets may lead from one to the next; the checker refuses cycles.
constexpr std::size_t most_lets = 250;

Value number_value(const std::string& text) {
    std::int64_t whole = 0;
    const char* end = text.data() + text.size();
    if (std::from_chars(text.data(), end, whole).ptr == end) return Value{whole};
    return Value{std::strtod(text.c_str(), nullptr)};
}

/// Computes constants; one short function a kind that needs more than a line.
class Constants {
  public:
    Constants(const sema::TypedProgram& typed) : typed_{typed} {}

    [[nodiscard]] Value value(std::uint32_t module, ast::ExprId id, std::size_t depth) const {
        if (depth > most_lets) return {};
        const ast::Module& tree = *typed_.modules[module].tree;
        const auto nothing = [] { return Value{}; };
        return std::visit(overloaded{
                              [](const ast::BoolLiteral& n) { return Value{n.value}; },
                              [](const ast::IntLiteral& n) { return Value{n.value}; },
                              [](const ast::NumberLiteral& n) { return number_value(n.text); },
                              [](const ast::PercentLiteral& n) { return Value{n.text}; },
                              [](const ast::DurationLiteral& n) { return Value{seconds(n)}; },
                              [](const ast::DateLiteral& n) { return Value{start_of(n)}; },
                              [](const ast::InstantLiteral& n) { return Value{n.text}; },
                              [&](const ast::StringLiteral&) { return Value{constant_text(tree, id)}; },
                              [&](const ast::Path& n) { return path(module, id, n, depth); },
                              [&](const ast::ListLiteral& n) { return list(module, n, depth); },
                              [&](const ast::ObjectLiteral& n) { return object(module, n, depth); },
                              [&](const ast::Parenthesised& n) { return value(module, n.inner, depth + 1); },
                              [&](const ast::Invalid&) { return nothing(); },
                              [&](const ast::NullLiteral&) { return nothing(); },
                              [&](const ast::Now&) { return nothing(); },
                              [&](const ast::Request&) { return nothing(); },
                              [&](const ast::Call&) { return nothing(); },
                              [&](const ast::CountOf&) { return nothing(); },
                              [&](const ast::UnknownLiteral&) { return nothing(); },
                              [&](const ast::Not&) { return nothing(); },
                              [&](const ast::Binary&) { return nothing(); },
                              [&](const ast::Is&) { return nothing(); },
                              [&](const ast::Shift&) { return nothing(); },
                              [&](const ast::Quantified&) { return nothing(); },
                              [&](const ast::Unique&) { return nothing(); },
                          },
                          tree[id].kind);
    }

  private:
    [[nodiscard]] Value path(std::uint32_t module, ast::ExprId id, const ast::Path& path,
                             std::size_t depth) const {
        const sema::Reference& reference = typed_.modules[module].references[id.index];
        if (const auto* let = std::get_if<sema::LetRef>(&reference)) {
            return let->steps.empty() ? value(let->module, let->value, depth + 1) : Value{};
        }
        if (std::holds_alternative<sema::Word>(reference)) return Value{path.root.text};
        return {};
    }
    [[nodiscard]] Value list(std::uint32_t module, const ast::ListLiteral& list, std::size_t depth) const {
        List items;
        for (const ast::ExprId item : list.items)
            items.push_back(value(module, item, depth + 1));
        return Value{std::move(items)};
    }
    [[nodiscard]] Value object(std::uint32_t module, const ast::ObjectLiteral& object,
                               std::size_t depth) const {
        Object members;
        for (const ast::ObjectMember& member : object.members)
            members.push_back({member.key.text, {}, value(module, member.value, depth + 1)});
        return Value{std::move(members)};
    }

    const sema::TypedProgram& typed_;
};

} // namespace

Value constant_value(const sema::TypedProgram& typed, std::uint32_t module, ast::ExprId id) {
    return Constants{typed}.value(module, id, 0);
}

std::string constant_text(const ast::Module& tree, ast::ExprId id) {
    std::string result;
    const auto* literal = std::get_if<ast::StringLiteral>(&tree[id].kind);
    if (literal == nullptr) return result;
    for (const ast::StringPart& part : literal->parts) {
        if (const auto* text = std::get_if<std::string>(&part)) result += *text;
    }
    return result;
}

std::string word_or_text(const ast::Module& tree, ast::ExprId id) {
    const auto* path = std::get_if<ast::Path>(&tree[id].kind);
    return path != nullptr ? path->root.text : constant_text(tree, id);
}

const ast::Meta* find(const std::vector<ast::Meta>& meta, std::string_view key) {
    const auto found =
        std::ranges::find(meta, key, [](const ast::Meta& each) { return std::string_view{each.key.text}; });
    return found == meta.end() ? nullptr : &*found;
}

std::int64_t seconds(const ast::DurationLiteral& duration) {
    const std::int64_t unit = duration.unit == 'd' ? 86'400 : duration.unit == 'h' ? 3'600 : 60;
    const std::int64_t most = std::numeric_limits<std::int64_t>::max() / unit;
    return std::clamp(duration.amount, -most, most) * unit;
}

std::string start_of(const ast::DateLiteral& date) {
    return date.text + "T00:00:00Z";
}

std::string documentation(const std::vector<std::string>& lines) {
    std::string result;
    for (const std::string& line : lines) {
        const bool starts_line = result.empty() || result.ends_with('\n');
        if (line.empty()) {
            if (!starts_line) result += '\n';
        } else {
            result += (starts_line ? "" : " ") + line;
        }
    }
    return result;
}

} // namespace iotsec::ir::lowering
