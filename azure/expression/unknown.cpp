#include "azure/expression/unknown.hpp"

#include "base/json/reader.hpp"
#include "base/overloaded.hpp"
#include "base/text.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <bit>
#include <utility>

namespace iotsec::azure {

namespace {

constexpr std::size_t max_domain = 64;
constexpr std::size_t max_pieces = 1000; // joined to itself again and again, a text would outgrow all memory
constexpr std::size_t max_known = 1U << 20U; // characters
constexpr std::string_view wide_reason = wide_integer_reason;

/// Pieces and gaps of a text that is being put together.
class Pieces {
  public:
    void add(const Value& part) {
        if (const std::string* text = part.as_string()) return add_text(*text);
        const Unknown* unknown = part.as_unknown();
        if (unknown == nullptr) return;
        if (first_ == nullptr) first_ = unknown;
        if (unknown->pieces.empty()) return add_gap(unknown->identity);
        std::size_t gap = 0;
        for (const auto& piece : unknown->pieces) {
            if (piece) {
                add_text(*piece);
            } else {
                add_gap(gap < unknown->gaps.size() ? unknown->gaps[gap] : 0);
                ++gap;
            }
        }
    }

    [[nodiscard]] Value value(Span span) && {
        if (first_ == nullptr) return Value{pieces_.empty() ? std::string{} : std::move(*pieces_[0]), span};
        if (is_too_much()) return make_unknown(following(*first_, 0), span);
        Unknown result = following(*first_, identity());
        result.may_be_absent = false;
        result.pieces = std::move(pieces_);
        result.gaps = std::move(gaps_);
        return make_unknown(std::move(result), span);
    }

  private:
    void add_text(std::string_view text) {
        if (text.empty()) return;
        if (!pieces_.empty() && pieces_.back()) {
            *pieces_.back() += text;
        } else {
            pieces_.emplace_back(text);
        }
    }
    void add_gap(std::uint64_t identity) {
        pieces_.emplace_back();
        gaps_.push_back(identity);
    }
    [[nodiscard]] bool is_too_much() const {
        std::size_t known = 0;
        for (const auto& piece : pieces_)
            known += piece ? piece->size() : 0;
        return pieces_.size() > max_pieces || known > max_known;
    }
    [[nodiscard]] std::uint64_t identity() const {
        if (std::ranges::count(gaps_, std::uint64_t{0}) > 0) return 0;
        if (pieces_.size() == 1) return gaps_.front();
        Identity result{"text"};
        auto gap = gaps_.begin();
        for (const auto& piece : pieces_) {
            if (piece) {
                result.add(std::string_view{*piece});
            } else {
                result.add(*gap++);
            }
        }
        return result.value();
    }

    std::vector<std::optional<std::string>> pieces_;
    std::vector<std::uint64_t> gaps_;
    const Unknown* first_ = nullptr;
};

/// Whether a text with gaps can be `text`.
bool can_be(const std::vector<std::optional<std::string>>& pieces, std::string_view text) {
    if (pieces.front() && !text.starts_with(*pieces.front())) return false;
    if (pieces.back() && !text.ends_with(*pieces.back())) return false;
    std::size_t from = 0;
    for (const auto& piece : pieces) {
        if (!piece) continue;
        const std::size_t found = text.find(*piece, from);
        if (found == std::string_view::npos) return false;
        from = found + piece->size();
    }
    return true;
}

std::optional<bool> equal_unknown(const Unknown& a, const Value& b) {
    if (const Unknown* other = b.as_unknown()) {
        if (&a == other || (a.identity != 0 && a.identity == other->identity && a.pieces == other->pieces)) {
            return true;
        }
        if (!other->domain.empty() && a.domain.empty()) return std::nullopt;
    }
    if (!a.domain.empty()) {
        std::optional<bool> all;
        for (const Value& candidate : a.domain) {
            const auto one = equal(candidate, b);
            if (!one || (all && *all != *one)) return std::nullopt;
            all = one;
        }
        return all;
    }
    const auto is_b = [&](const Value& value) { return same_value(value, b); };
    if (std::ranges::any_of(a.never, is_b)) return false;
    const std::string* text = b.as_string();
    const bool is_text = std::ranges::any_of(a.pieces, [](const auto& piece) { return piece.has_value(); });
    if (is_text && b.as_unknown() == nullptr && (text == nullptr || !can_be(a.pieces, *text))) return false;
    return std::nullopt;
}

std::optional<bool> equal_lists(const List& a, const List& b) {
    if (a.size() != b.size()) return false;
    bool open = false;
    for (std::size_t i = 0; i < a.size(); ++i) {
        const auto one = equal(a[i], b[i]);
        if (one == false) return false;
        open = open || !one;
    }
    return open ? std::nullopt : std::optional{true};
}

std::optional<bool> equal_objects(const Object& a, const Object& b) {
    if (a.size() != b.size()) return false;
    bool open = false;
    for (const Member& member : a) {
        const auto other = std::ranges::find(b, member.name, &Member::name);
        if (other == b.end()) return false;
        const auto one = equal(member.value, other->value);
        if (one == false) return false;
        open = open || !one;
    }
    return open ? std::nullopt : std::optional{true};
}

void add_candidates(std::vector<Value>& domain, const Value& value, bool& open) {
    const Unknown* unknown = value.as_unknown();
    if (unknown != nullptr ? unknown->domain.empty() : first_unknown(value) != nullptr) open = true;
    const std::span<const Value> candidates =
        unknown == nullptr ? std::span{&value, 1} : std::span{unknown->domain};
    for (const Value& candidate : candidates) {
        const auto same = [&](const Value& known) { return same_value(known, candidate); };
        if (std::ranges::none_of(domain, same)) domain.push_back(candidate);
    }
}

Value either_object(const Unknown& condition, const Value& yes, const Value& no) {
    Object members;
    for (const Member& member : *yes.as_object()) {
        const Value* other = no.find(member.name);
        members.push_back(
            {member.name, member.name_span, either(condition, member.value, other ? *other : Value{})});
    }
    for (const Member& member : *no.as_object()) {
        if (yes.find(member.name) != nullptr) continue;
        members.push_back({member.name, member.name_span, either(condition, Value{}, member.value)});
    }
    return Value{std::move(members), yes.span};
}

} // namespace

Identity& Identity::add(std::string_view text) {
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? c + 32 : c; };
    for (const char c : text) {
        state_ = (state_ ^ static_cast<unsigned char>(lower(c))) * 0x100000001B3U;
    }
    return add(std::uint64_t{text.size()});
}

Identity& Identity::add(std::uint64_t number) {
    state_ = std::rotl((state_ ^ number) * 0x9E3779B97F4A7C15U, 29);
    return *this;
}

Identity& Identity::add(const Value& value) {
    std::visit(overloaded{
                   [&](std::monostate) { add("null"); },
                   [&](bool flag) { add(flag ? "true" : "false"); },
                   [&](std::int64_t number) { add("int").add(static_cast<std::uint64_t>(number)); },
                   [&](double number) { add("double").add(std::bit_cast<std::uint64_t>(number)); },
                   [&](const std::string& text) { add("text").add(std::string_view{text}); },
                   [&](const List& items) {
                       add("list").add(std::uint64_t{items.size()});
                       for (const Value& item : items)
                           add(item);
                   },
                   [&](const Object& members) {
                       add("object").add(std::uint64_t{members.size()});
                       for (const Member& member : members)
                           add(std::string_view{member.name}).add(member.value);
                   },
                   [&](const UnknownRef& unknown) {
                       unlike_ = unlike_ || unknown->identity == 0;
                       add(unknown->identity);
                   },
               },
               value.data);
    return *this;
}

Value make_wide_integer(std::string digits, Span span) {
    Unknown unknown;
    unknown.cause = Cause::NotComputed;
    unknown.reason = wide_reason;
    unknown.identity = Identity{"wide integer"}.add(std::string_view{digits}).value();
    unknown.may_be_absent = false;
    unknown.pieces.emplace_back(std::move(digits));
    return make_unknown(std::move(unknown), span);
}

const std::string* wide_integer(const Value& value) {
    const Unknown* unknown = value.as_unknown();
    const bool is_wide =
        unknown != nullptr && unknown->cause == Cause::NotComputed && unknown->reason == wide_reason;
    return is_wide ? &*unknown->pieces.front() : nullptr;
}

const Unknown* open_unknown(const Value& value) {
    return wide_integer(value) != nullptr ? nullptr : value.as_unknown();
}

const Unknown* first_unknown(const Value& value) {
    if (value.as_unknown() != nullptr) return open_unknown(value);
    if (const List* items = value.as_list()) {
        for (const Value& item : *items) {
            if (const Unknown* found = first_unknown(item)) return found;
        }
    }
    if (const Object* members = value.as_object()) {
        for (const Member& member : *members) {
            if (const Unknown* found = first_unknown(member.value)) return found;
        }
    }
    return nullptr;
}

Value known_after_deployment(std::string reason, const Identity& identity, Span span) {
    Unknown unknown;
    unknown.cause = Cause::KnownAfterDeployment;
    unknown.reason = std::move(reason);
    unknown.identity = identity.value();
    unknown.may_be_absent = false;
    return make_unknown(std::move(unknown), span);
}

Unknown following(const Unknown& from, std::uint64_t identity) {
    Unknown result;
    result.cause = from.cause;
    result.reason = from.reason;
    result.parameter = from.parameter;
    result.identity = identity;
    return result;
}

Value unknown_bool(const Unknown& from, std::uint64_t identity) {
    Unknown result = following(from, identity);
    result.domain = {Value{true}, Value{false}};
    result.may_be_absent = false;
    return make_unknown(std::move(result));
}

Value joined_text(std::span<const Value> parts, Span span) {
    const auto is_single_unknown = parts.size() == 1 && parts.front().as_unknown() != nullptr;
    if (is_single_unknown) {
        Value same = parts.front();
        same.span = span;
        return same;
    }
    Pieces pieces;
    for (const Value& part : parts)
        pieces.add(part);
    return std::move(pieces).value(span);
}

std::optional<bool> equal(const Value& a, const Value& b) {
    const std::string* wide = wide_integer(a);
    const std::string* other = wide_integer(b);
    if (wide != nullptr && other != nullptr) return *wide == *other;
    if ((wide != nullptr && b.as_unknown() == nullptr) || (other != nullptr && a.as_unknown() == nullptr)) {
        return false;
    }
    if (const Unknown* unknown = a.as_unknown()) return equal_unknown(*unknown, b);
    if (const Unknown* unknown = b.as_unknown()) return equal_unknown(*unknown, a);
    if (a.data.index() != b.data.index()) return false;
    if (const List* items = a.as_list()) return equal_lists(*items, *b.as_list());
    if (const Object* members = a.as_object()) return equal_objects(*members, *b.as_object());
    const double* x = a.as_double();
    if (x != nullptr && *x != *x && *b.as_double() != *b.as_double()) return true; // NaN equals NaN here
    return same_value(a, b);
}

Value either(const Unknown& condition, const Value& yes, const Value& no) {
    if (equal(yes, no) == true) return yes;
    if (yes.as_object() != nullptr && no.as_object() != nullptr) return either_object(condition, yes, no);
    Identity identity{"if"};
    identity.add(condition.identity).add(yes).add(no);
    Unknown result = following(condition, condition.identity == 0 ? 0 : identity.value());
    bool open = false;
    add_candidates(result.domain, yes, open);
    add_candidates(result.domain, no, open);
    if (open || result.domain.size() > max_domain) result.domain.clear();
    const auto may_be_null = [](const Value& value) {
        const Unknown* unknown = value.as_unknown();
        return unknown != nullptr ? unknown->may_be_absent : value.is_null();
    };
    result.may_be_absent = may_be_null(yes) || may_be_null(no);
    return make_unknown(std::move(result), yes.span);
}

std::string key_of(const Value& value) {
    if (const std::string* text = value.as_string()) return to_lower(*text);
    const Unknown* unknown = value.as_unknown();
    return unknown == nullptr || unknown->identity == 0 ? std::string{}
                                                        : fmt::format("?{:x}", unknown->identity);
}

std::size_t weight(const Value& value) {
    constexpr std::size_t bytes_a_unit = 64;
    std::size_t sum = 1;
    if (const std::string* text = value.as_string()) sum += text->size() / bytes_a_unit;
    if (const List* items = value.as_list()) {
        for (const Value& item : *items)
            sum += weight(item);
    }
    if (const Object* members = value.as_object()) {
        for (const Member& member : *members)
            sum += weight(member.value);
    }
    return sum;
}

std::string_view type_name(const Value& value) {
    return std::visit(overloaded{
                          [](std::monostate) { return std::string_view{"null"}; },
                          [](bool) { return std::string_view{"a bool"}; },
                          [](std::int64_t) { return std::string_view{"a whole number"}; },
                          [](double) { return std::string_view{"a fraction"}; },
                          [](const std::string&) { return std::string_view{"a text"}; },
                          [](const List&) { return std::string_view{"a list"}; },
                          [](const Object&) { return std::string_view{"an object"}; },
                          [&](const UnknownRef&) {
                              return std::string_view{wide_integer(value) != nullptr ? "a whole number"
                                                                                     : "an unknown value"};
                          },
                      },
                      value.data);
}

} // namespace iotsec::azure
