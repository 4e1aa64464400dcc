#include "emitters/azure_policy/condition.hpp"

#include "emitters/azure_policy/literal.hpp"

#include <nlohmann/json.hpp>

#include <map>
#include <string>
#include <utility>

namespace iotsec::emitters::azure_policy {

namespace {

/// How one connective is written, and what it makes of atoms on one field.
struct Connective {
    const char* key;
    bool neutral;          // the constant that adds nothing
    const char* atom;      // the atoms that are gathered
    const char* list_atom; // what they become
};
constexpr Connective conjunction{"allOf", true, "notEquals", "notIn"};
constexpr Connective disjunction{"anyOf", false, "equals", "in"};

bool is_literal_list(const Json& operand) {
    if (!operand.is_array()) return false;
    for (const auto& item : operand) {
        if (is_expression(item)) return false;
    }
    return true;
}

/// The constants that an atom compares its field with; null where it is no such atom.
Json compared_constants(const Condition& part, const Connective& connective) {
    if (!part.contains("field") || part.size() != 2) return nullptr;
    if (const auto one = part.find(connective.atom); one != part.end())
        return is_expression(*one) ? Json{} : Json::array({*one});
    if (const auto many = part.find(connective.list_atom); many != part.end())
        return is_literal_list(*many) ? *many : Json{};
    return nullptr;
}

/// Gathers atoms on one field where the first of them stands.
std::vector<Condition> gathered(std::vector<Condition> parts, const Connective& connective) {
    std::vector<Condition> result;
    std::map<std::string, std::size_t> place_of;
    for (auto& part : parts) {
        const Json constants = compared_constants(part, connective);
        if (constants.is_null()) {
            result.push_back(std::move(part));
            continue;
        }
        const auto field = part["field"].get<std::string>();
        const auto [place, is_first] = place_of.try_emplace(field, result.size());
        if (is_first) {
            result.push_back(std::move(part));
            continue;
        }
        Json all = compared_constants(result[place->second], connective);
        all.insert(all.end(), constants.begin(), constants.end());
        result[place->second] = field_condition(field, connective.list_atom, std::move(all));
    }
    return result;
}

Condition connected(std::vector<Condition> parts, const Connective& connective) {
    std::vector<Condition> flat;
    bool is_decided = false;
    for (auto& part : parts) {
        if (part.is_null()) return nullptr;
        if (part.is_boolean()) {
            is_decided = is_decided || part.get<bool>() != connective.neutral;
        } else if (const auto nested = part.find(connective.key); nested != part.end()) {
            for (auto& inner : *nested)
                flat.push_back(std::move(inner));
        } else {
            flat.push_back(std::move(part));
        }
    }
    if (is_decided) return !connective.neutral;
    flat = gathered(std::move(flat), connective);
    if (flat.empty()) return connective.neutral;
    if (flat.size() == 1) return std::move(flat.front());
    return {{connective.key, std::move(flat)}};
}

} // namespace

Condition field_condition(std::string_view field, std::string_view op, Json operand) {
    Condition condition = Json::object();
    condition["field"] = field;
    condition[std::string{op}] = std::move(operand);
    return condition;
}

Condition value_condition(std::string_view expression, std::string_view op, Json operand) {
    Condition condition = Json::object();
    condition["value"] = expression;
    condition[std::string{op}] = std::move(operand);
    return condition;
}

Condition exists(std::string_view field, bool wanted) {
    return field_condition(field, "exists", wanted ? "true" : "false");
}

Condition all_of(std::vector<Condition> parts) {
    return connected(std::move(parts), conjunction);
}

Condition any_of(std::vector<Condition> parts) {
    return connected(std::move(parts), disjunction);
}

Condition negation(Condition condition) {
    if (condition.is_null()) return condition;
    if (condition.is_boolean()) return !condition.get<bool>();
    return {{"not", std::move(condition)}};
}

} // namespace iotsec::emitters::azure_policy
