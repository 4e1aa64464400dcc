#include "verifier/inputs/what_if.hpp"

#include "base/diagnostics/evidence.hpp"
#include "base/text.hpp"
#include "verifier/evaluate/evaluator.hpp"
#include "verifier/inputs/exported_resources.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace iotsec::verifier {

namespace {

bool is_change(const Value& value) {
    return !value.text_at("resourceId").empty() && !value.text_at("changeType").empty();
}

Unknown unknown(Cause cause, std::string reason, Span place) {
    return {.cause = cause,
            .reason = std::move(reason),
            .parameter = {},
            .identity = derived_identity(std::uint64_t{place.begin} + 1, "what-if"),
            .domain = {},
            .never = {},
            .may_be_absent = true,
            .pieces = {},
            .gaps = {}};
}

/// What-if leaves an expression that it cannot evaluate as it stands in the template.
void forget_expressions(Value& value) {
    if (const std::string* text = value.as_string()) {
        if (text->starts_with('[') && text->ends_with(']') && !text->starts_with("[["))
            value = make_unknown(
                unknown(Cause::KnownAfterDeployment, "`" + *text + "` is known after deployment", value.span),
                value.span);
    } else if (auto* list = std::get_if<List>(&value.data)) {
        for (Value& item : *list)
            forget_expressions(item);
    } else if (auto* object = std::get_if<Object>(&value.data)) {
        for (iotsec::Member& member : *object)
            forget_expressions(member.value);
    }
}

/// One side of a change as a resource.
Resource side(const Value& change, const Value& given) {
    Value body = given;
    const Value* id = body.find("id");
    if (id == nullptr || id->as_string() == nullptr) body.set("id", *change.find("resourceId"));
    complete_names(body);
    forget_expressions(body);
    return exported_resource(std::move(body), View::Request);
}

void add(const Value& change, WhatIf& result, DiagnosticSink& sink) {
    const std::string_view kind = change.text_at("changeType");
    const Value* before = change.find("before");
    const Value* after = change.find("after");
    const auto is_body = [](const Value* value) { return value != nullptr && value->as_object() != nullptr; };
    if (equal_ignoring_case(kind, "NoChange") && !is_body(after)) after = before;
    if (equal_ignoring_case(kind, "Delete")) return;
    if (is_body(before)) result.before.resources.push_back(side(change, *before));
    const bool is_untouched = equal_ignoring_case(kind, "Ignore");
    Resource resource = side(change, is_body(after) ? *after : Value{Value::Data{Object{}}, change.span});
    resource.existing = is_untouched;
    if (!is_untouched && !is_body(after)) {
        sink.report(diag::change_without_body, change.span, change.text_at("resourceId"))
            .with_help("run what-if with `--result-format FullResourcePayloads`");
        resource.body = make_unknown(
            unknown(Cause::NotExported, "this what-if answer holds no `after` of the resource", change.span),
            change.span);
    }
    result.after.resources.push_back(std::move(resource));
}

} // namespace

const List* changes_of(const Value& root) {
    const Value* properties = root.find("properties");
    for (const Value* owner : {&root, properties}) {
        const Value* changes = owner == nullptr ? nullptr : owner->find("changes");
        const List* list = changes == nullptr ? nullptr : changes->as_list();
        if (list == nullptr) continue;
        const bool is_empty_answer = list->empty() && !root.text_at("status").empty();
        if (is_empty_answer || std::ranges::any_of(*list, is_change)) return list;
    }
    return nullptr;
}

WhatIf what_if_evidence(const Value& root, DiagnosticSink& sink) {
    WhatIf result;
    for (const Value& change : *changes_of(root)) {
        if (is_change(change)) add(change, result, sink);
    }
    return result;
}

} // namespace iotsec::verifier
