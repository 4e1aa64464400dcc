// A write request that many definitions look at.
#include "azure/policy/effects.hpp"
#include "azure/policy/evaluate/parts.hpp"
#include "azure/policy/evaluate/run.hpp"
#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace iotsec::azure::policy {

namespace {

enum class OnConflict : std::uint8_t { Deny, Audit, Disabled };

OnConflict conflict_effect(const Policy& policy, const Resource& resource, const Request& request) {
    const auto& operand = policy.definition().rule.details.conflict_effect;
    if (!operand) return OnConflict::Deny;
    Run run{{policy.parts(), policy.parts().options, resource, resource, request}};
    const std::string text = run.text(*operand).value_or("deny");
    if (equal_ignoring_case(text, "audit")) return OnConflict::Audit;
    return equal_ignoring_case(text, "disabled") ? OnConflict::Disabled : OnConflict::Deny;
}

std::string name_of(const Policy& policy) {
    const Definition& definition = policy.definition();
    if (!definition.display_name.value.empty()) return definition.display_name.value;
    return definition.name.value.empty() ? "a definition without a name" : definition.name.value;
}

class RequestRun {
  public:
    RequestRun(std::span<const Policy* const> policies, const Resource& resource, const Request& request,
               const Related* related)
        : policies_{policies}, resource_{resource}, request_{request}, related_{related} {}

    RequestOutcome run() {
        result_.body = resource_.body();
        result_.outcomes.resize(policies_.size());
        find_writers();
        find_conflicts();
        for (const Writer& writer : writers_)
            write(writer);
        const Resource changed{result_.body, resource_.api_version(), resource_.type()};
        for (std::size_t i = 0; i < policies_.size(); ++i)
            judge(i, changed);
        return std::move(result_);
    }

  private:
    /// A modify or append definition that applies, with what it would write.
    struct Writer {
        std::size_t index = 0;
        OnConflict on_conflict{};
        std::vector<Change> changes;
        std::set<std::string> left_out; ///< fields, in lower case, that clash with another definition
    };

    static bool writes(const Outcome& outcome) {
        return outcome.applies && outcome.effect && order(*outcome.effect) == order(Effect::Modify);
    }

    void find_writers() {
        for (std::size_t i = 0; i < policies_.size(); ++i) {
            const Policy& policy = *policies_[i];
            if (policy.effect() && order(*policy.effect()) != order(Effect::Modify)) continue;
            result_.outcomes[i] = evaluate(policy, resource_, request_, related_);
            if (!writes(result_.outcomes[i])) continue;
            Changed changed = apply_changes(policy, resource_, request_);
            writers_.push_back(
                {i, conflict_effect(policy, resource_, request_), std::move(changed.changes), {}});
        }
    }

    /// Two modify definitions that want different values for one field.
    void find_conflicts() {
        std::map<std::string, std::vector<std::size_t>> by_field;
        for (std::size_t i = 0; i < writers_.size(); ++i) {
            if (result_.outcomes[writers_[i].index].effect != Effect::Modify) continue;
            for (const Change& change : writers_[i].changes) {
                auto& same = by_field[to_lower(change.field)];
                const bool is_new = change.kind == Change::Kind::Made && (same.empty() || same.back() != i);
                if (is_new) same.push_back(i);
            }
        }
        for (const auto& [field, users] : by_field) {
            if (users.size() > 1 && differ(field, users)) settle(field, users);
        }
    }

    const Value& wanted(std::size_t writer, const std::string& field) const {
        const auto& changes = writers_[writer].changes;
        return std::ranges::find_if(changes, [&](const Change& c) { return to_lower(c.field) == field; })
            ->value;
    }

    bool differ(const std::string& field, const std::vector<std::size_t>& users) const {
        return std::ranges::any_of(users, [&](std::size_t user) {
            return !same_value(wanted(user, field), wanted(users.front(), field));
        });
    }

    /// One that says deny goes before those that say audit, whose operations on the field are left out;
    /// several that do deny the request.
    void settle(const std::string& field, const std::vector<std::size_t>& users) {
        const auto denies = [&](std::size_t user) { return writers_[user].on_conflict == OnConflict::Deny; };
        const auto count = std::ranges::count_if(users, denies);
        for (const std::size_t user : users) {
            if (count > 1) result_.outcomes[writers_[user].index].state = State::Conflicting;
            if (count != 1 || !denies(user)) writers_[user].left_out.insert(field);
        }
        if (count > 1) deny(fmt::format("{} definitions write `{}` differently", users.size(), field));
    }

    void deny(std::string by) {
        result_.is_denied = true;
        result_.denied_by.push_back(std::move(by));
    }

    void write(const Writer& writer) {
        const Policy& policy = *policies_[writer.index];
        const Resource current{result_.body, resource_.api_version(), resource_.type()};
        Changed changed = apply_changes(policy, current, request_, writer.left_out);
        const auto is_any = [&](Change::Kind kind) {
            return std::ranges::any_of(changed.changes, [&](const Change& c) { return c.kind == kind; });
        };
        const bool is_refused =
            is_any(Change::Kind::Error) || is_any(Change::Kind::Conflict) ||
            (is_any(Change::Kind::NotModifiable) && writer.on_conflict == OnConflict::Deny);
        if (is_refused) {
            deny(name_of(policy));
            return;
        }
        result_.body = std::move(changed.body);
    }

    void judge(std::size_t index, const Resource& changed) {
        Outcome& outcome = result_.outcomes[index];
        const Policy& policy = *policies_[index];
        if (!writes(outcome)) outcome = evaluate(policy, changed, request_, related_);
        // A failed evaluation denies, whatever the effect.
        const bool is_denied = (outcome.applies && outcome.effect == Effect::Deny) ||
                               (outcome.state == State::Error && outcome.effect != Effect::Disabled);
        if (is_denied) deny(name_of(policy));
        // The related resource may point into a copy that ends with this run.
        outcome.related = nullptr;
    }

    std::span<const Policy* const> policies_;
    const Resource& resource_;
    const Request& request_;
    const Related* related_;
    RequestOutcome result_;
    std::vector<Writer> writers_;
};

} // namespace

RequestOutcome run_request(std::span<const Policy* const> policies, const Resource& resource,
                           const Request& request, const Related* related) {
    return RequestRun{policies, resource, request, related}.run();
}

} // namespace iotsec::azure::policy
