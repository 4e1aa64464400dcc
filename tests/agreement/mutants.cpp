#include "tests/agreement/mutants.hpp"

#include <nlohmann/json.hpp>

#include <map>
#include <string_view>
#include <utility>

namespace iotsec::test {

namespace {

using Json = nlohmann::ordered_json;
using Pointer = Json::json_pointer;

/// What each operator is easily taken for.
const std::multimap<std::string, std::string, std::less<>> mistaken{
    {"equals", "notEquals"},
    {"notEquals", "equals"},
    {"in", "notIn"},
    {"notIn", "in"},
    {"like", "notLike"},
    {"like", "equals"},
    {"notLike", "like"},
    {"notLike", "notEquals"},
    {"contains", "notContains"},
    {"contains", "equals"},
    {"notContains", "contains"},
    {"notContains", "notEquals"},
    {"less", "lessOrEquals"},
    {"less", "greaterOrEquals"},
    {"lessOrEquals", "less"},
    {"lessOrEquals", "greaterOrEquals"},
    {"greater", "greaterOrEquals"},
    {"greater", "lessOrEquals"},
    {"greaterOrEquals", "greater"},
    {"greaterOrEquals", "less"},
};

class Mutator {
  public:
    explicit Mutator(Json properties) : properties_(std::move(properties)) {} // braces would make a list

    std::vector<Mutant> all() && {
        visit(Pointer{"/policyRule/if"});
        const Pointer existence{"/policyRule/then/details/existenceCondition"};
        if (properties_.contains(existence)) visit(existence);
        return std::move(mutants_);
    }

  private:
    void add(const Pointer& at, const std::string& what, Json condition) {
        Json changed = properties_;
        changed[at] = std::move(condition);
        mutants_.push_back({at.to_string() + ": " + what, changed.dump()});
    }

    void visit(const Pointer& at) {
        const Json condition = properties_[at];
        if (condition.contains("field") && condition["field"] == "type") return;
        for (const char* connective : {"allOf", "anyOf"}) {
            if (condition.contains(connective)) return visit_parts(at, connective);
        }
        if (condition.contains("not")) {
            add(at, "not is lost", condition["not"]);
            return visit(at / "not");
        }
        change_operator(at, condition);
        if (condition.contains("count")) visit_count(at, condition);
    }

    void visit_parts(const Pointer& at, const std::string& connective) {
        const Json parts = properties_[at][connective];
        const std::string other = connective == "allOf" ? "anyOf" : "allOf";
        const bool has_type = parts.front().contains("field") && parts.front()["field"] == "type";
        if (!has_type) add(at, connective + " becomes " + other, {{other, parts}});
        for (std::size_t i = has_type ? 1 : 0; i < parts.size(); ++i) {
            Json fewer = parts;
            fewer.erase(i);
            add(at, "part " + std::to_string(i) + " is left out", {{connective, fewer}});
            visit(at / connective / i);
        }
    }

    void change_operator(const Pointer& at, const Json& condition) {
        for (const auto& [name, operand] : condition.items()) {
            if (name == "exists") {
                Json changed = condition;
                changed["exists"] = operand == "true" ? "false" : "true";
                add(at, "exists is turned round", std::move(changed));
            }
            const auto [from, to] = mistaken.equal_range(name);
            for (auto other = from; other != to; ++other) {
                Json changed = condition;
                changed.erase(name);
                changed[other->second] = operand;
                add(at, name + " becomes " + other->second, std::move(changed));
            }
        }
    }

    void visit_count(const Pointer& at, const Json& condition) {
        const Json& count = condition["count"];
        if (!count.contains("where")) return;
        Json changed = condition;
        changed["count"].erase("where");
        add(at, "where is left out", std::move(changed));
        if (count.contains("field")) add(at, "[*] stands outside a count", count["where"]);
        visit(at / "count" / "where");
    }

    Json properties_;
    std::vector<Mutant> mutants_;
};

} // namespace

std::vector<Mutant> mutants(const std::string& properties) {
    return Mutator{Json::parse(properties)}.all();
}

} // namespace iotsec::test
