#include "azure/policy/options.hpp"

#include <array>
#include <type_traits>

namespace iotsec::azure::policy {

namespace {

struct Entry {
    std::string_view id, name, text;
    std::array<std::string_view, 3> readings;
    std::size_t count;
};

constexpr std::array<Entry, question_count> questions{{
    {"A1",
     "missing-array",
     "what a condition on `[*]` is where the array is not there",
     {"holds", "fails"},
     2},
    {"A2",
     "empty-text",
     "which of null and \"not there\" equals an empty text",
     {"null-is", "both-are", "neither-is"},
     3},
    {"A3",
     "equals-function",
     "whether the function `equals` minds letter case",
     {"minds-case", "ignores-case"},
     2},
    {"A4",
     "order-of-wrong-type",
     "what an ordering is on a value of another type than the operand",
     {"error", "fails"},
     2},
    {"A5", "number-text", "whether a text such as `080` equals the number 80", {"is-text", "is-number"}, 2},
    {"A6", "date-order", "how texts that are dates are ordered", {"as-text", "as-dates"}, 2},
    {"A7",
     "absent-member",
     "what an expression gives that reads a member that is not there",
     {"fails-but-in-tags", "fails", "is-null"},
     3},
    {"A8",
     "mixed-exists",
     "what `exists: false` on `[*]` is where only some have the property",
     {"all-of", "complement-of-true"},
     2},
    {"A9", "count-of-no-array", "what `count` of a value is that is no array", {"error", "zero"}, 2},
    {"A10",
     "brackets-in-argument",
     "whether an argument that looks like an expression is evaluated",
     {"are-data", "are-evaluated"},
     2},
    {"A11",
     "function-order",
     "whether functions behind a condition that decides are called all the same",
     {"left-to-right", "before-conditions"},
     2},
}};

const Entry& entry(Question question) {
    return questions[static_cast<std::size_t>(question)];
}

/// Calls `use` with the option that answers `question`.
template <typename AnyOptions, typename Use>
auto with_option(AnyOptions& options, Question question, Use use) {
    switch (question) {
    case Question::MissingArray:
        return use(options.missing_array);
    case Question::EmptyText:
        return use(options.empty_text);
    case Question::EqualsFunction:
        return use(options.equals_function);
    case Question::OrderOfWrongType:
        return use(options.order_of_wrong_type);
    case Question::NumberText:
        return use(options.number_text);
    case Question::DateOrder:
        return use(options.date_order);
    case Question::AbsentMember:
        return use(options.absent_member);
    case Question::MixedExists:
        return use(options.mixed_exists);
    case Question::CountOfNoArray:
        return use(options.count_of_no_array);
    case Question::BracketsInArgument:
        return use(options.brackets_in_argument);
    case Question::FunctionOrder:
        return use(options.function_order);
    }
    return use(options.function_order);
}

} // namespace

std::vector<Question> Questions::list() const {
    std::vector<Question> result;
    for (std::size_t i = 0; i < question_count; ++i) {
        if (has(static_cast<Question>(i))) result.push_back(static_cast<Question>(i));
    }
    return result;
}

std::string_view id(Question question) {
    return entry(question).id;
}

std::string_view name(Question question) {
    return entry(question).name;
}

std::string_view text(Question question) {
    return entry(question).text;
}

std::span<const std::string_view> readings(Question question) {
    return std::span{entry(question).readings}.first(entry(question).count);
}

std::size_t reading(const Options& options, Question question) {
    return with_option(options, question, [](auto option) { return static_cast<std::size_t>(option); });
}

Options with_reading(Options options, Question question, std::size_t reading) {
    with_option(options, question, [&](auto& option) {
        option = static_cast<std::remove_reference_t<decltype(option)>>(reading);
    });
    return options;
}

std::vector<Options> alternatives(const Options& options, Question question) {
    std::vector<Options> result;
    for (std::size_t i = 0; i < readings(question).size(); ++i) {
        if (i != reading(options, question)) result.push_back(with_reading(options, question, i));
    }
    return result;
}

} // namespace iotsec::azure::policy
