#include "azure/policy/evaluate/operators.hpp"

#include "azure/expression/culture.hpp"
#include "azure/expression/instant.hpp"
#include "azure/expression/json_writer.hpp"
#include "azure/expression/unknown.hpp"
#include "azure/policy/fields.hpp"
#include "azure/policy/text/fold.hpp"
#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <compare>

namespace iotsec::azure::policy {

namespace {

bool is_absent(const Value* value) {
    return value == nullptr || value->is_null();
}

bool is_number(const Value& value) {
    return value.as_number().has_value();
}

/// The number that a value is, or that its text writes out in full.
std::optional<double> number_in(const Value& value) {
    if (const auto number = value.as_number()) return number;
    const std::string* text = value.as_string();
    if (text == nullptr) return std::nullopt;
    double number = 0;
    const auto [stop, error] = std::from_chars(text->data(), text->data() + text->size(), number);
    const bool is_whole = error == std::errc{} && stop == text->data() + text->size();
    const bool is_plain = text->find_first_not_of("+-.0123456789eE") == std::string::npos;
    return is_whole && is_plain ? std::optional{number} : std::nullopt;
}

std::optional<std::strong_ordering> order_of_ints(const Value& a, const Value& b) {
    if (a.as_int() == nullptr || b.as_int() == nullptr) return std::nullopt;
    return *a.as_int() <=> *b.as_int();
}

class Comparer {
  public:
    explicit Comparer(Comparison& how) : how_{how} {}

    bool equal(const Value* left, const Value& right) {
        if (is_absent(left)) return equals_nothing(left, right);
        if (right.is_null()) return is_empty_text(*left) && empty_text_is_null();
        const std::string* a = left->as_string();
        const std::string* b = right.as_string();
        if (a != nullptr && b != nullptr) return same(*a, *b);
        if (left->as_bool() != nullptr && right.as_bool() != nullptr)
            return *left->as_bool() == *right.as_bool();
        if (const auto order = order_of_ints(*left, right)) return *order == 0;
        if (is_number(*left) && is_number(right)) return number_in(*left) == number_in(right);
        const auto x = comparable_text(*left);
        const auto y = comparable_text(right);
        if (!x || !y) return false;
        return same(*x, *y) || equal_as_numbers(*left, right);
    }

    Truth is_in(const Value* left, const Value& right) {
        const List* items = right.as_list();
        if (items == nullptr) {
            how_.message = fmt::format("`in` is held against a list, found {}", type_name(right));
            return Truth::Error;
        }
        return truth(std::ranges::any_of(*items, [&](const Value& item) { return equal(left, item); }));
    }

    bool contains(const Value* left, const Value& right) {
        if (is_absent(left)) return false;
        if (const List* items = left->as_list())
            return std::ranges::any_of(*items, [&](const Value& item) { return equal(&item, right); });
        const auto part = comparable_text(right);
        if (!part) return false;
        if (const Object* members = left->as_object()) return has_key(*members, *part);
        const auto text = comparable_text(*left);
        return text && contains_text(spelled(*text), spelled(*part));
    }

    bool contains_key(const Value* left, const Value& right) {
        const auto key = comparable_text(right);
        return left != nullptr && left->as_object() != nullptr && key && has_key(*left->as_object(), *key);
    }

    bool like(const Value* left, const Value& right) {
        const auto [text, pattern] = texts(left, right);
        return text && pattern && is_like(*text, *pattern);
    }

    bool match(const Value* left, const Value& right, bool minds_case) {
        const auto [text, pattern] = texts(left, right);
        return text && pattern && matches(*text, *pattern, minds_case);
    }

    /// Whether the order of the two fulfils `holds`.
    template <typename Holds>
    Truth ordered(const Value* left, const Value& right, Holds holds) {
        if (is_absent(left)) return Truth::False;
        const std::string* a = left->as_string();
        const std::string* b = right.as_string();
        if (a != nullptr && b != nullptr) return ordered_texts(spelled(*a), spelled(*b), holds);
        if (const auto order = order_of_ints(*left, right)) return truth(holds(*order));
        const bool has_number = is_number(*left) || is_number(right);
        const auto x = number_in(*left);
        const auto y = number_in(right);
        if (has_number && x && y) return truth(holds(*x <=> *y));
        how_.met.add(Question::OrderOfWrongType);
        if (how_.options.order_of_wrong_type == OrderOfWrongType::Fails) return Truth::False;
        how_.message = fmt::format("{} and {} have no order", type_name(*left), type_name(right));
        return Truth::Error;
    }

  private:
    struct Texts {
        std::optional<std::string> text, pattern;
    };

    Texts texts(const Value* left, const Value& right) const {
        if (is_absent(left)) return {};
        Texts result{comparable_text(*left), comparable_text(right)};
        if (how_.of_locations && result.text && result.pattern) {
            result = {normalized_location(*result.text), normalized_location(*result.pattern)};
        }
        return result;
    }

    std::string spelled(const std::string& text) const {
        return how_.of_locations ? normalized_location(text) : text;
    }

    bool same(const std::string& a, const std::string& b) const {
        return same_text(a, b) || (how_.of_locations && same_text(spelled(a), spelled(b)));
    }

    static bool is_empty_text(const Value& value) {
        return value.as_string() != nullptr && value.as_string()->empty();
    }

    bool empty_text_is_null() {
        how_.met.add(Question::EmptyText);
        return how_.options.empty_text != EmptyText::NeitherIs;
    }

    bool equals_nothing(const Value* left, const Value& right) {
        if (right.is_null()) return true;
        if (!is_empty_text(right)) return false;
        if (left != nullptr) return empty_text_is_null();
        how_.met.add(Question::EmptyText);
        return how_.options.empty_text == EmptyText::BothAre;
    }

    bool equal_as_numbers(const Value& left, const Value& right) {
        if (!is_number(left) && !is_number(right)) return false;
        const auto x = number_in(left);
        const auto y = number_in(right);
        if (!x || !y || *x != *y) return false;
        how_.met.add(Question::NumberText);
        return how_.options.number_text == NumberText::IsNumber;
    }

    static bool has_key(const Object& members, std::string_view key) {
        return std::ranges::any_of(members, [&](const Member& m) { return same_text(m.name, key); });
    }

    template <typename Holds>
    Truth ordered_texts(const std::string& a, const std::string& b, Holds holds) {
        const bool as_texts = holds(collate(folded(a), folded(b)));
        const auto x = parse_time(a);
        const auto y = x ? parse_time(b) : std::nullopt;
        if (!x || !y) return truth(as_texts);
        const auto instant = [](const LocalTime& time) { return time.seconds - time.offset; };
        auto order = instant(*x) <=> instant(*y);
        if (order == 0) order = x->nanoseconds <=> y->nanoseconds;
        if (holds(order) == as_texts) return truth(as_texts);
        how_.met.add(Question::DateOrder);
        return truth(how_.options.date_order == DateOrder::AsDates ? holds(order) : as_texts);
    }

    Comparison& how_;
};

Truth compare_known(Operator op, const Value* left, const Value& right, Comparison& how) {
    Comparer comparer{how};
    switch (op) {
    case Operator::Equals:
        return truth(comparer.equal(left, right));
    case Operator::NotEquals:
        return truth(!comparer.equal(left, right));
    case Operator::Like:
        return truth(comparer.like(left, right));
    case Operator::NotLike:
        return truth(!comparer.like(left, right));
    case Operator::Match:
        return truth(comparer.match(left, right, true));
    case Operator::NotMatch:
        return truth(!comparer.match(left, right, true));
    case Operator::MatchInsensitively:
        return truth(comparer.match(left, right, false));
    case Operator::NotMatchInsensitively:
        return truth(!comparer.match(left, right, false));
    case Operator::Contains:
        return truth(comparer.contains(left, right));
    case Operator::NotContains:
        return truth(!comparer.contains(left, right));
    case Operator::In:
        return comparer.is_in(left, right);
    case Operator::NotIn:
        return negated(comparer.is_in(left, right));
    case Operator::ContainsKey:
        return truth(comparer.contains_key(left, right));
    case Operator::NotContainsKey:
        return truth(!comparer.contains_key(left, right));
    case Operator::Less:
        return comparer.ordered(left, right, [](std::partial_ordering order) { return order < 0; });
    case Operator::LessOrEquals:
        return comparer.ordered(left, right, [](std::partial_ordering order) { return order <= 0; });
    case Operator::Greater:
        return comparer.ordered(left, right, [](std::partial_ordering order) { return order > 0; });
    case Operator::GreaterOrEquals:
        return comparer.ordered(left, right, [](std::partial_ordering order) { return order >= 0; });
    case Operator::Exists:
        return exists(left, right, how);
    }
    return Truth::Error;
}

/// What holds for every value that `unknown` can have; Unknown where they differ or are not known.
template <typename Ask>
Truth over_domain(const Unknown& unknown, Comparison& how, Ask ask) {
    std::optional<Truth> common;
    for (const Value& candidate : unknown.domain) {
        const Truth one = ask(candidate);
        if (common && *common != one) common = Truth::Unknown;
        if (!common) common = one;
    }
    if (!common || *common == Truth::Unknown) how.message = unknown.reason;
    return common.value_or(Truth::Unknown);
}

} // namespace

Truth negated(Truth truth) {
    switch (truth) {
    case Truth::False:
        return Truth::True;
    case Truth::True:
        return Truth::False;
    case Truth::Unknown:
    case Truth::Error:
        return truth;
    }
    return truth;
}

std::optional<std::string> comparable_text(const Value& value) {
    if (const std::string* text = value.as_string()) return *text;
    if (const bool* flag = value.as_bool()) return *flag ? "True" : "False";
    if (const std::int64_t* number = value.as_int()) return std::to_string(*number);
    if (const double* number = value.as_double()) {
        std::string text = double_text(*number);
        if (text.ends_with(".0")) text.resize(text.size() - 2);
        return text;
    }
    return std::nullopt;
}

Truth exists(const Value* left, const Value& right, Comparison& how) {
    const std::string* text = right.as_string();
    const bool is_true =
        right.as_bool() != nullptr ? *right.as_bool() : text != nullptr && equal_ignoring_case(*text, "true");
    const bool is_false =
        right.as_bool() != nullptr ? !is_true : text != nullptr && equal_ignoring_case(*text, "false");
    if (!is_true && !is_false) {
        how.message = fmt::format("`exists` is held against true or false, found {}", type_name(right));
        return Truth::Error;
    }
    const Unknown* unknown = left == nullptr ? nullptr : left->as_unknown();
    if (unknown != nullptr && unknown->may_be_absent) {
        how.message = unknown->reason;
        return Truth::Unknown;
    }
    return truth(is_absent(left) == is_false);
}

Truth compare(Operator op, const Value* left, const Value& right, Comparison& how) {
    if (const Unknown* unknown = right.as_unknown()) {
        return over_domain(*unknown, how,
                           [&](const Value& candidate) { return compare(op, left, candidate, how); });
    }
    if (op == Operator::Exists) return exists(left, right, how);
    const Unknown* unknown = left == nullptr ? first_unknown(right) : first_unknown(*left);
    if (left != nullptr && left->as_unknown() != nullptr) {
        return over_domain(*unknown, how,
                           [&](const Value& candidate) { return compare(op, &candidate, right, how); });
    }
    if (unknown == nullptr) unknown = first_unknown(right);
    if (unknown == nullptr) return compare_known(op, left, right, how);
    how.message = unknown->reason;
    return Truth::Unknown;
}

} // namespace iotsec::azure::policy
