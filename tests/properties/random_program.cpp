#include "tests/properties/random_program.hpp"

#include "compiler/ir/connective.hpp"

#include <string>
#include <utility>
#include <vector>

namespace iotsec::test {

namespace {

using namespace iotsec::ir;

int below(int limit) {
    return *rc::gen::inRange(0, limit);
}

template <typename T>
T one_of(const std::vector<T>& choices) {
    return choices[static_cast<std::size_t>(below(static_cast<int>(choices.size())))];
}

/// A binder that a condition may read below, and what it is.
struct Known {
    std::string name;
    std::string_view type; ///< of a resource
    std::string items_of;  ///< of an item: the path of its list, of `demo_hub` unless `type` says so
    std::string_view items_type;
    bool is_value = false; ///< a text out of a list
};

/// Builds one random program.
class Builder {
  public:
    explicit Builder(ProgramOptions options) : options_{options}, program_{demo_program()} {}

    Program build() {
        Requirement requirement;
        const bool fleet = options_.fleets && below(6) == 0;
        requirement.name = "random";
        requirement.module = "test";
        requirement.binder = fleet ? "devices" : "hub";
        requirement.type = fleet ? demo_device : demo_hub;
        requirement.all = fleet;
        requirement.meta.id = "RANDOM-1";
        requirement.meta.title = "A random requirement";
        requirement.meta.severity = SeverityLevel::Medium;
        if (!fleet) known_.push_back({"hub", demo_hub, {}, {}, false});
        if (!fleet && below(2) == 0) requirement.when = condition(options_.depth);
        const int checks = 1 + below(2);
        for (int i = 0; i < checks; ++i)
            requirement.checks.push_back(check(fleet));
        if (options_.remedies && !fleet && below(3) == 0) requirement.remedies.push_back(remedy());
        program_.requirements.push_back(std::move(requirement));
        return std::move(program_);
    }

  private:
    ExprId add(Node node) { return program_.add(std::move(node)); }
    ExprId literal(LiteralType type, Value value) { return add(Literal{type, std::move(value)}); }
    ExprId text(std::string value) { return literal(LiteralType::Text, Value{std::move(value)}); }
    ExprId number(std::int64_t value) { return literal(LiteralType::Int, Value{value}); }
    ExprId random_text() {
        return text(one_of<std::string>({"red", "Red", "blue", "", "Enabled", "10", "true"}));
    }
    static std::string cidr() {
        return one_of<std::string>({"10.0.0.0/8", "10.1.0.0/16", "::/0", "10.1.2.3"});
    }

    Check check(bool fleet) {
        Check result;
        result.condition = fleet ? fleet_condition() : condition(options_.depth);
        result.source_text = "random";
        if (!fleet && below(2) == 0)
            result.message = {std::string{"label is "}, path(known_.front(), "label")};
        return result;
    }

    Remedy remedy() {
        Remedy result;
        const ExprId target = path(known_.front(), "access");
        result.sets = {{target, text("Disabled")}};
        result.role_ids = {"b24988ac-6180-42a0-ab88-20f7382dd24c"};
        return result;
    }

    ExprId path(const Known& of, std::string_view name) {
        if (!of.items_of.empty()) {
            const std::string whole = of.items_of + "[*]." + std::string{name};
            return add(Path{of.name, demo_property(program_, of.items_type, whole), {}, {}});
        }
        return add(Path{of.name, demo_property(program_, of.type, name), {}, {}});
    }
    ExprId element(const Known& of) { return add(Path{of.name, std::nullopt, {}, {}}); }

    /// A binder that has properties: a resource.
    Known resource() {
        std::vector<Known> resources;
        for (const Known& each : known_) {
            if (!each.type.empty()) resources.push_back(each);
        }
        return one_of(resources);
    }
    bool is_hub(const Known& known) const { return known.type == demo_hub; }

    ExprId condition(int depth) {
        if (depth <= 0) return atom();
        switch (below(6)) {
        case 0:
            return negation(program_, condition(depth - 1));
        case 1:
            return conjunction(program_, {condition(depth - 1), condition(depth - 1), condition(depth - 1)});
        case 2:
            return disjunction(program_, {condition(depth - 1), condition(depth - 1)});
        case 3:
            return count(depth - 1);
        case 4:
            return options_.related ? related(depth - 1) : count(depth - 1);
        default:
            return atom();
        }
    }

    ExprId atom();
    ExprId hub_atom(const Known& hub);
    ExprId text_atom(ExprId left);
    ExprId effective_text(const Known& of);
    ExprId ordering(const Known& of);
    ExprId count(int depth);
    ExprId related(int depth);
    ExprId fleet_condition();
    Count counted(Over over, const Known& element, int depth);
    std::string fresh() { return "b" + std::to_string(++binders_); }

    ProgramOptions options_;
    Program program_;
    std::vector<Known> known_;
    int binders_ = 0;
};

ExprId Builder::atom() {
    const Known& last = known_.back();
    if (last.is_value && below(2) == 0) return text_atom(element(last));
    if (!last.items_of.empty() && below(2) == 0) {
        if (last.items_of != "rules") return text_atom(element(last));
        if (below(3) == 0) {
            return add(Inside{InsideOf::Cidr, path(last, "mask"), {}, ParamId{3}});
        }
        return text_atom(path(last, "action"));
    }
    const Known of = resource();
    switch (below(6)) {
    case 0:
        return add(Present{path(of, "label")});
    case 1:
        return ordering(of);
    case 2: {
        const ExprId flag = path(of, "flag");
        return add(
            Compare{CompareOp::Eq, CompareBy::Text, flag, literal(LiteralType::Bool, Value{true}), {}});
    }
    case 3:
        return is_hub(of) ? hub_atom(of) : text_atom(path(of, "label"));
    default:
        return text_atom(effective_text(of));
    }
}

ExprId Builder::effective_text(const Known& of) {
    const ExprId first = path(of, is_hub(of) && below(2) == 0 ? "access" : "label");
    if (below(2) == 0) return first;
    return add(Coalesce{first, text("Enabled"), below(2) == 0});
}

ExprId Builder::ordering(const Known& of) {
    const auto op = one_of<CompareOp>({CompareOp::Lt, CompareOp::Le, CompareOp::Gt, CompareOp::Ge});
    const ExprId size = path(of, "size");
    const ExprId bound = below(3) == 0 ? add(Param{ParamId{2}, {}}) : number(below(4));
    return add(Compare{op, CompareBy::Int, size, bound, {}});
}

ExprId Builder::text_atom(ExprId left) {
    switch (below(6)) {
    case 0: {
        std::vector<ExprId> values{random_text(), random_text()};
        return add(OneOf{left, std::move(values), std::nullopt, CompareBy::Text});
    }
    case 1:
        return add(OneOf{left, {}, ParamId{1}, CompareBy::Text});
    case 2: {
        const auto op = one_of<MatchOp>({MatchOp::Prefix, MatchOp::Suffix, MatchOp::Contains});
        return add(Match{op, left, text(one_of<std::string>({"r", "ed", "blue"}))});
    }
    case 3:
        return add(Match{MatchOp::Like, left, text("r*d")});
    case 4:
        return add(Compare{CompareOp::Eq, CompareBy::Text, left, add(Param{ParamId{0}, {}}), {}});
    default:
        return add(Compare{CompareOp::Eq, CompareBy::Text, left, random_text(), {}});
    }
}

ExprId Builder::hub_atom(const Known& hub) {
    const auto compare = [&](CompareBy by, ExprId left, ExprId right, CompareOp op = CompareOp::Ge) {
        return add(Compare{op, by, left, right, {}});
    };
    switch (below(8)) {
    case 0: {
        const ExprId left = path(hub, "tier");
        return add(Compare{CompareOp::Ge, CompareBy::Rank, left, text("mid"), {"low", "mid", "high"}});
    }
    case 1: {
        const ExprId now = add(Context{ContextValue::Now});
        const ExprId expiry = path(hub, "expiry");
        return compare(CompareBy::Instant, expiry, add(Shift{now, 86'400 * (below(60) - 30)}), CompareOp::Gt);
    }
    case 2: {
        const ExprId called = add(Call{ir::Function::Version, path(hub, "release")});
        return compare(CompareBy::Version, called,
                       literal(LiteralType::Version, Value{std::string{"1.10.0"}}));
    }
    case 3: {
        const ExprId location = path(hub, "location");
        return compare(CompareBy::Location, location,
                       literal(LiteralType::Location, Value{std::string{"West Europe"}}), CompareOp::Eq);
    }
    case 4: {
        const ExprId range = path(hub, "range");
        return add(Inside{InsideOf::Cidr, range, {literal(LiteralType::Cidr, Value{cidr()})}, std::nullopt});
    }
    case 5: {
        const ExprId peer = path(hub, "peer");
        return add(Inside{InsideOf::Id, peer, {path(hub, "id")}, std::nullopt});
    }
    case 6: {
        const ExprId bag = add(Path{hub.name, demo_property(program_, demo_hub, "bag"), {"color"}, {}});
        return text_atom(bag);
    }
    default: {
        const ExprId last = add(Call{ir::Function::LastSegment, path(hub, "peer")});
        const ExprId name = add(Text{{text("hub-"), path(hub, "label")}});
        return compare(CompareBy::Text, last, name, CompareOp::Eq);
    }
    }
}

/// A count of `over` with a random condition on its element.
Count Builder::counted(Over over, const Known& element, int depth) {
    Count result{std::move(over), element.name, std::nullopt, CompareOp::Ge, {}};
    result.op =
        one_of<CompareOp>({CompareOp::Ge, CompareOp::Le, CompareOp::Eq, CompareOp::Lt, CompareOp::Gt});
    result.bound = number(below(3));
    if (below(5) == 0) return result;
    known_.push_back(element);
    result.where = condition(depth);
    known_.pop_back();
    return result;
}

ExprId Builder::count(int depth) {
    const Known& last = known_.back();
    if (last.items_of == "rules" && below(2) == 0) {
        const ExprId tags = path(last, "tags");
        return add(counted(Items{tags}, {fresh(), {}, "rules[*].tags", demo_hub, false}, 0));
    }
    const Known of = resource();
    switch (below(4)) {
    case 0: {
        Values values{{random_text(), random_text()}, std::nullopt};
        return add(counted(std::move(values), {fresh(), {}, {}, {}, true}, depth));
    }
    case 1:
        return add(counted(Values{{}, ParamId{1}}, {fresh(), {}, {}, {}, true}, depth));
    case 2:
        if (is_hub(of)) {
            const ExprId rules = path(of, "rules");
            return add(counted(Items{rules}, {fresh(), {}, "rules", demo_hub, false}, depth));
        }
        [[fallthrough]];
    default: {
        const ExprId names = path(of, "names");
        return add(counted(Items{names}, {fresh(), {}, "names", of.type, false}, depth));
    }
    }
}

ExprId Builder::related(int depth) {
    const Known of = known_.front();
    struct Choice {
        std::string_view type;
        RelatedBy relation;
    };
    const auto choice = one_of<Choice>({{demo_part, RelatedBy::Of},
                                        {demo_setting, RelatedBy::Of},
                                        {demo_other, RelatedBy::ResourceGroup},
                                        {demo_other, RelatedBy::Subscription},
                                        {demo_other, RelatedBy::Evidence}});
    const Known element{fresh(), choice.type, {}, {}, false};
    return add(counted(Related{std::string{choice.type}, choice.relation, of.name}, element, depth));
}

ExprId Builder::fleet_condition() {
    const Known device{fresh(), demo_device, {}, {}, false};
    switch (below(3)) {
    case 0: {
        const Path key{device.name, demo_property(program_, demo_device, "key"), {}, {}};
        return add(Distinct{Fleet{"devices"}, device.name, std::nullopt, {add(key)}});
    }
    case 1: {
        const ExprId percent = below(2) == 0 ? literal(LiteralType::Percent, Value{std::string{"99.5"}})
                                             : add(Param{ParamId{4}, {}});
        known_.push_back(device);
        const ExprId hit = condition(1);
        known_.pop_back();
        return add(Share{Fleet{"devices"}, device.name, std::nullopt, hit, CompareOp::Ge, percent});
    }
    default: {
        Count result{Fleet{"devices"}, device.name, std::nullopt, CompareOp::Ge, number(below(3))};
        known_.push_back(device);
        result.where = add(Present{path(device, "label")});
        known_.pop_back();
        return add(std::move(result));
    }
    }
}

} // namespace

rc::Gen<ir::Program> random_program(ProgramOptions options) {
    return rc::gen::exec([options] { return Builder{options}.build(); });
}

} // namespace iotsec::test
