// The rules that the parts of the grammar share. Each is defined and instantiated in the file named above it.
#pragma once

#include "grammar/iotsec/ast.hpp"
#include "grammar/iotsec/lexical.hpp"
#include "grammar/iotsec/x3.hpp"

#include <vector>

namespace iotsec::grammar {

// Tokens
inline constexpr token_parser<ast::Name> word{"a word", read_word};
inline constexpr token_parser<ast::Name> name{"a name", read_name};
inline constexpr token_parser<ast::Name> member{"a name", read_member};
inline constexpr token_parser<ast::TypeName> type_name{"a resource type", read_type_name};
inline constexpr token_parser<ast::ExprId> text{"text in single quotes", read_string};
inline constexpr token_parser<ast::Name> key_text{"text in single quotes", read_key};
inline constexpr token_parser<ast::ExprId> number{"a number", read_number};
inline constexpr token_parser<ast::DurationLiteral> duration{"a duration such as `90d`", read_duration};

/// A keyword that is not the key of metadata: `roles [`, but not `roles:`.
constexpr auto clause_word(std::string_view spelling) {
    return keyword(spelling) >> !punct(":");
}

// expression.cpp
using ExpressionRule = x3::rule<struct expression_id, ast::ExprId>;
using OperandRule = x3::rule<struct operand_id, ast::ExprId>;
using PathRule = x3::rule<struct path_id, ast::ExprId>;
using RelationRule = x3::rule<struct relation_id, ast::Relation>;
inline constexpr ExpressionRule expression{"an expression"};
inline constexpr OperandRule operand{"an operand"};
inline constexpr PathRule path{"a path"};
inline constexpr RelationRule relation{"`of` or `in`"};
BOOST_SPIRIT_DECLARE(ExpressionRule, OperandRule, PathRule, RelationRule)

// values.cpp
using ListRule = x3::rule<struct list_id, ast::ExprId>;
using ObjectRule = x3::rule<struct object_id, ast::ExprId>;
using ValueRule = x3::rule<struct value_id, ast::ExprId>;
inline constexpr ListRule list{"a list"};
inline constexpr ObjectRule object{"an object"};
inline constexpr ValueRule value{"a value"};
BOOST_SPIRIT_DECLARE(ListRule, ObjectRule, ValueRule)

// names.cpp
using QualifiedNameRule = x3::rule<struct qualified_name_id, ast::QualifiedName>;
using TargetRule = x3::rule<struct target_id, ast::Target>;
using TypeRule = x3::rule<struct type_id, ast::TypeExpr>;
using MetaRule = x3::rule<struct meta_id, ast::Meta>;
using LetRule = x3::rule<struct let_id, ast::Let>;
inline constexpr QualifiedNameRule qualified_name{"a name"};
inline constexpr TargetRule target{"a name"};
inline constexpr TypeRule type{"a type"};
inline constexpr MetaRule meta{"metadata"};
inline constexpr LetRule let{"`let`"};
BOOST_SPIRIT_DECLARE(QualifiedNameRule, TargetRule, TypeRule, MetaRule, LetRule)

// headers.cpp: what stands in front of the body of a declaration
using ModuleHeaderRule = x3::rule<struct module_header_id, ast::QualifiedName>;
using ImportRule = x3::rule<struct import_id, ast::Import>;
using ParamRule = x3::rule<struct param_id, ast::Param>;
using PredicateRule = x3::rule<struct predicate_id, ast::Predicate>;
using RequirementRule = x3::rule<struct requirement_id, ast::Requirement>;
using BaselineRule = x3::rule<struct baseline_id, ast::Baseline>;
using AssignmentRule = x3::rule<struct assignment_id, ast::Assignment>;
using WaiverRule = x3::rule<struct waiver_id, ast::Waiver>;
using TestRule = x3::rule<struct test_id, ast::Test>;
inline constexpr ModuleHeaderRule module_header{"`module`"};
inline constexpr ImportRule import_line{"`import`"};
inline constexpr ParamRule param{"`param`"};
inline constexpr PredicateRule predicate{"`predicate`"};
inline constexpr RequirementRule requirement{"`requirement`"};
inline constexpr BaselineRule baseline{"`baseline`"};
inline constexpr AssignmentRule assignment{"`assignment`"};
inline constexpr WaiverRule waiver{"`waiver`"};
inline constexpr TestRule test{"`test`"};
BOOST_SPIRIT_DECLARE(ModuleHeaderRule, ImportRule, ParamRule, PredicateRule, RequirementRule, BaselineRule,
                     AssignmentRule, WaiverRule, TestRule)

// clauses.cpp: the clauses of a requirement
using WhenRule = x3::rule<struct when_id, ast::When>;
using ExpectRule = x3::rule<struct expect_id, ast::Expect>;
using RemedyRule = x3::rule<struct remedy_id, ast::Remedy>;
using EffectsRule = x3::rule<struct effects_id, std::vector<ast::Name>>;
using AttestRule = x3::rule<struct attest_id, ast::Attest>;
inline constexpr WhenRule when{"`when`"};
inline constexpr ExpectRule expect{"`expect`"};
inline constexpr RemedyRule remedy{"`remedy`"};
inline constexpr EffectsRule effects{"`effects`"};
inline constexpr AttestRule attest{"`attest`"};
BOOST_SPIRIT_DECLARE(WhenRule, ExpectRule, RemedyRule, EffectsRule, AttestRule)

// rollout.cpp: what stands in baselines, assignments and tests
using IncludeRule = x3::rule<struct include_id, ast::Include>;
using OmitRule = x3::rule<struct omit_id, ast::Omit>;
using SetValueRule = x3::rule<struct set_value_id, ast::SetValue>;
using EffectForRule = x3::rule<struct effect_for_id, ast::EffectFor>;
using ExcludeRule = x3::rule<struct exclude_id, ast::Exclude>;
using OnlyRule = x3::rule<struct only_id, ast::Selector>;
using RingRule = x3::rule<struct ring_id, ast::Ring>;
using GivenRule = x3::rule<struct given_id, ast::Given>;
using AtRule = x3::rule<struct at_id, ast::ExprId>;
using IncompleteRule = x3::rule<struct incomplete_id, std::vector<ast::TypeName>>;
using VerdictRule = x3::rule<struct verdict_id, ast::ExpectVerdict>;
inline constexpr IncludeRule include{"`include`"};
inline constexpr OmitRule omit{"`omit`"};
inline constexpr SetValueRule set_value{"`set`"};
inline constexpr EffectForRule effect_for{"`effect`"};
inline constexpr ExcludeRule exclude{"`exclude`"};
inline constexpr OnlyRule only{"`only`"};
inline constexpr RingRule ring{"`ring`"};
inline constexpr GivenRule given{"`given`"};
inline constexpr AtRule at{"`at`"};
inline constexpr IncompleteRule incomplete{"`incomplete`"};
inline constexpr VerdictRule verdict{"`expect`"};
BOOST_SPIRIT_DECLARE(IncludeRule, OmitRule, SetValueRule, EffectForRule, ExcludeRule, OnlyRule, RingRule,
                     GivenRule, AtRule, IncompleteRule, VerdictRule)

} // namespace iotsec::grammar
