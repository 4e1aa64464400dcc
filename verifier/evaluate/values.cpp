// Value nodes: what is computed from what is read.
#include "base/overloaded.hpp"
#include "verifier/evaluate/evaluator.hpp"
#include "verifier/evaluate/instant.hpp"
#include "verifier/evaluate/text_pieces.hpp"

#include <algorithm>

namespace iotsec::verifier {

namespace {

using Pieces = std::vector<std::optional<std::string>>;

/// What is known of the text of a case; none where it has no text.
std::optional<PartialText> partial_text(const Case& c) {
    if (c.is_opaque()) return PartialText{c.unknown->pieces};
    const auto text = c.is_absent() ? std::nullopt : text_of(*c.value);
    return text ? std::optional{PartialText{*text}} : std::nullopt;
}

bool may_be_absent(const Operand& operand) {
    bool result = false;
    operand.each([&](const Case& c) { result = result || c.is_absent(); });
    return result;
}

/// Whether all cases are of one unknown, and nothing stands in for its absence.
bool is_one_unknown(const Operand& operand) {
    const Unknown* unknown = operand.first.unknown;
    bool result = unknown != nullptr;
    operand.each([&](const Case& c) {
        const bool stands_in = !c.is_absent() && c.index == Case::absence;
        result = result && c.unknown == unknown && !stands_in;
    });
    return result;
}

} // namespace

std::uint64_t derived_identity(std::uint64_t from, std::string_view how) {
    if (from == 0) return 0;
    std::uint64_t hash = from ^ 0xcbf29ce484222325ULL; // FNV-1a
    for (const char c : how)
        hash = (hash ^ static_cast<std::uint8_t>(c)) * 0x100000001b3ULL;
    return hash == 0 ? 1 : hash;
}

Operand Evaluator::text_operand(std::string text, Span place) {
    Operand result;
    result.place = place;
    result.first = {.kind = Case::Kind::Value, .value = &arena_.keep(Value{std::move(text)})};
    return result;
}

Operand Evaluator::parameter(const ir::Param& node) {
    const Value& value = params_[node.ref.index];
    if (node.fields.empty()) return cases_of(value, {});
    PathPlan fields;
    for (const std::string& field : node.fields)
        fields.steps.push_back({field});
    return below(value, fields, 0, value.span);
}

/// Each case of `first` that is no absence, and for those that are, what stands instead.
Operand Evaluator::coalesce(const ir::Coalesce& node) {
    Operand first = operand(node.first);
    if (!may_be_absent(first)) return first;
    const Operand otherwise = operand(node.otherwise);
    Cases cases;
    first.each([&](const Case& c) {
        if (!c.is_absent()) return cases.add(c);
        otherwise.each([&](Case instead) {
            instead.is_default = node.is_service_default;
            if (instead.unknown == nullptr) {
                instead.unknown = c.unknown;
                instead.index = c.index;
            }
            cases.add(instead);
        });
    });
    return std::move(cases).at(first.place);
}

/// Concatenation. Where a part is not certain, the text is unknown but for the other parts.
Operand Evaluator::text(const ir::Text& node) {
    PartialText whole{std::string_view{}};
    Unknown unknown{.reason = {}, .identity = 1, .domain = {}, .may_be_absent = false, .pieces = {}};
    bool is_certain = true;
    for (const ir::ExprId part : node.parts) {
        const Operand value = operand(part);
        const auto known = value.others.empty() ? partial_text(value.first) : std::nullopt;
        if (value.is_certain() && !known) return {};
        whole.append(known ? *known : PartialText{Pieces{}});
        unknown.may_be_absent = unknown.may_be_absent || may_be_absent(value);
        unknown.identity =
            derived_identity(unknown.identity, known && value.is_certain() ? known->head() : "?");
        if (value.is_certain()) continue;
        if (is_certain) {
            const Case& cause = value.first.unknown != nullptr ? value.first : value.others.front();
            unknown.cause = cause.unknown->cause;
            unknown.reason = cause.unknown->reason;
            unknown.parameter = cause.unknown->parameter;
        }
        const std::uint64_t identity = is_one_unknown(value) ? value.first.unknown->identity : 0;
        unknown.identity = identity == 0 ? 0 : derived_identity(unknown.identity, std::to_string(identity));
        is_certain = false;
    }
    if (is_certain) return text_operand(std::string{whole.head()}, {});
    unknown.pieces = whole.pieces();
    return cases_of(arena_.keep(make_unknown(std::move(unknown))), {});
}

Operand Evaluator::context(const ir::Context& node) {
    if (node.what == ir::ContextValue::Now) return cases_of(now_, {});
    if (subject_ == nullptr) return {};
    const std::string_view version = api_version(program(), *subject_);
    if (version.empty()) return {};
    return text_operand(std::string{version}, subject_->name_span);
}

Operand Evaluator::shift(const ir::Shift& node) {
    Operand result = operand(node.value);
    result.first = shifted_case(node, result.first, result.place);
    for (Case& c : result.others)
        c = shifted_case(node, c, result.place);
    return result;
}

Case Evaluator::shifted_case(const ir::Shift& node, const Case& c, Span place) {
    if (c.is_absent()) return c;
    Case result = c;
    if (c.is_opaque()) {
        Unknown moved = *c.unknown;
        moved.pieces.clear();
        moved.identity = derived_identity(moved.identity, "shift " + std::to_string(node.seconds));
        return opaque(std::move(moved));
    }
    const std::string* text = c.value->as_string();
    const auto from = text == nullptr ? std::nullopt : instant(*text);
    const auto to = from ? shifted(*from, node.seconds) : std::nullopt;
    if (!to) {
        const ir::Property* property = source(node.value);
        return malformed(property == nullptr ? "instant" : property->path, "an instant", *c.value, place);
    }
    result.value = &arena_.keep(Value{to_text(*to), c.value->span});
    return result;
}

Operand Evaluator::call(const ir::Call& node) {
    Operand result = operand(node.argument);
    if (node.function == ir::Function::Version) return result; // what it changes is how it is compared
    result.first = last_segment(result.first);
    for (Case& c : result.others)
        c = last_segment(c);
    return result;
}

Case Evaluator::last_segment(const Case& c) {
    if (c.is_absent()) return c;
    Case result = c;
    if (c.is_opaque()) {
        const PartialText segment = PartialText{c.unknown->pieces}.behind_last('/');
        Unknown part = *c.unknown;
        part.pieces = segment.pieces();
        part.identity = derived_identity(part.identity, "lastSegment");
        if (!segment.is_known()) return opaque(std::move(part));
        result.kind = Case::Kind::Value;
        result.value = &arena_.keep(Value{std::string{segment.head()}});
        return result;
    }
    const auto text = text_of(*c.value);
    if (!text) return Case{};
    const auto slash = text->rfind('/');
    if (slash == std::string::npos) return c;
    result.value = &arena_.keep(Value{text->substr(slash + 1), c.value->span});
    return result;
}

/// An operand as one value: null where it is absent, unknown where it is not certain.
const Value* Evaluator::one_value(const Operand& operand) {
    static const Value nothing{};
    if (operand.is_certain()) return operand.first.is_absent() ? &nothing : operand.first.value;
    Unknown merged;
    merged.may_be_absent = false;
    bool has_domain = true;
    operand.each([&](const Case& c) {
        if (c.unknown != nullptr && merged.reason.empty()) {
            merged.cause = c.unknown->cause;
            merged.reason = c.unknown->reason;
            merged.parameter = c.unknown->parameter;
        }
        if (c.is_absent())
            merged.may_be_absent = true;
        else if (c.is_opaque())
            has_domain = false;
        else
            merged.domain.push_back(*c.value);
    });
    if (!has_domain) merged.domain.clear();
    if (operand.first.is_opaque() && is_one_unknown(operand)) {
        merged.identity = operand.first.unknown->identity;
        merged.pieces = operand.first.unknown->pieces;
    }
    return &arena_.keep(make_unknown(std::move(merged), operand.place));
}

Value Evaluator::body(ir::ExprId value) {
    if (const auto* list = std::get_if<ir::ListOf>(&program()[value])) {
        List items;
        for (const ir::ExprId item : list->items)
            items.push_back(body(item));
        return Value{std::move(items)};
    }
    if (const auto* object = std::get_if<ir::ObjectOf>(&program()[value])) {
        Object members;
        for (const auto& [name, member] : object->members)
            members.push_back({name, {}, body(member)});
        return Value{std::move(members)};
    }
    return *one_value(operand(value));
}

} // namespace iotsec::verifier
