// What stands in the bodies of baselines, assignments and tests.
#include "grammar/iotsec/rules.hpp"

#include <optional>
#include <utility>

namespace iotsec::grammar {

namespace {

using boost::fusion::at_c;
template <typename... T>
using Sequence = boost::fusion::deque<T...>;

template <typename T>
std::optional<T> maybe(boost::optional<T>& value) {
    return value ? std::optional<T>{std::move(*value)} : std::nullopt;
}

// Baselines

ast::Include make_include(Builder&, Span s, Sequence<ast::Target, boost::optional<ast::ExprId>>& parts) {
    return {std::move(at_c<0>(parts)), maybe(at_c<1>(parts)), s};
}

ast::Omit make_omit(Builder& b, Span s, Sequence<ast::Target, ast::ExprId>& parts) {
    require_constant(b, at_c<1>(parts), "a reason");
    return {std::move(at_c<0>(parts)), at_c<1>(parts), s};
}

// Assignments

ast::SetValue make_set_value(Builder&, Span s, Sequence<ast::Name, ast::ExprId>& parts) {
    return {std::move(at_c<0>(parts)), at_c<1>(parts), s};
}

ast::EffectFor make_effect_for(Builder&, Span s, Sequence<ast::Name, ast::EffectFor>& parts) {
    ast::EffectFor result = std::move(at_c<1>(parts));
    result.effect = std::move(at_c<0>(parts));
    result.span = s;
    return result;
}

ast::EffectFor make_for_all(Builder&, Span, x3::unused_type) {
    ast::EffectFor result;
    result.all = true;
    return result;
}

ast::EffectFor make_for_targets(Builder&, Span, std::vector<ast::Target>& targets) {
    ast::EffectFor result;
    result.targets = std::move(targets);
    return result;
}

ast::Exclude make_exclude(Builder& b, Span s, Sequence<ast::ExprId, ast::ExprId>& parts) {
    require_constant(b, at_c<1>(parts), "a reason");
    return {at_c<0>(parts), at_c<1>(parts), s};
}

ast::Selector make_selector(Builder&, Span, Sequence<ast::Name, ast::ExprId>& parts) {
    return {std::move(at_c<0>(parts)), at_c<1>(parts)};
}

ast::Ring make_ring(Builder&, Span s,
                    Sequence<ast::Name, ast::Selector, std::vector<ast::EffectFor>>& parts) {
    return {std::move(at_c<0>(parts)), std::move(at_c<1>(parts)), std::move(at_c<2>(parts)), s};
}

// Tests

using GivenParts = Sequence<ast::Name, ast::TypeName, boost::optional<ast::Relation>, ast::ExprId>;

ast::Given make_given(Builder&, Span s, GivenParts& parts) {
    return {std::move(at_c<0>(parts)), std::move(at_c<1>(parts)), maybe(at_c<2>(parts)), at_c<3>(parts), s};
}

using VerdictParts =
    Sequence<ast::VerdictWord, boost::optional<ast::Name>, boost::optional<ast::ExprId>, bool>;

ast::ExpectVerdict make_verdict(Builder&, Span s, VerdictParts& parts) {
    return {at_c<0>(parts), maybe(at_c<1>(parts)), maybe(at_c<2>(parts)), at_c<3>(parts), s};
}

bool read_time(Builder& b, const char*& first, const char* last, ast::ExprId& id) {
    if (!read_number(b, first, last, id)) return false;
    const auto& kind = b.module[id].kind;
    return std::holds_alternative<ast::DateLiteral>(kind) ||
           std::holds_alternative<ast::InstantLiteral>(kind);
}

constexpr token_parser<ast::ExprId> time{"a date or an instant", read_time};
constexpr x3::rule<struct for_what_id, ast::EffectFor> for_what{"`all` or a requirement"};
constexpr x3::rule<struct targets_id, std::vector<ast::Target>> targets{"a requirement"};
constexpr x3::rule<struct selector_id, ast::Selector> selector{"a selector such as `locations in […]`"};
constexpr x3::rule<struct ring_effects_id, std::vector<ast::EffectFor>> ring_effects{"`effect`"};
constexpr x3::rule<struct type_names_id, std::vector<ast::TypeName>> type_names{"a resource type"};
constexpr x3::rule<struct verdict_word_id, ast::VerdictWord> verdict_word{
    "`violation`, `compliant`, `notApplicable` or `unknown`"};

const auto for_what_def = node(keyword("all") >> !punct("."), make_for_all) | node(targets, make_for_targets);
const auto targets_def = target % punct(",");
const auto selector_def = node(word > keyword("in") > list, make_selector);
const auto ring_effects_def = *effect_for;
const auto type_names_def = type_name % punct(",");
const auto verdict_word_def = (keyword("violation") >> x3::attr(ast::VerdictWord::Violation)) |
                              (keyword("compliant") >> x3::attr(ast::VerdictWord::Compliant)) |
                              (keyword("notApplicable") >> x3::attr(ast::VerdictWord::NotApplicable)) |
                              (keyword("unknown") >> x3::attr(ast::VerdictWord::Unknown));

BOOST_SPIRIT_DEFINE(for_what, targets, selector, ring_effects, type_names, verdict_word)

} // namespace

const auto include_def = node(keyword("include") > target > -(clause_word("with") > object), make_include);
const auto omit_def = node(keyword("omit") > target > keyword("because") > text, make_omit);
const auto set_value_def = node(keyword("set") > name > punct("=") > value, make_set_value);
const auto effect_for_def = node(keyword("effect") > name > keyword("for") > for_what, make_effect_for);
const auto exclude_def = node(keyword("exclude") > list > keyword("because") > text, make_exclude);
const auto only_def = node(keyword("only") > keyword("where") > selector, pass);
const auto ring_def =
    node(keyword("ring") > name > keyword("where") > selector > brackets('{', ring_effects), make_ring);
const auto given_def =
    node(keyword("given") > name > punct(":") > type_name > -relation > object, make_given);
const auto at_def = node(keyword("at") > time, pass);
const auto incomplete_def = node(keyword("incomplete") > type_names, pass);
const auto verdict_def =
    node(keyword("expect") > verdict_word > -(clause_word("for") > name) > -(clause_word("with") > text) >
             flag(clause_word("after") > keyword("remedy")),
         make_verdict);

BOOST_SPIRIT_DEFINE(include, omit, set_value, effect_for, exclude, only, ring, given, at, incomplete, verdict)
BOOST_SPIRIT_INSTANTIATE(IncludeRule, Iterator, Context)
BOOST_SPIRIT_INSTANTIATE(OmitRule, Iterator, Context)
BOOST_SPIRIT_INSTANTIATE(SetValueRule, Iterator, Context)
BOOST_SPIRIT_INSTANTIATE(EffectForRule, Iterator, Context)
BOOST_SPIRIT_INSTANTIATE(ExcludeRule, Iterator, Context)
BOOST_SPIRIT_INSTANTIATE(OnlyRule, Iterator, Context)
BOOST_SPIRIT_INSTANTIATE(RingRule, Iterator, Context)
BOOST_SPIRIT_INSTANTIATE(GivenRule, Iterator, Context)
BOOST_SPIRIT_INSTANTIATE(AtRule, Iterator, Context)
BOOST_SPIRIT_INSTANTIATE(IncompleteRule, Iterator, Context)
BOOST_SPIRIT_INSTANTIATE(VerdictRule, Iterator, Context)

} // namespace iotsec::grammar
