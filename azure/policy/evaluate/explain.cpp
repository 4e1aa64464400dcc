// Reasons: which conditions decided, and what they read.
#include "azure/expression/json_writer.hpp"
#include "azure/expression/unknown.hpp"
#include "azure/policy/evaluate/related.hpp"
#include "azure/policy/evaluate/run.hpp"

#include <fmt/format.h>

#include <string>
#include <utility>

namespace iotsec::azure::policy {

namespace {

/// A value as reasons show it: JSON, cut where it is long.
std::string shown(const Value* value) {
    constexpr std::size_t longest = 120;
    if (value == nullptr) return "not there";
    if (const Unknown* unknown = first_unknown(*value)) return fmt::format("unknown ({})", unknown->reason);
    std::string text = json_text_of(*value);
    if (text.size() <= longest) return text;
    std::size_t cut = longest;
    while (cut > 0 && (static_cast<unsigned char>(text[cut]) & 0xC0U) == 0x80U)
        --cut;
    return text.substr(0, cut) + "…";
}

std::string_view words(Truth truth) {
    switch (truth) {
    case Truth::False:
        return "does not hold";
    case Truth::True:
        return "holds";
    case Truth::Unknown:
        return "cannot be told";
    case Truth::Error:
        return "fails";
    }
    return {};
}

class Listener : public Observer {
  public:
    void decided(const Condition& condition, std::string_view left, const Value* found, const Value& operand,
                 Truth truth) override {
        constexpr std::size_t most = 1'000;
        const Test* test = test_of(condition);
        if (test == nullptr || reasons.size() >= most) return;
        Reason reason;
        reason.condition = condition.span;
        reason.field = left;
        if (found != nullptr) reason.found = *found;
        reason.truth = truth;
        reason.text = fmt::format("`{}` is {}: `{}` {} {}", left, shown(found), spelling(test->op),
                                  shown(&operand), words(truth));
        reasons.push_back(std::move(reason));
    }
    [[nodiscard]] std::size_t mark() const override { return reasons.size(); }
    void forget(std::size_t from, std::size_t to) override {
        reasons.erase(reasons.begin() + static_cast<std::ptrdiff_t>(from),
                      reasons.begin() + static_cast<std::ptrdiff_t>(to));
    }

    std::vector<Reason> reasons;
};

} // namespace

std::vector<Reason> explain(const Policy& policy, const Resource& resource, const Request& request,
                            const Related* related) {
    const PreparedParts& parts = policy.parts();
    if (parts.definition->mode == Mode::ResourceProvider) return {};
    const Situation situation{parts, parts.options, resource, resource, request};
    Listener listener;
    Run run{situation};
    run.set_observer(&listener);
    const Truth truth = run.holds(parts.definition->rule.condition);
    const bool asks = parts.effect == Effect::AuditIfNotExists || parts.effect == Effect::DeployIfNotExists;
    if (truth == Truth::True && asks) {
        Questions met;
        const RelatedVerdict verdict = look_for_related(situation, related, met, &listener);
        if (verdict.found != Truth::True && !verdict.message.empty())
            listener.reasons.push_back({verdict.place, verdict.message, {}, std::nullopt, verdict.found});
    }
    return std::move(listener.reasons);
}

} // namespace iotsec::azure::policy
