// Conditions that compare: fields, values, counts.
#include "azure/policy/evaluate/run.hpp"
#include "base/overloaded.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace iotsec::azure::policy {

namespace {

/// Azure's limit for the members of value counts, those around multiplied.
constexpr std::size_t max_iterations = 100;

} // namespace

Truth Run::compared(const Condition& condition, const Test& test, const Value* found, const Value& operand,
                    bool of_locations) {
    Comparison how{situation_.options, of_locations, {}, {}};
    const Truth truth = compare(test.op, found, operand, how);
    met_.add(how.met);
    if (truth == Truth::Unknown || truth == Truth::Error) note(truth, std::move(how.message), condition.span);
    return truth;
}

Truth Run::tested(const Condition& condition, const Test& test, std::string_view left, const Value* found) {
    Value storage;
    const Value* operand = value(test.operand, storage);
    if (operand == nullptr) return Truth::Error;
    const Truth truth = compared(condition, test, found, *operand, false);
    if (observer_ != nullptr) observer_->decided(condition, left, found, *operand, truth);
    return truth;
}

Truth Run::field_condition(const Condition& condition, const FieldCondition& node) {
    Field computed_field;
    const Field* read = field(node.field, computed_field);
    if (read == nullptr) return has_error_ ? Truth::Error : Truth::Unknown;
    if (read->kind == Field::Kind::Unknown) {
        return note(Truth::Unknown, fmt::format("there is no alias `{}` in the table", read->name),
                    condition.span);
    }
    Value storage;
    const Value* operand = value(node.test.operand, storage);
    if (operand == nullptr) return Truth::Error;
    if (read->stars > 0) return on_items(condition, *read, node.test, *operand);
    Truth truth = Truth::Unknown;
    bool is_absent = false;
    select(*read, situation_.fields, binding_, is_absent, [&](const Value* found) {
        truth = compared(condition, node.test, found, *operand, read->kind == Field::Kind::Location);
        if (observer_ != nullptr) observer_->decided(condition, read->name, found, *operand, truth);
        return false;
    });
    return truth;
}

/// `[*]`: the operator has to hold for every value that is selected.
Truth Run::on_items(const Condition& condition, const Field& field, const Test& test, const Value& operand) {
    Truth all = Truth::True;
    bool is_absent = false;
    bool has_existing = false;
    bool has_missing = false;
    select(field, situation_.fields, binding_, is_absent, [&](const Value* found) {
        const Truth one = compared(condition, test, found, operand, false);
        if (observer_ != nullptr) observer_->decided(condition, field.name, found, operand, one);
        (found == nullptr || found->is_null() ? has_missing : has_existing) = true;
        if (one == Truth::Unknown && all == Truth::True) all = Truth::Unknown;
        if (one == Truth::False || one == Truth::Error) all = one;
        const bool is_mixed_exists = test.op == Operator::Exists;
        return one == Truth::True || one == Truth::Unknown || (is_mixed_exists && one == Truth::False);
    });
    if (is_absent) {
        met_.add(Question::MissingArray);
        if (situation_.options.missing_array == MissingArray::Fails && all != Truth::Error)
            all = Truth::False;
        if (observer_ != nullptr) observer_->decided(condition, field.name, nullptr, operand, all);
    }
    if (test.op == Operator::Exists && has_existing && has_missing && all == Truth::False) {
        Comparison how{situation_.options, false, {}, {}};
        const Value nothing;
        const bool wants_absence = exists(&nothing, operand, how) == Truth::True;
        if (wants_absence) {
            met_.add(Question::MixedExists);
            if (situation_.options.mixed_exists == MixedExists::ComplementOfTrue) all = Truth::True;
        }
    }
    return all;
}

Truth Run::value_condition(const Condition& condition, const ValueCondition& node) {
    Value storage;
    const Value* found = value(node.value, storage);
    if (found == nullptr) return Truth::Error;
    const Value& source = situation_.parts.source(node.value).value;
    const std::string* written = source.as_string();
    return tested(condition, node.test, written == nullptr ? "value" : *written, found);
}

/// The field or the expression that is counted, as it is written.
std::string Run::counted_name(const Condition& condition) const {
    const auto* field = std::get_if<FieldCount>(&condition.kind);
    const auto* value = std::get_if<ValueCount>(&condition.kind);
    if (field == nullptr && value == nullptr) return {};
    const OperandId id = field != nullptr ? field->field : value->value;
    const std::string* text = situation_.parts.source(id).value.as_string();
    return text == nullptr ? "a list" : *text;
}

Truth Run::count_members(const Condition& condition, const Test& test, std::size_t sure, std::size_t maybe) {
    Value storage;
    const Value* operand = value(test.operand, storage);
    if (operand == nullptr) return Truth::Error;
    Truth common = Truth::Unknown;
    Value count;
    for (std::size_t i = 0; i <= maybe; ++i) {
        count = Value{static_cast<std::int64_t>(sure + i)};
        const Truth one = compared(condition, test, &count, *operand, false);
        if (i > 0 && one != common) return Truth::Unknown;
        common = one;
    }
    if (observer_ != nullptr)
        observer_->decided(condition, "count of " + counted_name(condition), &count, *operand, common);
    return common;
}

Truth Run::field_count(const Condition& condition, const FieldCount& node) {
    Field computed_field;
    const Field* read = field(node.field, computed_field);
    if (read == nullptr) return has_error_ ? Truth::Error : Truth::Unknown;
    if (read->kind == Field::Kind::Unknown) {
        return note(Truth::Unknown, fmt::format("there is no alias `{}` in the table", read->name),
                    condition.span);
    }
    const FieldPath* path = read->path(situation_.fields.type(), situation_.fields.api_version());
    if (path == nullptr || read->stars == 0) return count_members(condition, node.test, 0, 0);
    const Start start = start_of(path->path, situation_.fields.body(), binding_);
    Members members{*this, *read, path->path, start, binding_};
    return members.count(condition, node);
}

Truth Run::value_count(const Condition& condition, const ValueCount& node) {
    Value storage;
    const Value* counted = value(node.value, storage);
    if (counted == nullptr) return Truth::Error;
    if (const Unknown* unknown = counted->as_unknown())
        return note(Truth::Unknown, unknown->reason, condition.span);
    const List* items = counted->as_list();
    if (items == nullptr) {
        met_.add(Question::CountOfNoArray);
        if (situation_.options.count_of_no_array == CountOfNoArray::Zero)
            return count_members(condition, node.test, 0, 0);
        return note(Truth::Error, "what is counted is no list", condition.span);
    }
    if (!node.where) return count_members(condition, node.test, items->size(), 0);
    const std::size_t around =
        std::exchange(iterations_, iterations_ * std::max<std::size_t>(items->size(), 1));
    if (iterations_ > max_iterations) {
        iterations_ = around;
        return note(Truth::Error, fmt::format("a count of values looks at more than {}", max_iterations),
                    condition.span);
    }
    const std::string_view name = node.name.empty() ? std::string_view{"default"} : node.name;
    Binding binding{binding_, name, nullptr, {}, nullptr};
    Tally tally;
    for (const Value& item : *items) {
        binding.current = &item;
        if (!tally.add(bound(binding, *node.where))) break;
    }
    iterations_ = around;
    return tally.has_error ? Truth::Error : count_members(condition, node.test, tally.sure, tally.maybe);
}

Truth Run::bound(const Binding& binding, ConditionId where) {
    const Binding* outer = std::exchange(binding_, &binding);
    const Truth truth = holds(where);
    binding_ = outer;
    return truth;
}

bool Run::Tally::add(Truth truth) {
    if (truth == Truth::True) ++sure;
    if (truth == Truth::Unknown) ++maybe;
    has_error = truth == Truth::Error;
    return !has_error;
}

/// Enumerates the members that the field of a count selects, each bound while its `where` is asked.
Truth Run::Members::count(const Condition& condition, const FieldCount& node) {
    if (start_.items != nullptr)
        binding_.items.assign(start_.items->begin(),
                              start_.items->begin() + static_cast<std::ptrdiff_t>(start_.bound));
    where_ = node.where;
    visit(start_.at, start_.rest);
    if (unknown_ != nullptr) return run_.note(Truth::Unknown, unknown_->reason, condition.span);
    if (tally_.has_error) return Truth::Error;
    return run_.count_members(condition, node.test, tally_.sure, tally_.maybe);
}

void Run::Members::visit(const Value* at, std::span<const Step> steps) {
    for (std::size_t i = 0; i < steps.size(); ++i) {
        if (at != nullptr && at->as_unknown() != nullptr) {
            unknown_ = at->as_unknown();
            return;
        }
        const Step& step = steps[i];
        if (step.kind != Step::Kind::Each) {
            at = at == nullptr ? nullptr : step_to(*at, step);
            continue;
        }
        const List* items = at == nullptr ? nullptr : at->as_list();
        for (std::size_t j = 0; items != nullptr && j < items->size() && !tally_.has_error; ++j) {
            binding_.items.push_back(&(*items)[j]);
            visit(&(*items)[j], steps.subspan(i + 1));
            binding_.items.pop_back();
        }
        return;
    }
    binding_.current = at;
    tally_.add(where_ ? run_.bound(binding_, *where_) : Truth::True);
}

} // namespace iotsec::azure::policy
