// What decides a condition that is not met: found by walking down to the atoms that would have to change.
#include "verifier/evaluate/explain.hpp"

#include "base/overloaded.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace iotsec::verifier {

namespace {

constexpr std::size_t longest_words = 200;

/// The parts with `between` between them; without those that are empty.
std::string joined(const std::vector<Want>& wants, std::string_view between) {
    std::string result;
    for (const Want& want : wants) {
        if (want.words.empty() || result.find(want.words) != std::string::npos) continue;
        if (!result.empty()) result += between;
        result += want.words;
    }
    return result;
}

class Explainer {
  public:
    explicit Explainer(Evaluator& evaluator) : evaluator_{evaluator} {}

    Want want(ir::ExprId id, bool wanted) {
        return std::visit(
            overloaded{
                [&](const ir::Const&) { return nothing(); },
                [&](const ir::Not& node) { return want(node.of, !wanted); },
                [&](const ir::All& node) { return of_parts(node.of, wanted, wanted); },
                [&](const ir::Any& node) { return of_parts(node.of, wanted, !wanted); },
                [&](const ir::Compare& node) { return of_compare(node, wanted); },
                [&](const ir::OneOf& node) { return of_one_of(node, wanted); },
                [&](const ir::Match& node) { return of_match(node, wanted); },
                [&](const ir::Inside& node) { return of_inside(node, wanted); },
                [&](const ir::Present& node) { return at(node.path, wanted ? "a value" : "no value"); },
                [&](const ir::Count& node) { return of_count(id, node, wanted); },
                [&](const ir::Share& node) { return of_share(id, node, wanted); },
                [&](const ir::Distinct& node) { return of_distinct(id, node, wanted); },
                [&](const ir::Literal&) { return nothing(); },
                [&](const ir::Param&) { return nothing(); },
                [&](const ir::Path&) { return nothing(); },
                [&](const ir::Coalesce&) { return nothing(); },
                [&](const ir::Text&) { return nothing(); },
                [&](const ir::Context&) { return nothing(); },
                [&](const ir::Shift&) { return nothing(); },
                [&](const ir::Call&) { return nothing(); },
                [&](const ir::ListOf&) { return nothing(); },
                [&](const ir::ObjectOf&) { return nothing(); },
            },
            evaluator_.program()[id]);
    }

  private:
    Want nothing() {
        const Resource* subject = evaluator_.subject();
        return {subject == nullptr ? Span{} : subject->name_span, {}, {}};
    }

    Want at(ir::ExprId value, std::string words) {
        const Span place = evaluator_.operand(value).place;
        return {place.is_known() ? place : nothing().place, std::move(words), quoted(value)};
    }

    /// The parts that are not as wanted: all of them must change, or (where `needs_all` is not set) one of
    /// them.
    Want of_parts(const std::vector<ir::ExprId>& parts, bool wanted, bool needs_all) {
        std::vector<Want> wants;
        for (const ir::ExprId part : parts) {
            if (evaluator_.truth(part) != truth_of(wanted)) wants.push_back(want(part, wanted));
        }
        if (wants.empty()) return nothing();
        std::string words = joined(wants, needs_all ? " and " : " or ");
        if (words.size() > longest_words) words = wants.front().words;
        // One value is told only where one alone decides.
        return {wants.front().place, std::move(words), wants.size() == 1 ? wants.front().found : ""};
    }

    /// A value as it is written in requirements: texts in quotes.
    std::string quoted(ir::ExprId value) { return shown(evaluator_, value, Quotes::Texts); }

    Want of_compare(const ir::Compare& node, bool wanted) {
        const std::string right = quoted(node.right);
        const auto words = [&](std::string_view if_wanted, std::string_view if_not) {
            return at(node.left, fmt::format(fmt::runtime(wanted ? if_wanted : if_not), right));
        };
        switch (node.op) {
        case ir::CompareOp::Eq:
            return words("{}", "not {}");
        case ir::CompareOp::Ne:
            return words("not {}", "{}");
        case ir::CompareOp::Lt:
            return words("less than {}", "{} or more");
        case ir::CompareOp::Le:
            return words("at most {}", "more than {}");
        case ir::CompareOp::Gt:
            return words("more than {}", "at most {}");
        case ir::CompareOp::Ge:
            return words("{} or more", "less than {}");
        }
        std::abort();
    }

    /// `'a', 'b'`, shortened where there are many.
    std::string list_words(const std::vector<ir::ExprId>& values, std::optional<ir::ParamId> param) {
        constexpr std::size_t most = 8;
        if (param) return evaluator_.program().params[param->index].name;
        std::string result;
        for (std::size_t i = 0; i < values.size() && i < most; ++i)
            result += (i == 0 ? "" : ", ") + quoted(values[i]);
        return values.size() > most ? result + ", …" : result;
    }

    Want of_one_of(const ir::OneOf& node, bool wanted) {
        return at(node.left, (wanted ? "one of " : "none of ") + list_words(node.values, node.param));
    }

    Want of_match(const ir::Match& node, bool wanted) {
        const std::string pattern = quoted(node.pattern);
        const auto words = [&](std::string_view how) {
            return at(node.left,
                      fmt::format("{} {} {}", wanted ? "text that" : "no text that", how, pattern));
        };
        switch (node.op) {
        case ir::MatchOp::Prefix:
            return words("starts with");
        case ir::MatchOp::Suffix:
            return words("ends with");
        case ir::MatchOp::Contains:
            return words("contains");
        case ir::MatchOp::Like:
            return words("is like");
        }
        std::abort();
    }

    Want of_inside(const ir::Inside& node, bool wanted) {
        const std::string_view how = node.of == ir::InsideOf::Cidr ? "within" : "under";
        return at(node.left,
                  fmt::format("{}{} {}", wanted ? "" : "not ", how, list_words(node.right, node.param)));
    }

    /// What a quantifier ranges over, in words: `item of ipRules`, `Microsoft.Network/privateEndpoints`.
    std::string noun(const ir::Over& over) {
        return std::visit(overloaded{
                              [&](const ir::Items& items) {
                                  const ir::Property* property = evaluator_.source(items.path);
                                  return property == nullptr ? std::string{"item"}
                                                             : "item of " + property->path;
                              },
                              [](const ir::Values&) { return std::string{"listed value"}; },
                              [](const ir::Related& related) { return related.type; },
                              [](const ir::Fleet&) { return std::string{"member of the fleet"}; },
                          },
                          over);
    }

    static std::string_view bound_words(ir::CompareOp op, bool wanted) {
        switch (op) {
        case ir::CompareOp::Eq:
            return wanted ? "exactly" : "not exactly";
        case ir::CompareOp::Ne:
            return wanted ? "not exactly" : "exactly";
        case ir::CompareOp::Lt:
            return wanted ? "fewer than" : "at least";
        case ir::CompareOp::Le:
            return wanted ? "at most" : "more than";
        case ir::CompareOp::Gt:
            return wanted ? "more than" : "at most";
        case ir::CompareOp::Ge:
            return wanted ? "at least" : "fewer than";
        }
        std::abort();
    }

    /// An element too many is pointed at itself; one too few, at the list or the resource.
    Want of_count(ir::ExprId id, const ir::Count& node, bool wanted) {
        const std::string bound = shown(evaluator_, node.bound);
        const bool is_none = node.op == ir::CompareOp::Eq && wanted && bound == "0";
        const auto possibilities = evaluator_.elements(id, node.over);
        if (possibilities.empty()) return nothing();
        const Elements& elements = possibilities.front();
        if (is_none && node.where) {
            for (std::size_t i = 0; i < elements.size(); ++i) {
                evaluator_.bind(id, elements, i);
                if (elements.is_member(i) == Truth::True && evaluator_.truth(*node.where) == Truth::True) {
                    return want(*node.where, false);
                }
            }
        }
        const Span place = elements.place.is_known() ? elements.place : nothing().place;
        if (is_none) return {place, "no " + noun(node.over), {}};
        const std::string_view condition = node.where ? " that meets the condition" : "";
        return {place,
                fmt::format("{} {} {}{}", bound_words(node.op, wanted), bound, noun(node.over), condition),
                {}};
    }

    Want of_share(ir::ExprId id, const ir::Share& node, bool wanted) {
        Want result = of_fleet(id, node.over);
        result.words =
            fmt::format("{} {}% of {}", bound_words(node.op, wanted), percent(node.percent), noun(node.over));
        return result;
    }

    Want of_distinct(ir::ExprId id, const ir::Distinct& node, bool wanted) {
        Want result = of_fleet(id, node.over);
        result.words = wanted ? "values that no two share" : "a value that two share";
        return result;
    }

    Want of_fleet(ir::ExprId id, const ir::Over& over) {
        const auto possibilities = evaluator_.elements(id, over);
        if (possibilities.empty() || !possibilities.front().place.is_known()) return nothing();
        return {possibilities.front().place, {}, {}};
    }

    std::string percent(ir::ExprId value) {
        std::string text = shown(evaluator_, value);
        if (text.ends_with('%')) text.pop_back();
        return text;
    }

    Evaluator& evaluator_;
};

} // namespace

Want want(Evaluator& evaluator, ir::ExprId condition, bool wanted) {
    return Explainer{evaluator}.want(condition, wanted);
}

} // namespace iotsec::verifier
