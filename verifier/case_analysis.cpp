#include "verifier/case_analysis.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <memory>
#include <set>
#include <span>
#include <utility>

namespace iotsec::verifier {

namespace {

/// A requirement on what stands at a place: copies of one resource are one subject.
using Subject = std::pair<std::uint32_t, Span>;

Subject subject_of(const Judgement& judgement, const Finding& finding) {
    return {finding.requirement,
            finding.resource ? judgement.evidence.resources[*finding.resource].span : Span{}};
}

/// What is found of a subject: the worst of its findings.
enum class State { Kept, Open, Violated };

/// A judgement, with the findings of each subject at hand.
class Indexed {
  public:
    explicit Indexed(Judgement made) : judgement{std::move(made)} {
        for (const Finding& finding : judgement.findings)
            by_subject_[subject_of(judgement, finding)].push_back(&finding);
    }

    [[nodiscard]] std::span<const Finding* const> of(const Subject& subject) const {
        const auto found = by_subject_.find(subject);
        return found == by_subject_.end() ? std::span<const Finding* const>{} : found->second;
    }

    [[nodiscard]] State state(const Subject& subject) const {
        State worst = State::Kept;
        for (const Finding* finding : of(subject)) {
            if (finding->verdict == Verdict::Violation) return State::Violated;
            if (finding->verdict == Verdict::Unknown) worst = State::Open;
        }
        return worst;
    }

    /// The subjects of which something is open and nothing violated.
    [[nodiscard]] std::vector<Subject> open() const {
        std::vector<Subject> subjects;
        for (const auto& [subject, findings] : by_subject_) {
            if (state(subject) == State::Open) subjects.push_back(subject);
        }
        return subjects;
    }

    Judgement judgement;

  private:
    std::map<Subject, std::vector<const Finding*>> by_subject_;
};

/// The words of an assignment, whatever the order of its choices: what is chosen is what counts.
std::string key_of(Assignment when) {
    std::ranges::sort(when, {}, &Choice::parameter);
    std::string key;
    for (const Choice& choice : when) {
        const std::string one = words({choice});
        key += fmt::format("{}:{}", one.size(), one); // a text may have any words in it
    }
    return key;
}

/// Whether words tell a value from others: no list, no object.
bool is_plain(const Value& value) {
    return value.as_unknown() != nullptr || value.as_bool() != nullptr || value.as_int() != nullptr ||
           value.as_string() != nullptr;
}

class Analysis {
  public:
    Analysis(Judgement base, const OpenTemplate& open) : open_{open} {
        judged_[{}] = std::make_unique<Indexed>(std::move(base));
    }

    std::vector<JudgedCase> run() {
        for (const Subject& subject : judged_.at({})->open())
            decide(subject);
        return result();
    }

  private:
    /// The end of a branch of the tree of choices.
    struct Leaf {
        Assignment when;
        State state;
    };

    /// The judgement under `when`; null where there is none, or no more may be made.
    const Indexed* judged(const Assignment& when) {
        const std::string key = key_of(when);
        const auto known = judged_.find(key);
        if (known != judged_.end()) return known->second.get();
        if (judged_.size() > most_cases_judged) return nullptr;
        auto made = open_.judge(when);
        auto& kept = judged_[key];
        if (made) kept = std::make_unique<Indexed>(*std::move(made));
        return kept.get();
    }

    /// What to choose next for `subject`: a parameter to blame that is not chosen yet.
    std::optional<std::string> next_choice(const Indexed& judged, const Subject& subject,
                                           const Assignment& when) {
        for (const Finding* finding : judged.of(subject)) {
            for (const Reason& reason : finding->reasons) {
                const bool is_chosen =
                    std::ranges::find(when, reason.parameter, &Choice::parameter) != when.end();
                if (!reason.parameter.empty() && !is_chosen && !values(reason.parameter).empty()) {
                    return reason.parameter;
                }
            }
        }
        return std::nullopt;
    }

    const std::vector<Value>& values(const std::string& parameter) {
        const auto [found, is_new] = values_.try_emplace(parameter);
        if (!is_new) return found->second;
        found->second = open_.possible_values(parameter);
        if (!std::ranges::all_of(found->second, is_plain)) found->second.clear();
        return found->second;
    }

    void explore(const Assignment& when, const Subject& subject, std::vector<Leaf>& leaves) {
        const Indexed* here = judged(when);
        const State state = here == nullptr ? State::Open : here->state(subject);
        const bool goes_on = here != nullptr && state == State::Open;
        const auto parameter = goes_on ? next_choice(*here, subject, when) : std::nullopt;
        if (!parameter) {
            leaves.push_back({when, state});
            return;
        }
        for (const Value& value : values(*parameter)) {
            Assignment further = when;
            further.push_back({*parameter, value});
            explore(further, subject, leaves);
        }
    }

    /// Drops every choice without which the subject is violated all the same.
    Assignment smallest(Assignment when, const Subject& subject) {
        for (std::size_t i = 0; i < when.size() && when.size() > 1;) {
            Assignment fewer = when;
            fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
            const Indexed* judgement = judged(fewer);
            if (judgement != nullptr && judgement->state(subject) == State::Violated) {
                when = std::move(fewer);
            } else {
                ++i;
            }
        }
        return when;
    }

    void decide(const Subject& subject) {
        std::vector<Leaf> leaves;
        explore({}, subject, leaves);
        const auto all = [&](State state) {
            return std::ranges::all_of(leaves, [&](const Leaf& leaf) { return leaf.state == state; });
        };
        if (all(State::Kept)) {
            kept_.insert(subject);
            return;
        }
        const bool is_always = all(State::Violated);
        for (const Leaf& leaf : leaves) {
            if (leaf.state != State::Violated) continue;
            const Assignment when = smallest(leaf.when, subject);
            Told& told = violated_[key_of(when)];
            told.when = when;
            (is_always ? told.always : told.subjects).insert(subject);
            told_.insert(subject);
            if (is_always) break;
        }
    }

    /// Of what is found under one assignment, that which is told of `subjects`.
    static JudgedCase case_of(const Judgement& judgement, Assignment when,
                              const std::set<Subject>& subjects) {
        JudgedCase result{std::move(when), {judgement.evidence, {}}};
        std::ranges::copy_if(judgement.findings, std::back_inserter(result.judgement.findings),
                             [&](const Finding& finding) {
                                 return finding.verdict == Verdict::Violation &&
                                        subjects.contains(subject_of(judgement, finding));
                             });
        return result;
    }

    std::vector<JudgedCase> result() {
        std::vector<JudgedCase> cases;
        for (auto& [key, told] : violated_) {
            const Judgement& judgement = judged_.at(key)->judgement;
            if (!told.always.empty()) cases.push_back(case_of(judgement, {}, told.always));
            if (!told.subjects.empty())
                cases.push_back(case_of(judgement, std::move(told.when), told.subjects));
        }
        Judgement& first = judged_.at({})->judgement;
        for (Finding& finding : first.findings) {
            if (finding.verdict != Verdict::Unknown || !kept_.contains(subject_of(first, finding))) continue;
            finding.verdict = Verdict::Compliant;
            finding.failed.clear();
            finding.reasons.clear();
        }
        std::erase_if(first.findings,
                      [&](const Finding& finding) { return told_.contains(subject_of(first, finding)); });
        cases.insert(cases.begin(), {Assignment{}, std::move(first)});
        return cases;
    }

    /// What is violated under one assignment, and what under every other as well.
    struct Told {
        Assignment when;
        std::set<Subject> subjects, always;
    };

    const OpenTemplate& open_;
    /// By what is assigned; null where it cannot be deployed so.
    std::map<std::string, std::unique_ptr<Indexed>> judged_;
    std::map<std::string, std::vector<Value>> values_;
    std::map<std::string, Told> violated_; ///< likewise
    std::set<Subject> kept_, told_;
};

std::string value_words(const Value& value);

std::string other_words(const Unknown& other) {
    std::string text;
    for (const Value& value : other.never)
        text += (text.empty() ? "" : ", ") + value_words(value);
    return (other.never.size() == 1 ? "not " : "none of ") + text;
}

std::string value_words(const Value& value) {
    if (const Unknown* other = value.as_unknown()) return other_words(*other);
    if (const bool* flag = value.as_bool()) return *flag ? "true" : "false";
    if (const std::int64_t* number = value.as_int()) return fmt::format("{}", *number);
    if (const std::string* text = value.as_string()) return fmt::format("'{}'", *text);
    return value.as_list() != nullptr ? "a list" : "an object";
}

} // namespace

std::string words(const Assignment& assignment) {
    std::string text;
    for (const Choice& choice : assignment) {
        text += fmt::format("{}{} is {}", text.empty() ? "" : " and ", choice.parameter,
                            value_words(choice.value));
    }
    return text;
}

std::vector<JudgedCase> analyse_cases(Judgement base, const OpenTemplate& open) {
    const auto lacks_parameter = [](const Finding& finding) {
        return std::ranges::any_of(finding.reasons, [](const Reason& r) { return !r.parameter.empty(); });
    };
    if (!std::ranges::any_of(base.findings, lacks_parameter)) {
        std::vector<JudgedCase> only;
        only.push_back({Assignment{}, std::move(base)});
        return only;
    }
    return Analysis{std::move(base), open}.run();
}

} // namespace iotsec::verifier
