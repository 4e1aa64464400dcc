#include "tests/properties/random_evidence.hpp"

#include "tests/properties/random_program.hpp"

#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace iotsec::test {

namespace {

int below(int limit) {
    return *rc::gen::inRange(0, limit);
}

template <typename T>
const T& one_of(const std::vector<T>& choices) {
    return choices[static_cast<std::size_t>(below(static_cast<int>(choices.size())))];
}

List texts(const std::vector<std::string>& values) {
    List result;
    for (const std::string& value : values)
        result.emplace_back(value);
    return result;
}

const List words = texts({"red", "Red", "blue", "", "Enabled", "Disabled", "10", "true"});
const List numbers{Value{std::int64_t{0}}, Value{std::int64_t{1}}, Value{std::int64_t{2}},
                   Value{std::int64_t{3}}};
const List flags{Value{true}, Value{false}};
const List tiers = texts({"low", "mid", "high"});
const List instants = texts({"2026-01-10T00:00:00Z", "2026-02-20T00:00:00Z", "2030-01-01T00:00:00Z"});
const List versions = texts({"1.9", "1.10.0", "1.10.0-beta", "2"});
const List ranges = texts({"10.0.0.0/8", "10.1.0.0/16", "0.0.0.0/0", "::1", "10.1.2.3"});
const List places = texts({"westeurope", "West Europe", "eastus"});
const List hub_ids = texts({"/subscriptions/s1/resourceGroups/g1/providers/Test.Demo/hubs/h0",
                            "/subscriptions/s1/resourceGroups/g1/providers/Test.Demo/hubs/h1",
                            "/subscriptions/s1/resourceGroups/g1/providers/Test.Demo/hubs/h0/parts/hub-red"});

/// A value and what the masked evidence shows of it. Null is absent.
struct Pair {
    Value whole, masked;
};

/// An identity that two unknowns share only if they say the same and stand for the same.
std::uint64_t identity(const Unknown& unknown, const Value& whole) {
    std::string all = unknown.may_be_absent ? "?" : "!";
    for (const auto& piece : unknown.pieces)
        all += piece.value_or("\x01") + "\x02";
    for (const Value& value : unknown.domain)
        all +=
            (value.as_string() != nullptr ? *value.as_string() : std::to_string(value.data.index())) + "\x03";
    if (const std::string* text = whole.as_string()) all += *text;
    if (const std::int64_t* number = whole.as_int()) all += std::to_string(*number);
    if (const bool* flag = whole.as_bool()) all += *flag ? "yes" : "no";
    return std::hash<std::string>{}(all) | 1U;
}

/// An unknown that `whole`, out of `choices`, is one possible value of.
Value masked(const Value& whole, const List& choices) {
    Unknown unknown;
    unknown.cause = Cause::ParameterWithoutValue;
    unknown.reason = "masked";
    unknown.may_be_absent = whole.is_null() || below(2) == 0;
    if (below(2) == 0 && !choices.empty()) unknown.domain = choices;
    const std::string* text = whole.as_string();
    if (unknown.domain.empty() && text != nullptr && below(2) == 0) {
        const auto head = static_cast<std::size_t>(below(static_cast<int>(text->size()) + 1));
        const auto tail = head + static_cast<std::size_t>(below(static_cast<int>(text->size() - head) + 1));
        unknown.pieces = {text->substr(0, head), std::nullopt, text->substr(tail)};
    }
    if (below(2) == 0) unknown.identity = identity(unknown, whole);
    return make_unknown(std::move(unknown));
}

Pair pair_of(Value whole, const List& choices, int mask_one_in = 5) {
    Value shown = below(mask_one_in) == 0 ? masked(whole, choices) : whole;
    return {std::move(whole), std::move(shown)};
}

Pair scalar(const List& choices) {
    return pair_of(below(4) == 0 ? Value{} : one_of(choices), choices);
}

Pair list_of(const std::function<Pair()>& item) {
    if (below(5) == 0) return pair_of(Value{}, {});
    List whole;
    List shown;
    for (int i = below(4); i > 0; --i) {
        Pair each = item();
        whole.push_back(std::move(each.whole));
        shown.push_back(std::move(each.masked));
    }
    Pair result{Value{std::move(whole)}, Value{std::move(shown)}};
    if (below(8) == 0) result.masked = masked(result.whole, {});
    return result;
}

Pair object_of(std::vector<std::pair<std::string, Pair>> members) {
    Pair result{Value{Object{}}, Value{Object{}}};
    for (auto& [name, member] : members) {
        if (!member.whole.is_null() || below(2) == 0) result.whole.set(name, std::move(member.whole));
        if (!member.masked.is_null() || below(2) == 0) result.masked.set(name, std::move(member.masked));
    }
    return result;
}

/// An item without null: what a list holds is there.
Pair item_of(const List& choices) {
    return pair_of(one_of(choices), choices);
}

Pair rule() {
    return object_of({{"action", scalar(texts({"Accept", "Reject", "red"}))},
                      {"mask", scalar(ranges)},
                      {"rank", scalar(numbers)},
                      {"tags", list_of([] { return item_of(words); })}});
}

Pair hub_properties() {
    Pair state = object_of({{"code", scalar(words)}});
    Pair bag = object_of({{"color", scalar(words)}});
    return object_of({{"access", scalar(texts({"Enabled", "Disabled", "Other"}))},
                      {"flag", scalar(flags)},
                      {"size", scalar(numbers)},
                      {"label", scalar(words)},
                      {"state", std::move(state)},
                      {"expiry", scalar(instants)},
                      {"release", scalar(versions)},
                      {"range", scalar(ranges)},
                      {"peer", scalar(hub_ids)},
                      {"bag", std::move(bag)},
                      {"tier", scalar(tiers)},
                      {"names", list_of([] { return item_of(words); })},
                      {"rules", list_of(rule)}});
}

Pair other_properties() {
    return object_of({{"label", scalar(words)},
                      {"flag", scalar(flags)},
                      {"size", scalar(numbers)},
                      {"hubId", scalar(hub_ids)},
                      {"key", scalar(words)},
                      {"names", list_of([] { return item_of(words); })}});
}

/// Builds both pieces of evidence side by side.
class Builder {
  public:
    MaskedEvidence build() {
        result_.whole.closed = true;
        result_.masked.closed = true;
        options();
        const int hubs = 1 + below(2);
        for (int i = 0; i < hubs; ++i)
            hub(i);
        for (int i = below(4); i > 0; --i)
            other(one_of<std::string_view>({demo_part, demo_setting, demo_other}), hubs);
        for (int i = below(4); i > 0; --i)
            device(i);
        return std::move(result_);
    }

  private:
    void options() {
        result_.whole_options.as_of = "2026-01-31T00:00:00Z";
        if (below(4) != 0) result_.masked_options.as_of = result_.whole_options.as_of;
        param("word", item_of(words));
        param("words", list_of([] { return item_of(words); }));
        param("limit", item_of(numbers));
        param("ranges", list_of([] { return item_of(ranges); }));
        param("quota", item_of(texts({"0", "50", "99.5", "100"})));
    }
    /// A parameter always has a value, if perhaps not one that is known.
    void param(const std::string& name, Pair value) {
        if (value.whole.is_null()) value = {Value{List{}}, Value{List{}}};
        result_.whole_options.params[name] = std::move(value.whole);
        result_.masked_options.params[name] = std::move(value.masked);
    }

    static verifier::Resource resource(std::string_view type, std::string name) {
        verifier::Resource result;
        result.type = type;
        result.name = Value{std::move(name)};
        result.view = verifier::View::Stored;
        result.subscription = "s1";
        result.resource_group = "g1";
        return result;
    }

    /// The resource with each of the two bodies, perhaps not deployed, perhaps not known to be.
    void add(verifier::Resource resource, Pair body, bool may_be_left_out) {
        const bool is_deployed = below(6) != 0;
        resource.condition = is_deployed ? Value{} : Value{false};
        resource.body = std::move(body.whole);
        result_.whole.resources.push_back(resource);
        if (may_be_left_out && below(6) == 0) {
            result_.masked.incomplete_types.push_back(resource.type);
            return;
        }
        if (below(8) == 0) {
            resource.condition =
                make_unknown({.reason = "condition", .domain = {}, .may_be_absent = false, .pieces = {}});
        }
        resource.body = std::move(body.masked);
        result_.masked.resources.push_back(std::move(resource));
    }

    static Pair arm_body(Pair properties) {
        Pair result = object_of({{"location", scalar(places)}});
        result.whole.set("properties", std::move(properties.whole));
        result.masked.set("properties", std::move(properties.masked));
        return result;
    }

    void hub(int index) {
        verifier::Resource hub = resource(demo_hub, "h" + std::to_string(index));
        hub.id = hub_ids[static_cast<std::size_t>(index)];
        add(std::move(hub), arm_body(hub_properties()), false);
    }

    void other(std::string_view type, int hubs) {
        verifier::Resource each = resource(type, "x");
        const auto owner = static_cast<std::size_t>(below(hubs));
        const std::string owner_id = *hub_ids[owner].as_string();
        if (type == demo_other) {
            each.subscription = one_of<std::string>({"s1", "S1", "s2"});
            each.resource_group = one_of<std::string>({"g1", "g2"});
            each.id = Value{"/subscriptions/" + each.subscription + "/resourceGroups/" + each.resource_group +
                            "/providers/Test.Demo/others/x"};
        } else if (below(2) == 0) {
            each.parent = owner;
        } else {
            each.id = Value{owner_id + (type == demo_part ? "/parts/x" : "/providers/Test.Demo/settings/x")};
        }
        add(std::move(each), arm_body(other_properties()), true);
    }

    void device(int index) {
        add(resource(demo_device, "d" + std::to_string(index)), other_properties(), true);
    }

    MaskedEvidence result_;
};

void rewrite(Value& value) {
    if (auto* list = std::get_if<List>(&value.data)) {
        for (Value& item : *list)
            rewrite(item);
    }
    auto* object = std::get_if<Object>(&value.data);
    if (object == nullptr) return;
    std::erase_if(*object, [](const Member& member) { return member.value.is_null() && below(2) == 0; });
    for (Member& member : *object) {
        const List* list = member.value.as_list();
        if (list != nullptr && list->empty() && below(2) == 0)
            member.value = {};
        else
            rewrite(member.value);
    }
    for (const char* name : {"label", "size", "names", "rules", "tags"}) {
        if (value.find(name) == nullptr && below(4) == 0) value.set(name, {});
    }
    for (const char* name : {"names", "rules", "tags"}) {
        const Value* member = value.find(name);
        if ((member == nullptr || member->is_null()) && below(2) == 0) value.set(name, Value{List{}});
    }
}

} // namespace

rc::Gen<MaskedEvidence> random_evidence() {
    return rc::gen::exec([] { return Builder{}.build(); });
}

verifier::Evidence rewritten(const verifier::Evidence& evidence) {
    verifier::Evidence result = evidence;
    for (verifier::Resource& resource : result.resources) {
        rewrite(resource.body);
        Value* properties = resource.body.find("properties");
        if (resource.type != demo_hub || properties == nullptr || below(2) == 0) continue;
        const Value* access = properties->find("access");
        if (access == nullptr || access->is_null())
            properties->set("access", Value{std::string{"Enabled"}});
        else if (access->as_string() != nullptr && *access->as_string() == "Enabled")
            properties->erase("access");
    }
    return result;
}

} // namespace iotsec::test
