// The first lines of a file, and what stands in front of the body of each declaration.
#include "grammar/iotsec/rules.hpp"

#include <optional>
#include <utility>

namespace iotsec::grammar {

namespace {

using boost::fusion::at_c;
template <typename... T>
using Sequence = boost::fusion::deque<T...>;
using Names = std::vector<ast::Name>;

ast::Import make_import(Builder&, Span s, ast::QualifiedName& module) {
    return {std::move(module), {}, {}, s};
}

ast::Import add_alias(Builder&, Span s, ast::Import& so_far, ast::Name& alias) {
    so_far.alias = std::move(alias);
    so_far.span.end = s.end;
    return std::move(so_far);
}

ast::Import add_names(Builder&, Span s, ast::Import& so_far, Names& names) {
    so_far.names = std::move(names);
    so_far.span.end = s.end;
    return std::move(so_far);
}

ast::Param make_param(Builder&, Span,
                      Sequence<ast::Name, ast::TypeExpr, boost::optional<ast::ExprId>>& parts) {
    const auto& initial = at_c<2>(parts);
    return {std::move(at_c<0>(parts)),
            std::move(at_c<1>(parts)),
            initial ? std::optional{*initial} : std::nullopt,
            {}};
}

ast::PredicateParam make_predicate_param(Builder&, Span, Sequence<ast::Name, ast::TypeExpr>& parts) {
    return {std::move(at_c<0>(parts)), std::move(at_c<1>(parts))};
}

using PredicateParts = Sequence<ast::Name, std::vector<ast::PredicateParam>, ast::ExprId>;

ast::Predicate make_predicate(Builder&, Span, PredicateParts& parts) {
    return {std::move(at_c<0>(parts)), std::move(at_c<1>(parts)), at_c<2>(parts)};
}

ast::Requirement make_requirement(Builder&, Span,
                                  Sequence<ast::Name, bool, ast::Name, ast::TypeName>& parts) {
    ast::Requirement result;
    result.name = std::move(at_c<0>(parts));
    result.all = at_c<1>(parts);
    result.binder = std::move(at_c<2>(parts));
    result.type = std::move(at_c<3>(parts));
    return result;
}

ast::Baseline make_baseline(Builder&, Span, ast::Name& declared) {
    return {std::move(declared), {}, {}, {}};
}

using AssignmentParts = Sequence<ast::Name, ast::QualifiedName, ast::Name, ast::ExprId>;

ast::Assignment make_assignment(Builder& b, Span, AssignmentParts& parts) {
    ast::Assignment result;
    result.name = std::move(at_c<0>(parts));
    result.baseline = std::move(at_c<1>(parts));
    result.scope_kind = std::move(at_c<2>(parts));
    result.scope = at_c<3>(parts);
    require_constant(b, result.scope, "a scope");
    return result;
}

ast::Waiver make_waiver(Builder&, Span, Sequence<ast::Name, ast::QualifiedName>& parts) {
    return {std::move(at_c<0>(parts)), std::move(at_c<1>(parts)), {}};
}

ast::Test make_test(Builder& b, Span, Sequence<ast::ExprId, ast::QualifiedName>& parts) {
    ast::Test result;
    result.title = at_c<0>(parts);
    result.requirement = std::move(at_c<1>(parts));
    require_constant(b, result.title, "the title of a test");
    return result;
}

constexpr x3::rule<struct names_id, Names> names{"a name"};
constexpr x3::rule<struct predicate_param_id, ast::PredicateParam> predicate_param{"a name"};
constexpr x3::rule<struct predicate_params_id, std::vector<ast::PredicateParam>> predicate_params{"a name"};

const auto names_def = name % punct(",");
const auto predicate_param_def = node(name > punct(":") > type, make_predicate_param);
const auto predicate_params_def = predicate_param % punct(",");

BOOST_SPIRIT_DEFINE(names, predicate_param, predicate_params)

} // namespace

const auto module_header_def = node(keyword("module") > qualified_name, pass);
const auto import_line_def = node(keyword("import") > qualified_name, make_import) >>
                             -(node(clause_word("as") > name, add_alias) |
                               node(punct(".") > brackets('{', names), add_names));
const auto param_def = node(keyword("param") > name > punct(":") > type > -(punct("=") > value), make_param);
const auto predicate_def = node(
    keyword("predicate") > name > brackets('(', predicate_params) > punct("=") > expression, make_predicate);
const auto requirement_def = node(keyword("requirement") > name > keyword("for") >
                                      flag(keyword("all") >> !punct(":")) > name > punct(":") > type_name,
                                  make_requirement);
const auto baseline_def = node(keyword("baseline") > name, make_baseline);
const auto assignment_def =
    node(keyword("assignment") > name > keyword("of") > qualified_name > keyword("at") > word > text,
         make_assignment);
const auto waiver_def = node(keyword("waiver") > name > keyword("of") > qualified_name, make_waiver);
const auto test_def = node(keyword("test") > text > keyword("of") > qualified_name, make_test);

BOOST_SPIRIT_DEFINE(module_header, import_line, param, predicate, requirement, baseline, assignment, waiver,
                    test)
BOOST_SPIRIT_INSTANTIATE(ModuleHeaderRule, Iterator, Context)
BOOST_SPIRIT_INSTANTIATE(ImportRule, Iterator, Context)
BOOST_SPIRIT_INSTANTIATE(ParamRule, Iterator, Context)
BOOST_SPIRIT_INSTANTIATE(PredicateRule, Iterator, Context)
BOOST_SPIRIT_INSTANTIATE(RequirementRule, Iterator, Context)
BOOST_SPIRIT_INSTANTIATE(BaselineRule, Iterator, Context)
BOOST_SPIRIT_INSTANTIATE(AssignmentRule, Iterator, Context)
BOOST_SPIRIT_INSTANTIATE(WaiverRule, Iterator, Context)
BOOST_SPIRIT_INSTANTIATE(TestRule, Iterator, Context)

} // namespace iotsec::grammar
