// Values: what stands in resource bodies and metadata, lists and objects included.
#include "grammar/iotsec/rules.hpp"

#include <optional>

namespace iotsec::grammar {

namespace {

using boost::fusion::at_c;
template <typename... T>
using Sequence = boost::fusion::deque<T...>;

constexpr x3::rule<struct object_key_id, ast::ObjectMember> object_key{"a name or text"};
constexpr x3::rule<struct object_member_id, ast::ObjectMember> object_member{"a member"};
constexpr token_parser<ast::ExprId> signed_number{"a number", read_signed_number};

ast::ExprId make_list(Builder& b, Span s, std::vector<ast::ExprId>& items) {
    for (std::size_t i = 1; i < items.size(); ++i) {
        const char* const end = b.at(b.span(items[i - 1]).end);
        const char* const next = b.at(b.span(items[i]).begin);
        const std::string_view between{end, static_cast<std::size_t>(next - end)};
        if (between.find_first_of(",\n") == std::string_view::npos)
            b.report(diag::unseparated_items, b.span(items[i]));
    }
    return b.add(s, ast::ListLiteral{std::move(items)});
}

ast::ObjectMember make_plain_key(Builder&, Span, ast::Name& key) {
    return {std::move(key), false, {}};
}

ast::ObjectMember make_quoted_key(Builder&, Span, ast::Name& key) {
    return {std::move(key), true, {}};
}

ast::ObjectMember make_object_member(Builder&, Span, Sequence<ast::ObjectMember, ast::ExprId>& parts) {
    ast::ObjectMember result = std::move(at_c<0>(parts));
    result.value = at_c<1>(parts);
    return result;
}

ast::ExprId make_object(Builder& b, Span s, std::vector<ast::ObjectMember>& parts) {
    return b.add(s, ast::ObjectLiteral{std::move(parts)});
}

ast::ExprId make_unknown(Builder& b, Span s, boost::optional<ast::Name>& cause) {
    return b.add(s, ast::UnknownLiteral{cause ? std::optional{std::move(cause->text)} : std::nullopt});
}

const auto object_key_def = node(word, make_plain_key) | node(key_text, make_quoted_key);
const auto object_member_def = node(object_key > punct(":") > value > -punct(","), make_object_member);

BOOST_SPIRIT_DEFINE(object_member, object_key)

} // namespace

const auto value_def =
    depth_limit(node(object, pass) | node(list, pass) |
                node(keyword("unknown") >> !punct(".") >> -brackets('(', key_text), make_unknown) |
                node(signed_number, pass) | node(!punct("(") >> operand, pass));
const auto list_def = node(brackets('[', *(value >> -punct(","))), make_list);
const auto object_def = node(brackets('{', *object_member), make_object);

BOOST_SPIRIT_DEFINE(value, list, object)
BOOST_SPIRIT_INSTANTIATE(ValueRule, Iterator, Context)
BOOST_SPIRIT_INSTANTIATE(ListRule, Iterator, Context)
BOOST_SPIRIT_INSTANTIATE(ObjectRule, Iterator, Context)

} // namespace iotsec::grammar
