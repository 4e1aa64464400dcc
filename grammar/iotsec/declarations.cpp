// The kinds of declaration, and what the body of each may hold.
#include "grammar/iotsec/docs.hpp"
#include "grammar/iotsec/reader.hpp"

#include <array>
#include <iterator>

namespace iotsec::grammar {

namespace {

/// Reads a list of things into one that may hold some already.
template <typename Rule, typename Value>
bool append_all(Reader& r, const Rule& rule, std::vector<Value>& values) {
    std::vector<Value> more;
    if (!r.read(rule, more)) return false;
    values.insert(values.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
    return true;
}

constexpr Clause<ast::Requirement> requirement_clauses[]{
    {"let", [](Reader& r, ast::Requirement& d) { return r.append(let, d.lets); }},
    {"when", [](Reader& r, ast::Requirement& d) { return r.append(when, d.whens); }},
    {"expect", [](Reader& r, ast::Requirement& d) { return r.append(expect, d.expects); }},
    {"remedy", [](Reader& r, ast::Requirement& d) { return r.append(remedy, d.remedies); }},
    {"effects", [](Reader& r, ast::Requirement& d) { return append_all(r, effects, d.effects); }},
    {"attest", [](Reader& r, ast::Requirement& d) { return r.append(attest, d.attests); }},
};

constexpr Clause<ast::Baseline> baseline_clauses[]{
    {"include", [](Reader& r, ast::Baseline& d) { return r.append(include, d.includes); }},
    {"omit", [](Reader& r, ast::Baseline& d) { return r.append(omit, d.omits); }},
};

constexpr Clause<ast::Assignment> assignment_clauses[]{
    {"set", [](Reader& r, ast::Assignment& d) { return r.append(set_value, d.sets); }},
    {"effect", [](Reader& r, ast::Assignment& d) { return r.append(effect_for, d.effects); }},
    {"exclude", [](Reader& r, ast::Assignment& d) { return r.append(exclude, d.excludes); }},
    {"only", [](Reader& r, ast::Assignment& d) { return r.append(only, d.only); }},
    {"ring", [](Reader& r, ast::Assignment& d) { return r.append(ring, d.rings); }},
};

/// `at` stands once: a second one is told.
bool read_at(Reader& r, ast::Test& d) {
    const char* const begin = r.next();
    ast::ExprId time;
    if (!r.read(at, time)) return false;
    if (d.at) r.builder().report(diag::repeated_at, r.builder().span(begin, r.at()), "at");
    d.at = time;
    return true;
}

constexpr Clause<ast::Test> test_clauses[]{
    {"given", [](Reader& r, ast::Test& d) { return r.append(given, d.givens); }},
    {"set", [](Reader& r, ast::Test& d) { return r.append(set_value, d.sets); }},
    {"at", read_at},
    {"incomplete", [](Reader& r, ast::Test& d) { return append_all(r, incomplete, d.incomplete); }},
    {"expect", [](Reader& r, ast::Test& d) { return r.append(verdict, d.verdicts); }},
};

/// A declaration whose body holds metadata and `clauses`.
template <typename Declared, typename Rule>
decltype(ast::Declaration::kind) read_with_body(Reader& r, const Rule& rule,
                                                std::span<const Clause<Declared>> clauses = {}) {
    Declared declared{};
    const bool header_read = r.read(rule, declared);
    r.body(declared, header_read, clauses);
    if (!header_read) return ast::InvalidDecl{};
    return declared;
}

template <typename Declared, typename Rule>
decltype(ast::Declaration::kind) read_simple(Reader& r, const Rule& rule) {
    Declared declared{};
    if (r.read(rule, declared)) return declared;
    r.go_to_next_declaration();
    return ast::InvalidDecl{};
}

decltype(ast::Declaration::kind) read_param(Reader& r) {
    ast::Param declared;
    if (!r.read(param, declared)) {
        r.go_to_next_declaration();
        return ast::InvalidDecl{};
    }
    const char* next = r.at();
    r.builder().skip_trivia(next, r.builder().end());
    if (next != r.builder().end() && *next == '{') r.body(declared, true, {});
    return declared;
}

/// The declaration that begins with the word at the reader's place.
decltype(ast::Declaration::kind) read_kind(Reader& r) {
    if (r.at_word("requirement"))
        return read_with_body<ast::Requirement>(r, requirement, requirement_clauses);
    if (r.at_word("param")) return read_param(r);
    if (r.at_word("let")) return read_simple<ast::Let>(r, let);
    if (r.at_word("predicate")) return read_simple<ast::Predicate>(r, predicate);
    if (r.at_word("baseline")) return read_with_body<ast::Baseline>(r, baseline, baseline_clauses);
    if (r.at_word("assignment")) return read_with_body<ast::Assignment>(r, assignment, assignment_clauses);
    if (r.at_word("waiver")) return read_with_body<ast::Waiver>(r, waiver);
    if (r.at_word("test")) return read_with_body<ast::Test>(r, test, test_clauses);
    constexpr std::array<std::string_view, 9> words{"requirement", "param",  "let",  "predicate", "baseline",
                                                    "assignment",  "waiver", "test", "import"};
    report_expected(r.builder(), r.at(), "a declaration", words);
    r.go_to(token_end(r.at(), r.builder().end()));
    r.go_to(next_declaration(r.builder(), r.at()));
    return ast::InvalidDecl{};
}

} // namespace

void read_declaration(Reader& r) {
    Builder& b = r.builder();
    b.start_declaration();
    const char* const begin = r.next();
    std::vector<std::string> doc = take_doc(b, begin);
    auto kind = read_kind(r);
    b.module.declarations.push_back({b.span(begin, r.at()), std::move(doc), std::move(kind)});
}

} // namespace iotsec::grammar
