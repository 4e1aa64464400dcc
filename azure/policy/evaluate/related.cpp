#include "azure/policy/evaluate/related.hpp"

#include "base/text.hpp"

#include <fmt/format.h>

#include <utility>

namespace iotsec::azure::policy {

namespace {

/// Evaluates the details that say where to look; false where one cannot be told.
class QueryReader {
  public:
    QueryReader(Run& run, RelatedVerdict& verdict) : run_{run}, verdict_{verdict} {}

    bool read(std::optional<OperandId> id, std::string& into, std::string_view what) {
        if (!id) return true;
        Value storage;
        const Value* found = run_.value(*id, storage);
        if (found != nullptr && found->as_string() != nullptr) {
            into = *found->as_string();
            return true;
        }
        const Unknown* unknown = found == nullptr ? nullptr : found->as_unknown();
        verdict_.found = unknown != nullptr ? Truth::Unknown : Truth::Error;
        verdict_.place = run_.situation().parts.source(*id).value.span;
        verdict_.message = found == nullptr     ? run_.message()
                           : unknown != nullptr ? unknown->reason
                                                : fmt::format("`{}` is no text", what);
        return false;
    }

  private:
    Run& run_;
    RelatedVerdict& verdict_;
};

} // namespace

RelatedVerdict look_for_related(const Situation& situation, const Related* related, Questions& met,
                                Observer* observer) {
    RelatedVerdict verdict;
    const Rule& rule = situation.parts.definition->rule;
    if (!rule.details.related) {
        verdict.found = Truth::Error;
        verdict.message = "`details` do not say which resources are looked for";
        verdict.place = rule.span;
        return verdict;
    }
    const RelatedDetails& details = *rule.details.related;
    RelatedQuery query{situation.functions, {}, {}, {}, false};
    std::string scope;
    Run run{situation};
    QueryReader reader{run, verdict};
    const bool is_known =
        reader.read(details.type, query.type, "type") && reader.read(details.name, query.name, "name") &&
        reader.read(details.resource_group_name, query.resource_group, "resourceGroupName") &&
        reader.read(details.existence_scope, scope, "existenceScope");
    met.add(run.met());
    if (!is_known) return verdict;
    query.in_subscription = equal_ignoring_case(scope, "subscription");
    verdict.place = situation.parts.source(details.type).value.span;
    verdict.message = fmt::format("resources of type `{}` are not in the evidence", query.type);
    if (related == nullptr) return verdict;
    const RelatedAnswer answer = related->find(query);
    verdict.found = answer.is_known ? Truth::False : Truth::Unknown;
    if (answer.is_known) {
        verdict.message = answer.resources.empty()
                              ? fmt::format("there is no related resource of type `{}`", query.type)
                              : fmt::format("none of {} related resources of type `{}` is as wanted",
                                            answer.resources.size(), query.type);
    }
    for (const Resource* candidate : answer.resources) {
        if (!details.existence_condition) {
            verdict.found = Truth::True;
            verdict.resource = candidate;
            return verdict;
        }
        Run existence{
            {situation.parts, situation.options, *candidate, situation.functions, situation.request}};
        existence.set_observer(observer);
        const Truth truth = existence.holds(*details.existence_condition);
        met.add(existence.met());
        if (truth == Truth::False) continue;
        const bool is_worse = truth == Truth::Error || verdict.found != Truth::Error;
        if (truth != Truth::True && !is_worse) continue;
        verdict.found = truth;
        verdict.message = existence.message();
        verdict.place = existence.place();
        verdict.resource = truth == Truth::True ? candidate : nullptr;
        if (truth == Truth::True) return verdict;
    }
    return verdict;
}

} // namespace iotsec::azure::policy
