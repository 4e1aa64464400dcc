// Expressions, loosest first: `implies`, `and`/`or`, `not` and quantifiers, comparison, `??`, `±`.
#include "grammar/iotsec/rules.hpp"

#include <optional>

namespace iotsec::grammar {

namespace {

using boost::fusion::at_c;
template <typename... T>
using Sequence = boost::fusion::deque<T...>;

/// `at least 95% of`
struct QuantifierHead {
    ast::Quantifier quantifier{};
    std::optional<ast::ExprId> bound;
    bool of = false;
};

std::optional<ast::ExprId> maybe(const boost::optional<ast::ExprId>& id) {
    return id ? std::optional{*id} : std::nullopt;
}

Span from(Builder& b, ast::ExprId begin, Span end) {
    return {end.source, b.span(begin).begin, end.end};
}

bool is_invalid(Builder& b, ast::ExprId id) {
    return std::holds_alternative<ast::Invalid>(b.module[id].kind);
}

// Folds: `so_far` is what stands on the left.

ast::ExprId fold_binary(Builder& b, Span s, ast::ExprId& so_far, Sequence<Operator, ast::ExprId>& rest) {
    const auto& [op, op_span] = at_c<0>(rest);
    return b.add(from(b, so_far, s), ast::Binary{op, op_span, so_far, at_c<1>(rest)});
}

ast::ExprId fold_connective(Builder& b, Span s, ast::ExprId& so_far, Sequence<Operator, ast::ExprId>& rest) {
    const Operator op = at_c<0>(rest);
    const auto* chain = std::get_if<ast::Binary>(&b.module[so_far].kind);
    const bool is_chain =
        chain != nullptr && (chain->op == ast::BinaryOp::And || chain->op == ast::BinaryOp::Or);
    if (is_chain && chain->op != op.op) {
        const bool is_and = op.op == ast::BinaryOp::And;
        b.report(diag::mixed_connectives, op.span, is_and ? "and" : "or", is_and ? "or" : "and")
            .with_label(chain->op_span, "the other kind is here")
            .with_help("put one of the two in parentheses");
        return b.add(from(b, so_far, s), ast::Invalid{});
    }
    if (is_invalid(b, so_far)) return b.add(from(b, so_far, s), ast::Invalid{});
    return fold_binary(b, s, so_far, rest);
}

ast::ExprId fold_match(Builder& b, Span s, ast::ExprId& so_far, Sequence<Operator, ast::ExprId>& rest) {
    require_constant(b, at_c<1>(rest), "a pattern");
    return fold_binary(b, s, so_far, rest);
}

ast::ExprId fold_chain(Builder& b, Span s, ast::ExprId& so_far, Sequence<Operator, ast::ExprId>& rest) {
    if (!is_invalid(b, so_far))
        b.report(diag::chained_comparison, at_c<0>(rest).span).with_help("join two comparisons with `and`");
    return b.add(from(b, so_far, s), ast::Invalid{});
}

ast::ExprId fold_is(Builder& b, Span s, ast::ExprId& so_far, ast::Predicament& what) {
    return b.add(from(b, so_far, s), ast::Is{so_far, what});
}

ast::ExprId fold_plus(Builder& b, Span s, ast::ExprId& so_far, ast::DurationLiteral& by) {
    return b.add(from(b, so_far, s), ast::Shift{so_far, false, by});
}

ast::ExprId fold_minus(Builder& b, Span s, ast::ExprId& so_far, ast::DurationLiteral& by) {
    return b.add(from(b, so_far, s), ast::Shift{so_far, true, by});
}

// Operators with one operand, and quantifiers

ast::ExprId make_not(Builder& b, Span s, ast::ExprId& operand) {
    return b.add(s, ast::Not{operand});
}

QuantifierHead make_quantifier(Builder&, Span, ast::Quantifier& quantifier) {
    return {quantifier, {}, false};
}

QuantifierHead make_exactly(Builder&, Span, ast::ExprId& bound) {
    return {ast::Quantifier::Exactly, bound, false};
}

QuantifierHead make_at(Builder&, Span, Sequence<ast::Quantifier, ast::ExprId, bool>& head) {
    return {at_c<0>(head), at_c<1>(head), at_c<2>(head)};
}

ast::ExprId make_bare_path(Builder& b, Span s, ast::Name& word) {
    return b.add(s, ast::Path{std::move(word), {}});
}

ast::Emptiness make_emptiness(Builder& b, Span s, ast::Emptiness& emptiness) {
    const char before = *(b.at(s.begin) - 1);
    if (is_word_char(before)) b.report(diag::emptiness_touches, {s.source, s.begin, s.begin + 1});
    return emptiness;
}

ast::Source make_collection(Builder&, Span, ast::ExprId& collection) {
    return collection;
}

ast::Source make_related(Builder&, Span, Sequence<ast::TypeName, ast::Relation>& source) {
    return ast::RelatedSource{std::move(at_c<0>(source)), std::move(at_c<1>(source))};
}

using QuantifiedParts = Sequence<QuantifierHead, ast::Name, ast::Source, boost::optional<ast::Emptiness>,
                                 boost::optional<ast::ExprId>, boost::optional<ast::ExprId>>;

ast::ExprId make_quantified(Builder& b, Span s, QuantifiedParts& parts) {
    const QuantifierHead& head = at_c<0>(parts);
    const auto& emptiness = at_c<3>(parts);
    return b.add(s, ast::Quantified{head.quantifier, head.bound, head.of, std::move(at_c<1>(parts)),
                                    std::move(at_c<2>(parts)),
                                    emptiness ? std::optional{*emptiness} : std::nullopt,
                                    maybe(at_c<4>(parts)), maybe(at_c<5>(parts))});
}

using UniqueParts = Sequence<ast::Name, ast::ExprId, boost::optional<ast::ExprId>, ast::ExprId>;

ast::ExprId make_unique(Builder& b, Span s, UniqueParts& parts) {
    return b.add(
        s, ast::Unique{std::move(at_c<0>(parts)), at_c<1>(parts), maybe(at_c<2>(parts)), at_c<3>(parts)});
}

ast::Relation make_of(Builder&, Span s, ast::ExprId& path_id) {
    return {true, path_id, {}, s};
}

ast::Relation make_in(Builder&, Span s, ast::Name& scope) {
    return {false, {}, std::move(scope), s};
}

// Primaries

ast::ExprId make_bool(Builder& b, Span s, bool& truth) {
    return b.add(s, ast::BoolLiteral{truth});
}

ast::ExprId make_null(Builder& b, Span s, x3::unused_type) {
    return b.add(s, ast::NullLiteral{});
}

ast::ExprId make_now(Builder& b, Span s, x3::unused_type) {
    return b.add(s, ast::Now{});
}

ast::ExprId make_request(Builder& b, Span s, ast::Name& what) {
    return b.add(s, ast::Request{std::move(what)});
}

ast::CountOf make_count_where(Builder&, Span, Sequence<ast::Name, ast::ExprId, ast::ExprId>& parts) {
    return {std::move(at_c<0>(parts)), at_c<1>(parts), at_c<2>(parts)};
}

ast::CountOf make_count_all(Builder&, Span, ast::ExprId& collection) {
    return {{}, collection, {}};
}

ast::ExprId make_count(Builder& b, Span s, ast::CountOf& count) {
    return b.add(s, std::move(count));
}

ast::ExprId make_call(Builder& b, Span s, Sequence<ast::Name, std::vector<ast::ExprId>>& call) {
    return b.add(s, ast::Call{std::move(at_c<0>(call)), std::move(at_c<1>(call))});
}

ast::Segment make_member(Builder&, Span, ast::Name& segment) {
    return {std::move(segment), false};
}

ast::Segment make_key(Builder&, Span, ast::Name& segment) {
    return {std::move(segment), true};
}

ast::ExprId make_path(Builder& b, Span s, Sequence<ast::Name, std::vector<ast::Segment>>& parts) {
    return b.add(s, ast::Path{std::move(at_c<0>(parts)), std::move(at_c<1>(parts))});
}

ast::ExprId make_parenthesised(Builder& b, Span s, ast::ExprId& inner) {
    return b.add(s, ast::Parenthesised{inner});
}

// Grammar

constexpr token_parser<Operator> implies_op{"`implies`", read_implies};
constexpr token_parser<Operator> connective_op{"`and` or `or`", read_connective};
constexpr token_parser<Operator> relation_op{"a comparison", read_relation};
constexpr token_parser<Operator> membership_op{"`in`", read_membership};
constexpr token_parser<Operator> match_op{"`like`", read_match};
constexpr token_parser<Operator> coalesce_op{"`??`", read_coalesce};
constexpr token_parser<ast::Name> property{"a property", read_property};
constexpr token_parser<ast::Name> callee{"a name", read_callee};
constexpr token_parser<ast::Name> key_segment{"a key", read_key_segment};

template <typename Value, typename Id>
using Rule = x3::rule<Id, Value>;

constexpr Rule<ast::ExprId, struct chain_id> chain{"a condition"};
constexpr Rule<ast::ExprId, struct unary_id> unary{"a condition"};
constexpr Rule<ast::ExprId, struct quantified_id> quantified{"a quantifier"};
constexpr Rule<QuantifierHead, struct quantifier_id> quantifier{"a quantifier"};
constexpr Rule<ast::Quantifier, struct plain_quantifier_id> plain_quantifier{"a quantifier"};
constexpr Rule<ast::Quantifier, struct least_most_id> least_most{"`least` or `most`"};
constexpr Rule<ast::ExprId, struct bound_id> bound{"a number, a percentage or a parameter"};
constexpr Rule<ast::Source, struct source_id> source{"`in` or `:`"};
constexpr Rule<ast::Emptiness, struct emptiness_id> emptiness{"`(or empty)` or `(not empty)`"};
constexpr Rule<ast::Emptiness, struct emptiness_words_id> emptiness_words{"`or empty` or `not empty`"};
constexpr Rule<ast::ExprId, struct distinct_id> distinct{"`unique`"};
constexpr Rule<ast::ExprId, struct collection_id> collection{"a path or a list"};
constexpr Rule<ast::ExprId, struct comparison_id> comparison{"an operand"};
constexpr Rule<Operator, struct any_comparison_id> any_comparison{"a comparison"};
constexpr Rule<ast::ExprId, struct members_id> members{"a list or an operand"};
constexpr Rule<ast::Predicament, struct predicament_id> predicament{
    "`present`, `absent`, `empty` or `not empty`"};
constexpr Rule<ast::ExprId, struct shift_id> shift{"an operand"};
constexpr Rule<ast::ExprId, struct primary_id> primary{"an operand"};
constexpr Rule<bool, struct truth_word_id> truth_word{"`true` or `false`"};
constexpr Rule<ast::CountOf, struct count_body_id> count_body{"a path or a list"};
constexpr Rule<std::vector<ast::ExprId>, struct arguments_id> arguments{"arguments"};
constexpr Rule<ast::Segment, struct segment_id> segment{"a member"};

const auto chain_def = node(unary, pass) >> *node(connective_op > unary, fold_connective);
const auto unary_def = depth_limit(node(keyword("not") > unary, make_not) | node(quantified, pass) |
                                   node(distinct, pass) | node(comparison, pass));

const auto quantified_def = node(quantifier > name > source > -emptiness > -(keyword("where") > unary) >
                                     -(keyword("satisfies") > unary),
                                 make_quantified);
const auto quantifier_def = node(plain_quantifier, make_quantifier) |
                            node(keyword("exactly") > bound, make_exactly) |
                            node(keyword("at") > least_most > bound > flag(keyword("of")), make_at);
const auto plain_quantifier_def = (keyword("some") >> x3::attr(ast::Quantifier::Some)) |
                                  (keyword("every") >> x3::attr(ast::Quantifier::Every)) |
                                  (keyword("no") >> x3::attr(ast::Quantifier::No));
const auto least_most_def = (keyword("least") >> x3::attr(ast::Quantifier::AtLeast)) |
                            (keyword("most") >> x3::attr(ast::Quantifier::AtMost));
const auto bound_def = node(number, pass) | node(name, make_bare_path);
const auto source_def =
    node(keyword("in") > collection, make_collection) | node(punct(":") > type_name > relation, make_related);
const auto emptiness_def = node(brackets('(', emptiness_words), make_emptiness);
const auto emptiness_words_def = ((keyword("or") >> x3::attr(ast::Emptiness::OrEmpty)) |
                                  (keyword("not") >> x3::attr(ast::Emptiness::NotEmpty))) >>
                                 keyword("empty");
const auto distinct_def = node(keyword("unique") > name > keyword("in") > collection >
                                   -(keyword("where") > unary) > keyword("by") > list,
                               make_unique);
const auto collection_def = node(list, pass) | node(path, pass);

const auto comparison_def = node(operand, pass) >> -(node(relation_op > operand, fold_binary) |
                                                     node(membership_op > members, fold_binary) |
                                                     node(match_op > operand, fold_match) |
                                                     node(keyword("is") > predicament, fold_is)) >>
                            *node(any_comparison > members, fold_chain);
const auto any_comparison_def = relation_op | membership_op | match_op;
const auto members_def = node(list, pass) | node(operand, pass);
const auto predicament_def = (keyword("present") >> x3::attr(ast::Predicament::Present)) |
                             (keyword("absent") >> x3::attr(ast::Predicament::Absent)) |
                             (keyword("empty") >> x3::attr(ast::Predicament::Empty)) |
                             (keyword("not") >> keyword("empty") >> x3::attr(ast::Predicament::NotEmpty));
const auto shift_def = node(primary, pass) >>
                       -(node(punct("+") > duration, fold_plus) | node(punct("-") > duration, fold_minus));
const auto primary_def = node(text, pass) | node(number, pass) | node(truth_word, make_bool) |
                         node(keyword("null"), make_null) | node(keyword("now"), make_now) |
                         node((keyword("request") >> punct(".")) > word, make_request) |
                         node(keyword("count") > brackets('(', count_body), make_count) |
                         node(callee > brackets('(', arguments), make_call) | node(path, pass) |
                         node(brackets('(', expression), make_parenthesised);
const auto truth_word_def = (keyword("true") >> x3::attr(true)) | (keyword("false") >> x3::attr(false));
const auto count_body_def =
    node((name >> keyword("in")) > collection > keyword("where") > expression, make_count_where) |
    node(collection, make_count_all);
const auto arguments_def = -(depth_limit(operand) % punct(","));
const auto segment_def = node(punct(".") > property, make_member) | node(key_segment, make_key);

BOOST_SPIRIT_DEFINE(plain_quantifier, truth_word, any_comparison, chain, unary, quantified, quantifier,
                    least_most, bound, source, emptiness, emptiness_words, distinct, collection, comparison,
                    members, predicament, shift, primary, count_body, arguments, segment)

} // namespace

const auto expression_def = node(chain, pass) >> -node(implies_op > depth_limit(expression), fold_binary);
const auto operand_def = node(shift, pass) >> *node(coalesce_op > shift, fold_binary);
const auto path_def = node(name >> *segment, make_path);
const auto relation_def = node(keyword("of") > path, make_of) | node(keyword("in") > word, make_in);

BOOST_SPIRIT_DEFINE(expression, operand, path, relation)
BOOST_SPIRIT_INSTANTIATE(ExpressionRule, Iterator, Context)
BOOST_SPIRIT_INSTANTIATE(OperandRule, Iterator, Context)
BOOST_SPIRIT_INSTANTIATE(PathRule, Iterator, Context)
BOOST_SPIRIT_INSTANTIATE(RelationRule, Iterator, Context)

ast::ExprId read_interpolation(Builder& b, const char*& first) {
    b.open(first++);
    const Iterator last = b.line_end(first);
    ast::ExprId id;
    Iterator end = first;
    if (!run(b, end, last, expression, id)) fail(end, expression.name);
    first = end;
    b.skip_trivia(first, last);
    if (first == last || *first != '}') fail(end, missing_closing);
    ++first;
    b.close();
    return id;
}

} // namespace iotsec::grammar
