// Evaluates whole JSON values: texts, names of members, and lists named `copy`.
#include "azure/expression/evaluator.hpp"
#include "azure/expression/residual.hpp"
#include "azure/expression/unknown.hpp"
#include "base/diagnostics/evidence.hpp"
#include "base/text.hpp"
#include "grammar/arm_expression/parse.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace iotsec::azure {

namespace {

/// Whether `value` is a list of loops: objects with name, count and input.
bool is_copy_list(const Value& value) {
    const List* items = value.as_list();
    return items != nullptr && std::ranges::all_of(*items, [](const Value& item) {
               return item.find("name") != nullptr && item.find("count") != nullptr &&
                      item.find("input") != nullptr;
           });
}

bool has_member(const Object& members, std::string_view name) {
    return std::ranges::find(members, name, &Member::name) != members.end();
}

} // namespace

Value Evaluator::evaluate(const Value& raw) {
    if (raw.as_string() != nullptr) return evaluate_text(raw);
    if (raw.as_list() == nullptr && raw.as_object() == nullptr) return raw;
    const DepthGuard guard{session_};
    if (guard.too_deep()) return fail("it is nested too deeply");
    if (!session_.spend(1, raw.span)) return fail("the template asks for too much");
    return raw.as_list() != nullptr ? evaluate_list(raw) : evaluate_object(raw);
}

Value Evaluator::evaluate_list(const Value& raw) {
    List items;
    items.reserve(raw.as_list()->size());
    for (const Value& item : *raw.as_list())
        items.push_back(evaluate(item));
    return Value{std::move(items), raw.span};
}

Value Evaluator::evaluate_object(const Value& raw) {
    Object members;
    members.reserve(raw.as_object()->size());
    for (const Member& member : *raw.as_object()) {
        if (equal_ignoring_case(member.name, "copy") && is_copy_list(member.value)) {
            if (!add_copies(member.value, members)) return fail("the name of a copy is not known");
            continue;
        }
        if (!member.name.starts_with('[')) {
            members.push_back({member.name, member.name_span, evaluate(member.value)});
            continue;
        }
        const Value name = evaluate_text(Value{member.name, member.name_span});
        const bool is_open = name.as_unknown() != nullptr;
        if (is_open && session_.is_prediction) {
            members.push_back({"[" + expression_of(name) + "]", member.name_span, evaluate(member.value)});
            continue;
        }
        if (const Unknown* unknown = name.as_unknown()) {
            Unknown whole = following(*unknown, 0);
            whole.may_be_absent = false;
            return make_unknown(std::move(whole), raw.span);
        }
        if (name.as_string() == nullptr) {
            return fail(fmt::format("the name of a member is a text, found {}", type_name(name)));
        }
        const bool is_taken = session_.is_prediction && has_member(members, *name.as_string());
        if (is_taken) return fail(fmt::format("the name `{}` is there twice", *name.as_string()));
        members.push_back({*name.as_string(), member.name_span, evaluate(member.value)});
    }
    return Value{std::move(members), raw.span};
}

bool Evaluator::add_copies(const Value& list, Object& out) {
    for (const Value& item : *list.as_list()) {
        const Value name = evaluate(*item.find("name"));
        if (name.as_string() == nullptr) return false;
        if (session_.is_prediction && has_member(out, *name.as_string())) {
            (void)fail(fmt::format("the name `{}` is there twice", *name.as_string()));
        }
        out.push_back({*name.as_string(), item.find("name")->span, copies(item)});
    }
    return true;
}

Value Evaluator::copies(const Value& item) {
    const Value name = evaluate(*item.find("name"));
    return rounds(item, name.as_string() == nullptr ? std::string{} : *name.as_string(), false);
}

Value Evaluator::output_copies(const Value& item) {
    return rounds(item, {}, true);
}

Value Evaluator::rounds(const Value& item, const std::string& name, bool is_of_output) {
    if (in_copy_ && session_.is_prediction) return fail("a loop stands within the input of another one");
    ++session_.reference_arguments; // a count is no place for `reference()`
    const Value count = evaluate(*item.find("count"));
    --session_.reference_arguments;
    if (const Unknown* unknown = count.as_unknown()) {
        if (session_.is_prediction) return make_residual("unknown()");
        Unknown whole = following(*unknown, 0);
        whole.may_be_absent = false;
        return make_unknown(std::move(whole), item.span);
    }
    if (count.as_int() == nullptr || *count.as_int() < 0 || *count.as_int() > max_copies) {
        return fail_with(
            make_diagnostic(diag::expression_failed, count.span,
                            fmt::format("the count of a copy is a whole number from 0 to {}", max_copies)));
    }
    List items;
    in_copy_ = true;
    for (std::int64_t i = 0; i < *count.as_int(); ++i) {
        loops.push_back({name, Value{i}, is_of_output});
        items.push_back(evaluate(*item.find("input")));
        loops.pop_back();
    }
    in_copy_ = false;
    return Value{std::move(items), item.span};
}

} // namespace iotsec::azure
