// Qualified names, types, metadata and `let`: what several kinds of declaration share.
#include "grammar/iotsec/rules.hpp"

#include <utility>

namespace iotsec::grammar {

namespace {

using boost::fusion::at_c;
template <typename... T>
using Sequence = boost::fusion::deque<T...>;

/// `.ipRules[*]`
struct Step {
    ast::Name name;
    bool items = false;
};

ast::QualifiedName make_qualified_name(Builder&, Span s, Sequence<ast::Name, std::vector<ast::Name>>& parts) {
    ast::QualifiedName result{std::move(at_c<1>(parts)), s};
    result.parts.insert(result.parts.begin(), std::move(at_c<0>(parts)));
    return result;
}

ast::Target make_target(Builder&, Span, Sequence<ast::QualifiedName, bool>& parts) {
    return {std::move(at_c<0>(parts)), at_c<1>(parts)};
}

Step make_step(Builder&, Span, Sequence<ast::Name, bool>& parts) {
    return {std::move(at_c<0>(parts)), at_c<1>(parts)};
}

ast::TypeExpr make_catalog_type(Builder&, Span s, Sequence<ast::TypeName, std::vector<Step>>& parts) {
    ast::CatalogType result{std::move(at_c<0>(parts)), {}};
    for (Step& step : at_c<1>(parts))
        result.path.emplace_back(std::move(step.name), step.items);
    return {s, std::move(result), false};
}

ast::TypeExpr make_named_type(Builder&, Span s, ast::Name& type_word) {
    return {s, ast::NamedType{std::move(type_word)}, false};
}

ast::RecordField make_field(Builder&, Span, Sequence<ast::Name, ast::TypeExpr>& parts) {
    ast::RecordField result{std::move(at_c<0>(parts)), {}};
    result.type.push_back(std::move(at_c<1>(parts)));
    return result;
}

ast::TypeExpr make_record_type(Builder&, Span s, std::vector<ast::RecordField>& fields) {
    return {s, ast::RecordType{std::move(fields)}, false};
}

ast::TypeExpr make_type(Builder&, Span s, Sequence<ast::TypeExpr, bool>& parts) {
    ast::TypeExpr result = std::move(at_c<0>(parts));
    result.span = s;
    result.list = at_c<1>(parts);
    return result;
}

ast::ExprId make_bare_word(Builder& b, Span s, ast::Name& spelled) {
    return b.add(s, ast::Path{std::move(spelled), {}});
}

ast::Meta make_meta(Builder& b, Span s, Sequence<ast::Name, ast::ExprId>& parts) {
    ast::Name& key = at_c<0>(parts);
    if (is_operator(key.text))
        b.report(diag::operator_as_key, key.span, key.text).with_help("choose another name for it");
    require_constant(b, at_c<1>(parts), "metadata");
    const Span span{s.source, s.begin, b.span(at_c<1>(parts)).end};
    return {std::move(key), at_c<1>(parts), span};
}

ast::Let make_let(Builder&, Span s, Sequence<ast::Name, ast::ExprId>& parts) {
    return {std::move(at_c<0>(parts)), at_c<1>(parts), s};
}

constexpr token_parser<ast::Name> bare_word{"a word", read_bare_word};
constexpr x3::rule<struct shape_id, ast::TypeExpr> shape{"a type"};
constexpr x3::rule<struct step_id, Step> step{"a member"};
constexpr x3::rule<struct field_id, ast::RecordField> field{"a field"};
constexpr x3::rule<struct fields_id, std::vector<ast::RecordField>> fields{"a field"};
constexpr x3::rule<struct meta_value_id, ast::ExprId> meta_value{"a value"};
constexpr x3::rule<struct let_value_id, ast::ExprId> let_value{"an expression or a list"};

const auto shape_def = node(type_name >> *step, make_catalog_type) | node(name, make_named_type) |
                       node(brackets('{', fields), make_record_type);
const auto step_def = node(punct(".") > word > flag(punct("[*]")), make_step);
const auto field_def = node(word > punct(":") > type, make_field);
const auto fields_def = field % punct(",");
const auto meta_value_def = node(bare_word, make_bare_word) | node(value, pass);
const auto let_value_def = node(list, pass) | node(expression, pass);

BOOST_SPIRIT_DEFINE(shape, step, field, fields, meta_value, let_value)

} // namespace

const auto qualified_name_def = node(name >> *member, make_qualified_name);
const auto target_def = node(qualified_name >> flag(punct(".*")), make_target);
const auto type_def = depth_limit(node(shape >> flag(punct("[]")), make_type));
const auto meta_def = node(word > punct(":") > meta_value > -punct(","), make_meta);
const auto let_def = node(keyword("let") > name > punct("=") > let_value, make_let);

BOOST_SPIRIT_DEFINE(qualified_name, target, type, meta, let)
BOOST_SPIRIT_INSTANTIATE(QualifiedNameRule, Iterator, Context)
BOOST_SPIRIT_INSTANTIATE(TargetRule, Iterator, Context)
BOOST_SPIRIT_INSTANTIATE(TypeRule, Iterator, Context)
BOOST_SPIRIT_INSTANTIATE(MetaRule, Iterator, Context)
BOOST_SPIRIT_INSTANTIATE(LetRule, Iterator, Context)

} // namespace iotsec::grammar
