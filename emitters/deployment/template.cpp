#include "emitters/deployment/template.hpp"

#include "base/overloaded.hpp"
#include "base/text.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdlib>

namespace iotsec::emitters::deployment {

namespace {

constexpr bool is_upper(char c) {
    return c >= 'A' && c <= 'Z';
}
constexpr bool is_lower(char c) {
    return c >= 'a' && c <= 'z';
}
constexpr char to_upper(char c) {
    return is_lower(c) ? static_cast<char>(c - 'a' + 'A') : c;
}
constexpr char to_lower(char c) {
    return is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c;
}

void add_once(std::vector<std::string>& symbols, const std::string& symbol) {
    if (!symbol.empty() && std::ranges::find(symbols, symbol) == symbols.end()) symbols.push_back(symbol);
}

void collect(const Expr& expr, std::vector<std::string>& symbols) {
    std::visit(overloaded{
                   [](const Constant&) {},
                   [](const ParamRef&) {},
                   [](const GroupLocation&) {},
                   [&](const IdOf& id) { add_once(symbols, id.symbol); },
                   [&](const Concat& concat) {
                       for (const Expr& part : concat.parts)
                           collect(part, symbols);
                   },
                   [&](const ListExpr& list) {
                       for (const Expr& item : list.items)
                           collect(item, symbols);
                   },
                   [&](const ObjectExpr& object) {
                       for (const auto& [key, value] : object.members)
                           collect(value, symbols);
                   },
               },
               expr.kind);
}

nlohmann::ordered_json to_json(const Value& value) {
    return std::visit(overloaded{
                          [](std::monostate) { return nlohmann::ordered_json(nullptr); },
                          [](bool b) { return nlohmann::ordered_json(b); },
                          [](std::int64_t i) { return nlohmann::ordered_json(i); },
                          [](double d) { return nlohmann::ordered_json(d); },
                          [](const std::string& s) { return nlohmann::ordered_json(s); },
                          [](const List& list) {
                              auto result = nlohmann::ordered_json::array();
                              for (const Value& item : list)
                                  result.push_back(to_json(item));
                              return result;
                          },
                          [](const Object& object) {
                              auto result = nlohmann::ordered_json::object();
                              for (const Member& m : object)
                                  result[m.name] = to_json(m.value);
                              return result;
                          },
                          [](const UnknownRef&) { return nlohmann::ordered_json(nullptr); },
                      },
                      value.data);
}

/// The words of `text`: runs of letters and digits; an all-capital word is one word.
std::vector<std::string> words(std::string_view text) {
    std::vector<std::string> result(1);
    for (const char c : text) {
        if (is_upper(c) || is_lower(c) || is_digit(c)) {
            result.back() += c;
        } else if (!result.back().empty()) {
            result.emplace_back();
        }
    }
    if (result.back().empty()) result.pop_back();
    return result;
}

} // namespace

Expr text(std::string_view value) {
    return constant(std::string{value});
}

Expr constant(nlohmann::ordered_json value) {
    return {Constant{std::make_shared<const nlohmann::ordered_json>(std::move(value))}};
}

Expr constant_of(const Value& value) {
    return constant(to_json(value));
}

const nlohmann::ordered_json* as_constant(const Expr& expr) {
    const auto* constant = std::get_if<Constant>(&expr.kind);
    return constant == nullptr ? nullptr : constant->value.get();
}

const Resource& resource(const Template& from, std::string_view symbol) {
    const auto found = std::ranges::find(from.resources, symbol, &Resource::symbol);
    if (found == from.resources.end()) std::abort(); // a template never names what it does not have
    return *found;
}

std::vector<std::string> dependencies(const Resource& of) {
    std::vector<std::string> symbols;
    add_once(symbols, of.parent);
    add_once(symbols, of.scope);
    collect(of.name, symbols);
    collect({of.body}, symbols);
    return symbols;
}

std::string symbol_of(std::string_view text) {
    std::string result;
    for (std::string word : words(text)) {
        const bool is_acronym = std::ranges::none_of(word, is_lower);
        if (is_acronym) std::ranges::transform(word, word.begin(), to_lower);
        word.front() = result.empty() ? to_lower(word.front()) : to_upper(word.front());
        result += word;
    }
    const bool starts_well = !result.empty() && !is_digit(result.front());
    return starts_well ? result : "r" + result;
}

} // namespace iotsec::emitters::deployment
