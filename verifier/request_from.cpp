#include "verifier/request_from.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

namespace iotsec::verifier {

namespace {

using Pieces = std::vector<std::optional<std::string>>;

/// A text with gaps, and the unknown that the gaps are from.
struct Told {
    Pieces pieces;
    std::optional<Unknown> unknown; ///< a copy: the value it is of may be a temporary one

    void add(const Value& value) {
        if (const std::string* text = value.as_string()) {
            pieces.emplace_back(*text);
            return;
        }
        unknown = value.as_unknown() == nullptr ? std::nullopt : std::optional{*value.as_unknown()};
        if (!unknown || unknown->pieces.empty())
            pieces.emplace_back(std::nullopt);
        else
            pieces.insert(pieces.end(), unknown->pieces.begin(), unknown->pieces.end());
    }
};

/// The part of a connection string behind `key=`, up to the next `;`. Where it runs into a gap, it is a text
/// that begins with what is known; where the key is not seen, nothing is known of it.
Value part_of(const Value& connection_string, std::string_view key) {
    Told told;
    told.add(connection_string);
    const std::string wanted = std::string{key} + "=";
    for (std::size_t i = 0; i < told.pieces.size(); ++i) {
        if (!told.pieces[i]) continue;
        const std::string& piece = *told.pieces[i];
        const auto at = find_ignoring_case(piece, wanted);
        if (at == std::string::npos) continue;
        const std::string rest = piece.substr(at + wanted.size());
        if (const auto end = rest.find(';'); end != std::string::npos || i + 1 == told.pieces.size()) {
            return Value{rest.substr(0, end)};
        }
        Unknown part = *told.unknown;
        part.identity = 0;
        part.pieces = {rest, std::nullopt};
        // What stands behind the gap and before the next `;` belongs to it, too.
        if (told.pieces.size() > i + 2 && told.pieces[i + 2]) {
            const std::string& behind = *told.pieces[i + 2];
            part.pieces.emplace_back(behind.substr(0, behind.find(';')));
        }
        return make_unknown(std::move(part), connection_string.span);
    }
    if (!told.unknown) return {};
    Unknown anything = *told.unknown;
    anything.identity = 0;
    anything.pieces.clear();
    return make_unknown(std::move(anything), connection_string.span);
}

Value member_value(std::string_view member, const Value& owner, const Value* own_name) {
    const auto hash = member.find('#');
    const std::string_view name = member.substr(0, hash);
    const Value* value = name == "name" && own_name != nullptr ? own_name : owner.find(name);
    if (value == nullptr || value->is_null()) return {};
    return hash == std::string_view::npos ? *value : part_of(*value, member.substr(hash + 1));
}

/// One alternative; null where a part is not there.
Value alternative_value(std::string_view pattern, const Value& owner, const Value* own_name) {
    Told told;
    Span place;
    while (!pattern.empty()) {
        const auto open = pattern.find('{');
        if (open > 0) told.pieces.emplace_back(std::string{pattern.substr(0, open)});
        if (open == std::string_view::npos) break;
        const auto close = std::min(pattern.find('}', open), pattern.size() - 1);
        Value value = member_value(pattern.substr(open + 1, close - open - 1), owner, own_name);
        if (value.is_null()) return {};
        told.add(value);
        place = value.span;
        pattern.remove_prefix(close + 1);
        if (value.as_unknown() == nullptr) continue;
        if (pattern.empty() && told.pieces.size() == 1) return value; // nothing but the unknown itself
    }
    const bool is_known =
        std::ranges::all_of(told.pieces, [](const auto& piece) { return piece.has_value(); });
    std::string text;
    for (const auto& piece : told.pieces)
        text += piece.value_or("");
    if (is_known) return Value{std::move(text), place};
    Unknown unknown = std::move(told.unknown).value_or(Unknown{});
    unknown.identity = 0;
    unknown.domain.clear();
    unknown.pieces = std::move(told.pieces);
    unknown.may_be_absent = false;
    return make_unknown(std::move(unknown), place);
}

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(' ');
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

} // namespace

Value value_from_request(std::string_view request_from, const Value& owner, const Value* own_name) {
    if (request_from.empty()) return {};
    const auto alternatives = split(request_from, '|');
    for (const std::string_view alternative : alternatives) {
        Value value = alternative_value(trimmed(alternative), owner, own_name);
        if (value.is_null()) continue;
        const Unknown* unknown = value.as_unknown();
        if (unknown == nullptr || !unknown->may_be_absent) return value;
        // Where it is absent after all, the next alternative tells: anything may come of that.
        Unknown anything;
        anything.cause = unknown->cause;
        anything.reason = unknown->reason;
        anything.parameter = unknown->parameter;
        return make_unknown(std::move(anything), value.span);
    }
    return {};
}

} // namespace iotsec::verifier
