// Metadata: `key: value` in requirements, baselines, assignments, waivers, tests and parameters.
#include "base/diagnostics/requirements.hpp"
#include "base/diagnostics/types.hpp"
#include "compiler/sema/declarations.hpp"
#include "compiler/sema/suggest.hpp"

#include <algorithm>
#include <cstdlib>
#include <set>

namespace iotsec::sema {

namespace {

std::string quoted_words(std::span<const std::string_view> words) {
    std::string text;
    for (const std::string_view word : words)
        text += (text.empty() ? "`" : ", `") + std::string{word} + "`";
    return "one of " + text;
}

bool is_invalid(const ast::Module& tree, ast::ExprId id) {
    return std::holds_alternative<ast::Invalid>(tree[id].kind);
}

/// Checks the value of one metadata entry.
class MetaChecker {
  public:
    MetaChecker(ExprChecker& checker, const ast::Meta& meta, const MetaKey& key)
        : checker_{checker}, meta_{meta}, key_{key} {}

    void check() {
        if (is_invalid(checker_.tree(), meta_.value)) return;
        switch (key_.kind) {
        case MetaKey::Kind::Text:
            (void)checker_.check_constant_text(meta_.value);
            return;
        case MetaKey::Kind::Word:
            check_word();
            return;
        case MetaKey::Kind::Bool:
            check_bool();
            return;
        case MetaKey::Kind::Date:
            check_date();
            return;
        case MetaKey::Kind::Texts:
            check_texts();
            return;
        case MetaKey::Kind::Ids:
            check_ids();
            return;
        case MetaKey::Kind::Value:
        case MetaKey::Kind::Names:
            return; // by the declaration itself
        }
        std::abort();
    }

  private:
    void check_word() {
        const auto word = word_or_text(checker_.tree(), meta_.value);
        if (!word) return complain(key_.words.empty() ? "a word or a text" : quoted_words(key_.words));
        checker_.note_word(meta_.value);
        if (key_.words.empty() || std::ranges::find(key_.words, *word) != key_.words.end()) return;
        Diagnostic& diagnostic =
            checker_.state().sink.report(diag::bad_metadata, checker_.tree()[meta_.value].span, key_.name,
                                         quoted_words(key_.words), "`" + *word + "`");
        suggest(checker_.state().sink, diagnostic, *word, key_.words);
    }

    void check_bool() {
        const Type found = checker_.check(meta_.value);
        if (!is_a(found, Type::Kind::Bool)) complain("`true` or `false`", found);
    }

    void check_date() {
        const ast::Expr& value = checker_.tree()[meta_.value];
        if (std::holds_alternative<ast::DateLiteral>(value.kind)) return;
        complain("a date such as 2027-03-31", checker_.check(meta_.value));
    }

    void check_texts() {
        const auto* list = std::get_if<ast::ListLiteral>(&checker_.tree()[meta_.value].kind);
        if (!list) return (void)checker_.check_constant_text(meta_.value);
        for (const ast::ExprId item : list->items)
            (void)checker_.check_constant_text(item, Interpolation::Unchecked);
    }

    void check_ids() { checker_.check_value(meta_.value, {list_of(of(Type::Kind::ResourceId))}); }

    void complain(const std::string& wanted) { complain(wanted, checker_.check(meta_.value)); }

    void complain(const std::string& wanted, const Type& found) {
        if (!found.is_error())
            checker_.state().sink.report(diag::bad_metadata, checker_.tree()[meta_.value].span, key_.name,
                                         wanted, name(found));
    }

    ExprChecker& checker_;
    const ast::Meta& meta_;
    const MetaKey& key_;
};

} // namespace

void check_metadata(ExprChecker& checker, const std::vector<ast::Meta>& meta, std::span<const MetaKey> keys,
                    const std::string& what, Span where) {
    DiagnosticSink& sink = checker.state().sink;
    std::set<std::string_view> seen;
    for (const ast::Meta& entry : meta) {
        if (entry.key.text.empty()) continue;
        if (!seen.insert(entry.key.text).second) {
            sink.report(diag::repeated_clause, entry.key.span, entry.key.text);
            continue;
        }
        const auto key = std::ranges::find(keys, entry.key.text, &MetaKey::name);
        if (key != keys.end()) {
            MetaChecker{checker, entry, *key}.check();
            continue;
        }
        Diagnostic& diagnostic = sink.report(diag::unknown_metadata, entry.key.span, what, entry.key.text);
        std::vector<std::string_view> names;
        for (const MetaKey& known : keys)
            names.push_back(known.name);
        suggest(sink, diagnostic, entry.key.text, names, "it has " + quoted_words(names));
    }
    for (const MetaKey& key : keys)
        if (key.is_required && !seen.contains(key.name))
            sink.report(diag::missing_metadata, where, what, key.name);
}

const ast::Meta* find_meta(const std::vector<ast::Meta>& meta, std::string_view key) {
    const auto found =
        std::ranges::find_if(meta, [&](const ast::Meta& entry) { return entry.key.text == key; });
    return found == meta.end() ? nullptr : &*found;
}

std::optional<std::string> word_or_text(const ast::Module& tree, ast::ExprId id) {
    if (const auto* path = std::get_if<ast::Path>(&tree[id].kind))
        return path->segments.empty() ? std::optional{path->root.text} : std::nullopt;
    const auto* text = std::get_if<ast::StringLiteral>(&tree[id].kind);
    if (!text) return std::nullopt;
    std::string whole;
    for (const ast::StringPart& part : text->parts) {
        const auto* constant = std::get_if<std::string>(&part);
        if (!constant) return std::nullopt;
        whole += *constant;
    }
    return whole;
}

} // namespace iotsec::sema
