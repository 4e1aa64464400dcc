// Takes JSON values apart with a check of everything: types, names, what is missing and what is too much.
#pragma once

#include "base/diagnostic.hpp"
#include "base/value.hpp"
#include "compiler/ir/names.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace iotsec::ir {

/// Keeps the first mistake of a run. What is read after it is harmless and is thrown away.
class Mistakes {
  public:
    void add(Diagnostic diagnostic) {
        if (!first_) first_ = std::move(diagnostic);
    }
    [[nodiscard]] const std::optional<Diagnostic>& first() const { return first_; }

  private:
    std::optional<Diagnostic> first_;
};

/// Reports that `value` is not what was wanted, with what it is instead.
void expected(Mistakes& mistakes, std::string_view what, const Value& value);

/// The text, flag or number that `value` is; something harmless and a mistake where it is none.
[[nodiscard]] std::string text(const Value& value, Mistakes& mistakes);
[[nodiscard]] bool flag(const Value& value, Mistakes& mistakes);
[[nodiscard]] std::int64_t number(const Value& value, Mistakes& mistakes);
/// A number from 0 that fits an index.
[[nodiscard]] std::uint32_t index(const Value& value, Mistakes& mistakes);
/// The items of a list; none and a mistake where it is none.
[[nodiscard]] const List& list(const Value& value, Mistakes& mistakes);
[[nodiscard]] std::vector<std::string> texts(const Value& value, Mistakes& mistakes);

/// The members of one object. Each is taken once; `finish` reports those that nobody took.
class Members {
  public:
    /// `what` names the object in messages.
    Members(const Value& value, std::string_view what, Mistakes& mistakes);

    /// The member, or null where it is missing.
    [[nodiscard]] const Value* optional(std::string_view name);
    /// The member; a mistake, and null as value, where it is missing.
    [[nodiscard]] const Value& required(std::string_view name);

    [[nodiscard]] std::string text(std::string_view name) { return ir::text(required(name), mistakes_); }
    [[nodiscard]] std::string optional_text(std::string_view name);
    [[nodiscard]] std::vector<std::string> optional_texts(std::string_view name);
    [[nodiscard]] bool optional_flag(std::string_view name);
    [[nodiscard]] std::optional<std::int64_t> optional_number(std::string_view name);

    /// An enumerator by its name.
    template <typename E>
    [[nodiscard]] E enumerator(std::string_view name) {
        return to_enumerator<E>(required(name));
    }
    template <typename E>
    [[nodiscard]] E optional_enumerator(std::string_view name, E otherwise) {
        const Value* value = optional(name);
        return value == nullptr ? otherwise : to_enumerator<E>(*value);
    }

    /// What `read` makes of each item of the list `name`; nothing where the member is missing.
    template <typename Read>
    [[nodiscard]] auto optional_items(std::string_view name, const Read& read) {
        const Value* value = optional(name);
        return items(value == nullptr ? Value{List{}} : *value, read);
    }
    /// The same for a list that must be there.
    template <typename Read>
    [[nodiscard]] auto items(std::string_view name, const Read& read) {
        return items(required(name), read);
    }

    void finish();

  private:
    template <typename E>
    [[nodiscard]] E to_enumerator(const Value& value) {
        const std::string* name = value.as_string();
        const auto found = name == nullptr ? std::nullopt : enum_value<E>(*name);
        if (!found) expected_one_of(value, enum_names<E>);
        return found.value_or(E{});
    }
    template <typename Read>
    [[nodiscard]] auto items(const Value& value, const Read& read) {
        std::vector<decltype(read(value))> result;
        for (const Value& item : list(value, mistakes_))
            result.push_back(read(item));
        return result;
    }
    template <typename Names>
    void expected_one_of(const Value& value, const Names& names) {
        std::string all;
        for (const std::string_view name : names)
            all += (all.empty() ? "one of `" : "`, `") + std::string{name};
        expected(mistakes_, all + "`", value);
    }

    const Object& members_;
    std::string_view what_;
    Span span_;
    Mistakes& mistakes_;
    std::vector<bool> taken_;
};

} // namespace iotsec::ir
