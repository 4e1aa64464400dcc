// The clauses of a requirement.
#include "grammar/iotsec/rules.hpp"

#include <optional>
#include <utility>

namespace iotsec::grammar {

namespace {

using boost::fusion::at_c;
template <typename... T>
using Sequence = boost::fusion::deque<T...>;

ast::When make_when(Builder&, Span s, ast::ExprId& condition) {
    return {condition, s};
}

ast::Expect make_expect(Builder&, Span s, Sequence<ast::ExprId, boost::optional<ast::ExprId>>& parts) {
    const auto& otherwise = at_c<1>(parts);
    return {at_c<0>(parts), otherwise ? std::optional{*otherwise} : std::nullopt, s};
}

ast::PathValue make_path_value(Builder&, Span, Sequence<ast::ExprId, ast::ExprId>& parts) {
    return {at_c<0>(parts), at_c<1>(parts)};
}

ast::Remedy make_set(Builder&, Span s, std::vector<ast::PathValue>& values) {
    return {s, ast::SetRemedy{std::move(values)}, {}, {}};
}

using DeployParts = Sequence<ast::Name, ast::TypeName, ast::Relation, ast::ExprId>;

ast::Remedy make_deploy(Builder&, Span s, DeployParts& parts) {
    return {s,
            ast::DeployRemedy{std::move(at_c<0>(parts)), std::move(at_c<1>(parts)), std::move(at_c<2>(parts)),
                              at_c<3>(parts)},
            {},
            {}};
}

ast::Remedy make_remedy(Builder&, Span s, ast::Remedy& kind) {
    kind.span = s;
    return std::move(kind);
}

ast::Remedy add_roles(Builder&, Span s, ast::Remedy& so_far, ast::ExprId& roles) {
    so_far.roles = roles;
    so_far.span.end = s.end;
    return std::move(so_far);
}

ast::Remedy add_requires(Builder&, Span s, ast::Remedy& so_far, ast::ExprId& condition) {
    so_far.requires_condition = condition;
    so_far.span.end = s.end;
    return std::move(so_far);
}

ast::Attest make_attest(Builder& b, Span s, Sequence<ast::DurationLiteral, ast::ExprId>& parts) {
    require_constant(b, at_c<1>(parts), "what is attested");
    return {at_c<0>(parts), at_c<1>(parts), s};
}

constexpr x3::rule<struct path_value_id, ast::PathValue> path_value{"a path"};
constexpr x3::rule<struct path_values_id, std::vector<ast::PathValue>> path_values{"a path"};
constexpr x3::rule<struct remedy_kind_id, ast::Remedy> remedy_kind{"`set` or `deploy`"};
constexpr x3::rule<struct effect_names_id, std::vector<ast::Name>> effect_names{"an effect"};

const auto path_value_def = node(path > punct("=") > value, make_path_value);
const auto path_values_def = path_value % punct(",");
const auto remedy_kind_def =
    node(keyword("set") > path_values, make_set) |
    node(keyword("deploy") > name > punct(":") > type_name > relation > object, make_deploy);
const auto effect_names_def = name % punct(",");

BOOST_SPIRIT_DEFINE(path_value, path_values, remedy_kind, effect_names)

} // namespace

const auto when_def = node(keyword("when") > expression, make_when);
const auto expect_def =
    node(keyword("expect") > expression > -(clause_word("otherwise") > text), make_expect);
const auto remedy_def = node(keyword("remedy") > remedy_kind, make_remedy) >>
                        *(node(clause_word("roles") > list, add_roles) |
                          node(clause_word("requires") > expression, add_requires));
const auto effects_def = node(keyword("effects") > effect_names, pass);
const auto attest_def =
    node(keyword("attest") > keyword("every") > duration > keyword("asking") > text, make_attest);

BOOST_SPIRIT_DEFINE(when, expect, remedy, effects, attest)
BOOST_SPIRIT_INSTANTIATE(WhenRule, Iterator, Context)
BOOST_SPIRIT_INSTANTIATE(ExpectRule, Iterator, Context)
BOOST_SPIRIT_INSTANTIATE(RemedyRule, Iterator, Context)
BOOST_SPIRIT_INSTANTIATE(EffectsRule, Iterator, Context)
BOOST_SPIRIT_INSTANTIATE(AttestRule, Iterator, Context)

} // namespace iotsec::grammar
