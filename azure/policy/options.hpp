// What Microsoft's documentation leaves open, as options: each a named question with its readings, the
// default first.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace iotsec::azure::policy {

/// The open questions; their ids, `A1` to `A11`, are those of docs/azure-policy-engine.md.
enum class Question : std::uint8_t {
    MissingArray,       ///< A1
    EmptyText,          ///< A2
    EqualsFunction,     ///< A3
    OrderOfWrongType,   ///< A4
    NumberText,         ///< A5
    DateOrder,          ///< A6
    AbsentMember,       ///< A7
    MixedExists,        ///< A8
    CountOfNoArray,     ///< A9
    BracketsInArgument, ///< A10
    FunctionOrder,      ///< A11
};
inline constexpr std::size_t question_count = 11;

/// What a `[*]` field condition is on an array that is not there (A1).
enum class MissingArray : std::uint8_t { Holds, Fails };
/// Which of null and "not there" equals an empty text (A2).
enum class EmptyText : std::uint8_t { NullIs, BothAre, NeitherIs };
/// Whether letter case counts for the function `equals` (A3).
enum class EqualsFunction : std::uint8_t { MindsCase, IgnoresCase };
/// What `less` and its like are on a value that has no order with the operand (A4).
enum class OrderOfWrongType : std::uint8_t { Error, Fails };
/// Whether `080` equals 80 (A5).
enum class NumberText : std::uint8_t { IsText, IsNumber };
/// How texts that are dates are ordered (A6).
enum class DateOrder : std::uint8_t { AsText, AsDates };
/// What reading a member that is not there gives, in an expression (A7).
enum class AbsentMember : std::uint8_t { FailsButInTags, Fails, IsNull };
/// What `exists: false` is on `[*]` where some have the property and some do not (A8).
enum class MixedExists : std::uint8_t { AllOf, ComplementOfTrue };
/// What `count` of a value is that is no array (A9).
enum class CountOfNoArray : std::uint8_t { Error, Zero };
/// Whether a text in brackets that is given as an argument is evaluated (A10).
enum class BracketsInArgument : std::uint8_t { AreData, AreEvaluated };
/// Whether a member of `allOf` that fails keeps the functions behind it from being called (A11).
enum class FunctionOrder : std::uint8_t { LeftToRight, BeforeConditions };
/// Which of several overrides of one effect counts. Not among the numbered questions: it concerns
/// assignments, not rules.
enum class OverrideOrder : std::uint8_t { FirstWins, LastWins };

/// How a rule is read.
struct Options {
    MissingArray missing_array{};
    EmptyText empty_text{};
    EqualsFunction equals_function{};
    OrderOfWrongType order_of_wrong_type{};
    NumberText number_text{};
    DateOrder date_order{};
    AbsentMember absent_member{};
    MixedExists mixed_exists{};
    CountOfNoArray count_of_no_array{};
    BracketsInArgument brackets_in_argument{};
    FunctionOrder function_order{};
    OverrideOrder override_order{};
};

/// A set of questions.
class Questions {
  public:
    void add(Question question) { bits_ |= bit(question); }
    void add(Questions more) { bits_ |= more.bits_; }
    [[nodiscard]] bool has(Question question) const { return (bits_ & bit(question)) != 0; }
    [[nodiscard]] bool empty() const { return bits_ == 0; }
    /// In the order of their ids.
    [[nodiscard]] std::vector<Question> list() const;

  private:
    static std::uint16_t bit(Question question) {
        return static_cast<std::uint16_t>(1U << static_cast<unsigned>(question));
    }
    std::uint16_t bits_ = 0;
};

/// `A1`
[[nodiscard]] std::string_view id(Question question);
/// `missing-array`, as it is spelled on the command line.
[[nodiscard]] std::string_view name(Question question);
/// What is asked, in words.
[[nodiscard]] std::string_view text(Question question);
/// The names of its readings, the default first: `holds`, `fails`.
[[nodiscard]] std::span<const std::string_view> readings(Question question);

/// Which reading of `question` is chosen, as an index of `readings`.
[[nodiscard]] std::size_t reading(const Options& options, Question question);
/// `options` with another reading of one question.
[[nodiscard]] Options with_reading(Options options, Question question, std::size_t reading);
/// `options` with every other reading of `question`, one at a time.
[[nodiscard]] std::vector<Options> alternatives(const Options& options, Question question);

} // namespace iotsec::azure::policy
