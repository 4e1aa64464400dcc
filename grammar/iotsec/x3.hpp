// The kit that the grammars are written with, on top of Boost.Spirit X3: nodes with exact places, keywords,
// tokens read by plain functions, brackets that know where they were opened, and a limit on nesting.
// A parser that fails leaves its place as it was, in front of white space too: so a failed expectation points
// just behind the last thing that matched.
#pragma once

#include "grammar/iotsec/builder.hpp"

#include <boost/spirit/home/x3.hpp>

#include <string>
#include <type_traits>
#include <utility>

namespace iotsec::grammar {

namespace x3 = boost::spirit::x3;

using Iterator = const char*;
using Failure = x3::expectation_failure<Iterator>;

struct builder_tag;

/// The builder of the running parse.
template <typename Context>
Builder& builder(const Context& context) {
    return x3::get<builder_tag>(context);
}

[[noreturn]] inline void fail(Iterator where, const std::string& wanted) {
    boost::throw_exception(Failure{where, wanted});
}

/// Skips white space and comments; the builder keeps the comments.
struct Trivia : x3::parser<Trivia> {
    using attribute_type = x3::unused_type;
    static bool const has_attribute = false;
    Builder* builder;

    explicit Trivia(Builder& b) : builder{&b} {}

    template <typename It, typename Context, typename Value, typename Attribute>
    bool parse(It& first, const It& last, const Context&, Value&&, Attribute&&) const {
        return builder->skip_trivia(first, last);
    }
};

using SkipContext = x3::phrase_parse_context<Trivia>::type;
/// The one context that every rule is instantiated with.
using Context = x3::context<builder_tag, Builder, SkipContext>;

/// The make function that hands a value on.
struct Pass {
    template <typename Value>
    Value operator()(Builder&, Span, Value& value) const {
        return std::move(value);
    }
};
inline constexpr Pass pass;

/// node(p, f): when `p` matches, the enclosing rule's value becomes `f(builder, span, attribute of p)` or
/// `f(builder, span, value so far, attribute of p)`.
template <typename Subject, typename Make>
struct node_parser : x3::unary_parser<Subject, node_parser<Subject, Make>> {
    using base = x3::unary_parser<Subject, node_parser>;
    static bool const is_pass_through_unary = true;
    static bool const has_action = true; // the rule must not copy attributes itself
    Make make;

    constexpr node_parser(const Subject& s, Make m) : base(s), make(m) {}

    template <typename It, typename Ctx, typename Value, typename Attribute>
    bool parse(It& first, const It& last, const Ctx& context, Value& value, Attribute&) const {
        const It before = first;
        constexpr bool has_place = !std::is_same_v<Make, Pass>; // what is handed on keeps its own
        if constexpr (has_place) builder(context).skip_trivia(first, last);
        const It begin = first;
        // NOLINTNEXTLINE(misc-const-correctness): the subject fills it
        typename x3::traits::attribute_of<Subject, Ctx>::type attribute{};
        if (!this->subject.parse(first, last, context, value, attribute)) {
            first = before;
            return false;
        }
        Builder& b = builder(context); // NOLINT(misc-const-correctness): `make` adds to it
        const Span span = b.span(begin, first);
        if constexpr (requires { make(b, span, value, attribute); })
            value = make(b, span, value, attribute);
        else
            value = make(b, span, attribute);
        return true;
    }
};

template <typename Subject, typename Make>
constexpr auto node(const Subject& subject, Make make) {
    using Parser = typename x3::extension::as_parser<Subject>::value_type;
    return node_parser<Parser, Make>{x3::as_parser(subject), make};
}

/// A fixed text; a word ends where no letter, digit or `_` follows.
struct fixed_parser : x3::parser<fixed_parser> {
    using attribute_type = x3::unused_type;
    static bool const has_attribute = false;
    std::string_view text;
    bool is_word;

    constexpr fixed_parser(std::string_view t, bool word) : text{t}, is_word{word} {}

    template <typename It, typename Ctx, typename Value, typename Attribute>
    bool parse(It& first, const It& last, const Ctx& context, Value&&, Attribute&&) const {
        const It begin = first;
        builder(context).skip_trivia(first, last);
        if (!(is_word ? starts_with_word(first, last, text) : starts_with(first, last, text))) {
            first = begin;
            return false;
        }
        first += text.size();
        return true;
    }
};

constexpr fixed_parser keyword(std::string_view text) {
    return {text, true};
}
constexpr fixed_parser punct(std::string_view text) {
    return {text, false};
}

/// A token that a plain function reads.
template <typename Value>
struct token_parser : x3::parser<token_parser<Value>> {
    using attribute_type = Value;
    using Read = bool (*)(Builder&, Iterator& first, Iterator last, Value&);
    static bool const has_attribute = true;
    const char* name;
    Read read;

    constexpr token_parser(const char* n, Read r) : name{n}, read{r} {}

    template <typename It, typename Ctx, typename RContext, typename Attribute>
    bool parse(It& first, const It& last, const Ctx& context, RContext&&, Attribute& attribute) const {
        const It begin = first;
        builder(context).skip_trivia(first, last);
        Value value{};
        if (!read(builder(context), first, last, value)) {
            first = begin;
            return false;
        }
        x3::traits::move_to(std::move(value), attribute);
        return true;
    }
};

/// flag(p): always matches; whether `p` did is its value.
template <typename Subject>
struct flag_parser : x3::unary_parser<Subject, flag_parser<Subject>> {
    using base = x3::unary_parser<Subject, flag_parser>;
    using attribute_type = bool;
    static bool const has_attribute = true;

    constexpr explicit flag_parser(const Subject& s) : base(s) {}

    template <typename It, typename Ctx, typename Value, typename Attribute>
    bool parse(It& first, const It& last, const Ctx& context, Value& value, Attribute& attribute) const {
        const bool found = this->subject.parse(first, last, context, value, x3::unused);
        x3::traits::move_to(found, attribute);
        return true;
    }
};

template <typename Subject>
constexpr auto flag(const Subject& subject) {
    using Parser = typename x3::extension::as_parser<Subject>::value_type;
    return flag_parser<Parser>{x3::as_parser(subject)};
}

/// brackets('(', p): p between brackets; where the closing one is missing, the builder still knows where the
/// opening one stands.
template <typename Subject>
struct bracket_parser : x3::unary_parser<Subject, bracket_parser<Subject>> {
    using base = x3::unary_parser<Subject, bracket_parser>;
    static bool const is_pass_through_unary = true;
    char open;

    constexpr bracket_parser(const Subject& s, char o) : base(s), open{o} {}

    template <typename It, typename Ctx, typename Value, typename Attribute>
    bool parse(It& first, const It& last, const Ctx& context, Value& value, Attribute& attribute) const {
        const It begin = first;
        builder(context).skip_trivia(first, last);
        if (first == last || *first != open) {
            first = begin;
            return false;
        }
        Builder& b = builder(context);
        b.open(first++);
        if (!this->subject.parse(first, last, context, value, attribute))
            fail(first, x3::what(this->subject));
        const It end = first;
        builder(context).skip_trivia(first, last);
        if (first == last || *first != closing(open)) fail(end, missing_closing);
        b.close();
        ++first;
        return true;
    }
};

template <typename Subject>
constexpr auto brackets(char open, const Subject& subject) {
    using Parser = typename x3::extension::as_parser<Subject>::value_type;
    return bracket_parser<Parser>{x3::as_parser(subject), open};
}

/// depth_limit(p): p, at most `Builder::max_depth` deep inside itself.
template <typename Subject>
struct depth_parser : x3::unary_parser<Subject, depth_parser<Subject>> {
    using base = x3::unary_parser<Subject, depth_parser>;
    static bool const is_pass_through_unary = true;

    constexpr explicit depth_parser(const Subject& s) : base(s) {}

    template <typename It, typename Ctx, typename Value, typename Attribute>
    bool parse(It& first, const It& last, const Ctx& context, Value& value, Attribute& attribute) const {
        const Builder::Deeper deeper{builder(context)};
        if (!deeper.fits()) {
            builder(context).skip_trivia(first, last);
            fail(first, too_deep);
        }
        return this->subject.parse(first, last, context, value, attribute);
    }
};

template <typename Subject>
constexpr auto depth_limit(const Subject& subject) {
    using Parser = typename x3::extension::as_parser<Subject>::value_type;
    return depth_parser<Parser>{x3::as_parser(subject)};
}

/// Parses `rule` at `at`; on success `at` stands behind it. A failed expectation leaves as `Failure`.
template <typename Rule, typename Value>
bool run(Builder& b, Iterator& at, Iterator last, const Rule& rule, Value& value) {
    return x3::phrase_parse(at, last, x3::with<builder_tag>(b)[rule], Trivia{b}, value,
                            x3::skip_flag::dont_post_skip);
}

} // namespace iotsec::grammar

namespace boost::spirit::x3 {

template <>
struct get_info<iotsec::grammar::fixed_parser> {
    using result_type = std::string;
    std::string operator()(const iotsec::grammar::fixed_parser& p) const {
        return "`" + std::string{p.text} + "`";
    }
};
template <typename Value>
struct get_info<iotsec::grammar::token_parser<Value>> {
    using result_type = std::string;
    std::string operator()(const iotsec::grammar::token_parser<Value>& p) const { return p.name; }
};
template <typename Subject, typename Make>
struct get_info<iotsec::grammar::node_parser<Subject, Make>> {
    using result_type = std::string;
    std::string operator()(const iotsec::grammar::node_parser<Subject, Make>& p) const {
        return what(p.subject);
    }
};
template <typename Subject>
struct get_info<iotsec::grammar::depth_parser<Subject>> {
    using result_type = std::string;
    std::string operator()(const iotsec::grammar::depth_parser<Subject>& p) const { return what(p.subject); }
};
template <typename Subject>
struct get_info<iotsec::grammar::bracket_parser<Subject>> {
    using result_type = std::string;
    std::string operator()(const iotsec::grammar::bracket_parser<Subject>& p) const {
        return std::string{"`"} + p.open + "`";
    }
};

} // namespace boost::spirit::x3
