// A JSON value that knows its place in the evidence, and that may be unknown. The reader of JSON makes these,
// the template engine computes with them, the verifier judges them.
#pragma once

#include "base/span.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace iotsec {

class Value;
struct Member;
struct Unknown;

using List = std::vector<Value>;
/// Members in the order of the file. A name that is repeated stands twice; look-ups find the last, as Azure
/// does.
using Object = std::vector<Member>;
using UnknownRef = std::shared_ptr<const Unknown>;

/// One JSON value with its place. Null and "no value" are both absent for the language (reference,
/// section 1.1).
class Value {
  public:
    using Data =
        std::variant<std::monostate, bool, std::int64_t, double, std::string, List, Object, UnknownRef>;

    Span span;
    Data data;

    Value() = default;
    explicit Value(Data value, Span where = {});

    [[nodiscard]] bool is_null() const { return std::holds_alternative<std::monostate>(data); }
    [[nodiscard]] const bool* as_bool() const { return std::get_if<bool>(&data); }
    [[nodiscard]] const std::int64_t* as_int() const { return std::get_if<std::int64_t>(&data); }
    [[nodiscard]] const double* as_double() const { return std::get_if<double>(&data); }
    /// Whole or not; nullopt where this is no number.
    [[nodiscard]] std::optional<double> as_number() const;
    [[nodiscard]] const std::string* as_string() const { return std::get_if<std::string>(&data); }
    [[nodiscard]] const List* as_list() const { return std::get_if<List>(&data); }
    [[nodiscard]] const Object* as_object() const { return std::get_if<Object>(&data); }
    [[nodiscard]] const Unknown* as_unknown() const;

    /// The member `name` of an object, letter case ignored; null where this is no object or has no such
    /// member.
    [[nodiscard]] const Value* find(std::string_view name) const;
    [[nodiscard]] Value* find(std::string_view name);
    /// The text of the member `name`, letter case ignored; empty where there is none, or it is no text.
    [[nodiscard]] std::string_view text_at(std::string_view name) const;
    /// Sets member `name` (case ignored) of an object; anything that is no object becomes one.
    Value& set(std::string_view name, Value value);
    /// Removes member `name` (case ignored) of an object; says whether there was one.
    bool erase(std::string_view name);
};

struct Member {
    std::string name;
    Span name_span;
    Value value;
};

inline Value::Value(Data value, Span where) : span{where}, data{std::move(value)} {}

/// Why a value cannot be known from the evidence.
enum class Cause {
    ParameterWithoutValue, ///< a template or module parameter that nothing gives a value
    KnownAfterDeployment,  ///< `reference()`, `listKeys()`, a generated name
    NotInRequest,          ///< read-only or filled in by the service: a request body cannot carry it
    NotExported,           ///< withheld from this export, such as keys
    NotInEvidence,         ///< a related resource that may exist elsewhere
    Malformed,             ///< there, but not of the type that the catalogue states
    NotComputed,           ///< an expression that this version does not evaluate
};

/// What is known of a value that is not: why, and what still narrows it down.
struct Unknown {
    Cause cause = Cause::NotComputed;
    /// The cause in words: `parameter env has no value`.
    std::string reason;
    /// The parameter of the template as a whole that is to blame; empty where none is.
    std::string parameter;
    /// Two reads of one unknown have the same identity and are equal; 0 is unlike every other.
    std::uint64_t identity = 0;
    /// The only values it can have; empty if that is not known.
    std::vector<Value> domain;
    /// Values that it surely has not.
    std::vector<Value> never;
    bool may_be_absent = true;
    /// For a text: what is known of it, in order; `nullopt` is a gap. Empty if nothing is.
    std::vector<std::optional<std::string>> pieces;
    /// The identities of the gaps in `pieces`, in order; empty or 0 where unlike every other.
    std::vector<std::uint64_t> gaps;
};

/// A known text without a place.
[[nodiscard]] Value text_value(std::string_view text);

/// An unknown value at `span`.
[[nodiscard]] Value make_unknown(Unknown unknown, Span span = {});

/// Deep equality of what is written: places are ignored, names compare exactly and order of members does not
/// count.
[[nodiscard]] bool same_value(const Value& a, const Value& b);

} // namespace iotsec
