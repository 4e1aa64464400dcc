// What modify and append do to a body.
#include "azure/policy/effects.hpp"
#include "azure/policy/evaluate/run.hpp"
#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <span>
#include <utility>

namespace iotsec::azure::policy {

namespace {

enum class Way : std::uint8_t { Add, AddOrReplace, Remove, Append };

bool is_there(const Value* value) {
    return value != nullptr && !value->is_null();
}

/// Writes one value at a path.
class Writer {
  public:
    Writer(Way way, const Value& value, bool makes_parents)
        : way_{way}, value_{value}, makes_parents_{makes_parents} {}

    void write(Value& at, std::span<const Step> steps) {
        if (steps.size() == 1) {
            write_last(at, steps.front());
            return;
        }
        const bool is_whole_list = steps.size() == 2 && steps[1].kind == Step::Kind::Each;
        if (is_whole_list) {
            write_members(at, steps.front());
            return;
        }
        const Step& step = steps.front();
        if (step.kind == Step::Kind::Each) {
            if (auto* items = std::get_if<List>(&at.data)) {
                for (Value& item : *items)
                    write(item, steps.subspan(1));
            }
            return;
        }
        if (Value* next = step_into(at, step)) write(*next, steps.subspan(1));
    }

    [[nodiscard]] Change::Kind result() const {
        if (has_conflict_) return Change::Kind::Conflict;
        if (written_ > 0) return Change::Kind::Made;
        return parent_missing_ ? Change::Kind::ParentMissing : Change::Kind::NotNeeded;
    }

  private:
    Value* step_into(Value& at, const Step& step) {
        if (step.kind == Step::Kind::Item) {
            auto* items = std::get_if<List>(&at.data);
            return items != nullptr && step.index < items->size() ? &(*items)[step.index] : nullptr;
        }
        Value* found = at.find(step.name);
        if (is_there(found)) return found;
        if (!makes_parents_ || at.as_object() == nullptr || way_ == Way::Remove) {
            parent_missing_ = true;
            return nullptr;
        }
        return &at.set(step.name, Value{Object{}});
    }

    void write_last(Value& at, const Step& step) {
        if (step.kind == Step::Kind::Each) { // a path that begins with `[*]`
            write_items(at);
            return;
        }
        if (step.kind == Step::Kind::Item || at.as_object() == nullptr) {
            parent_missing_ = true;
            return;
        }
        if (way_ == Way::Remove) {
            written_ += at.erase(step.name) ? 1 : 0;
            return;
        }
        const Value* present = at.find(step.name);
        const bool is_set = is_there(present);
        if (is_set && same_value(*present, value_)) return;
        if (is_set && way_ == Way::Append) {
            has_conflict_ = true;
            return;
        }
        if (is_set && way_ == Way::Add) return;
        at.set(step.name, value_);
        ++written_;
    }

    /// `list[*]`: adds a member, or makes it the only one.
    void write_members(Value& at, const Step& step) {
        if (at.as_object() == nullptr || step.kind != Step::Kind::Member) {
            parent_missing_ = true;
            return;
        }
        Value* present = at.find(step.name);
        if (present == nullptr || present->as_list() == nullptr) {
            if (way_ == Way::Remove) return;
            present = &at.set(step.name, Value{List{}});
        }
        write_items(*present);
    }

    void write_items(Value& list) {
        auto* items = std::get_if<List>(&list.data);
        if (items == nullptr) return;
        const bool is_only = items->size() == 1 && same_value(items->front(), value_);
        if (way_ == Way::AddOrReplace && is_only) return;
        if (way_ == Way::AddOrReplace || way_ == Way::Remove) items->clear();
        if (way_ != Way::Remove) items->push_back(value_);
        ++written_;
    }

    Way way_;
    const Value& value_;
    bool makes_parents_;
    std::size_t written_ = 0;
    bool has_conflict_ = false;
    bool parent_missing_ = false;
};

Way way_of(Operation::Kind kind) {
    switch (kind) {
    case Operation::Kind::Add:
        return Way::Add;
    case Operation::Kind::AddOrReplace:
        return Way::AddOrReplace;
    case Operation::Kind::Remove:
        return Way::Remove;
    }
    return Way::Add;
}

class Changer {
  public:
    Changer(const Policy& policy, const Resource& resource, const Request& request,
            const std::set<std::string>& left_out)
        : run_{{policy.parts(), policy.parts().options, resource, resource, request}}, resource_{resource},
          left_out_{left_out}, result_{resource.body(), {}} {}

    void modify(const Operation& operation) {
        Change change;
        change.span = operation.span;
        if (wanted(operation, change))
            write(way_of(operation.kind), operation.field, operation.value, change);
        result_.changes.push_back(std::move(change));
    }

    void append(const AppendedField& field) {
        Change change;
        change.span = field.span;
        write(Way::Append, field.field, field.value, change);
        result_.changes.push_back(std::move(change));
    }

    Changed take() { return std::move(result_); }

  private:
    bool fail(Change& change, std::string message) {
        change.kind = Change::Kind::Error;
        change.message = std::move(message);
        return false;
    }

    /// Whether the condition of an operation holds.
    bool wanted(const Operation& operation, Change& change) {
        if (!operation.condition) return true;
        Value storage;
        const Value* found = run_.value(*operation.condition, storage);
        if (found == nullptr) return fail(change, run_.message());
        if (found->as_unknown() != nullptr) return fail(change, found->as_unknown()->reason);
        const std::string* text = found->as_string();
        const auto reads = [&](std::string_view word) {
            return text != nullptr && equal_ignoring_case(*text, word);
        };
        const bool is_true = found->as_bool() != nullptr ? *found->as_bool() : reads("true");
        if (found->as_bool() == nullptr && !is_true && !reads("false"))
            return fail(change, "the condition of the operation is no bool");
        change.kind = Change::Kind::NotNeeded;
        change.message = is_true ? "" : "the condition of the operation is false";
        return is_true;
    }

    void write(Way way, OperandId field_id, std::optional<OperandId> value_id, Change& change) {
        Field storage;
        const Field* field = run_.field(field_id, storage);
        if (field == nullptr) {
            fail(change, run_.message());
            return;
        }
        change.field = field->name;
        if (left_out_.contains(to_lower(field->name))) {
            change.kind = Change::Kind::LeftOut;
            change.message = fmt::format("another definition writes `{}` differently", field->name);
            return;
        }
        if (value_id) {
            Value computed;
            const Value* value = run_.value(*value_id, computed);
            if (value == nullptr) {
                fail(change, run_.message());
                return;
            }
            change.value = *value;
        }
        const FieldPath* path = field->path(resource_.type(), resource_.api_version());
        if (path == nullptr || path->modifiable == Modifiable::No || path->path.steps.empty()) {
            change.kind = Change::Kind::NotModifiable;
            change.message = fmt::format("`{}` cannot be written in this API version", field->name);
            return;
        }
        const bool makes_parents = way == Way::Append || field->kind == Field::Kind::Body;
        Writer writer{way, change.value, makes_parents};
        writer.write(result_.body, path->path.steps);
        change.kind = writer.result();
        if (change.kind == Change::Kind::Conflict)
            change.message = fmt::format("`{}` has another value already", field->name);
        if (change.kind == Change::Kind::ParentMissing)
            change.message = fmt::format("what would hold `{}` is not there", field->name);
    }

    Run run_;
    const Resource& resource_;
    const std::set<std::string>& left_out_;
    Changed result_;
};

} // namespace

int order(Effect effect) {
    switch (effect) {
    case Effect::Disabled:
        return 0;
    case Effect::Append:
    case Effect::Modify:
    case Effect::Mutate:
        return 1;
    case Effect::Deny:
        return 2;
    case Effect::Audit:
    case Effect::AuditAction:
        return 3;
    case Effect::Manual:
        return 4;
    case Effect::AuditIfNotExists:
        return 5;
    case Effect::DenyAction:
        return 6;
    case Effect::DeployIfNotExists:
    case Effect::AddToNetworkGroup:
        return 7;
    }
    return 7;
}

Changed apply_changes(const Policy& policy, const Resource& resource, const Request& request,
                      const std::set<std::string>& left_out) {
    Changer changer{policy, resource, request, left_out};
    const Details& details = policy.definition().rule.details;
    for (const Operation& operation : details.operations)
        changer.modify(operation);
    for (const AppendedField& field : details.fields)
        changer.append(field);
    return changer.take();
}

} // namespace iotsec::azure::policy
