#include "emitters/hardened/draft.hpp"

#include "base/text.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdlib>
#include <utility>

namespace iotsec::emitters::hardened {

using namespace deployment;

namespace {

Expr* member(ObjectExpr& object, std::string_view name) {
    const auto found =
        std::ranges::find(object.members, name, [](const auto& m) { return std::string_view{m.name}; });
    return found == object.members.end() ? nullptr : &found->value;
}

using Segments = std::vector<std::string_view>;

Segments segments(std::string_view path, const Keys& keys = {}) {
    Segments result = split(path, '.');
    result.insert(result.end(), keys.begin(), keys.end());
    return result;
}

/// The value at `path` below `object`; null where a part of the way is missing, or not written out: `hidden`
/// says that.
Expr* descend(ObjectExpr& object, const Segments& path, bool* hidden = nullptr) {
    Expr* at = nullptr;
    ObjectExpr* within = &object;
    for (const std::string_view segment : path) {
        if (within == nullptr) {
            if (hidden != nullptr) *hidden = true;
            return nullptr;
        }
        at = member(*within, segment);
        if (at == nullptr) return nullptr;
        within = std::get_if<ObjectExpr>(&at->kind);
    }
    return at;
}

Expr& make(ObjectExpr& object, const Segments& path) {
    ObjectExpr* within = &object;
    for (std::size_t i = 0;; ++i) {
        Expr* at = member(*within, path[i]);
        if (at == nullptr) at = &within->members.emplace_back(std::string{path[i]}, Expr{ObjectExpr{}}).value;
        if (i + 1 == path.size()) return *at;
        if (!std::holds_alternative<ObjectExpr>(at->kind)) at->kind = ObjectExpr{};
        within = &std::get<ObjectExpr>(at->kind);
    }
}

/// The object that `cursor` stands on; null for an item that is no object.
ObjectExpr* object_at(Draft& draft, const Cursor& cursor) {
    ObjectExpr* object = &draft.content.resources[cursor.resource].body;
    for (const ItemStep& step : cursor.items) {
        Expr* list = object == nullptr ? nullptr : descend(*object, segments(step.list));
        auto* items = list == nullptr ? nullptr : std::get_if<ListExpr>(&list->kind);
        if (items == nullptr || step.index >= items->items.size()) return nullptr;
        object = std::get_if<ObjectExpr>(&items->items[step.index].kind);
    }
    return object;
}

/// The item that the last step of `cursor` stands on.
Expr* item_at(Draft& draft, const Cursor& cursor) {
    Cursor owner = cursor;
    owner.items.pop_back();
    ObjectExpr* object = object_at(draft, owner);
    Expr* list = object == nullptr ? nullptr : descend(*object, segments(cursor.items.back().list));
    auto* items = list == nullptr ? nullptr : std::get_if<ListExpr>(&list->kind);
    if (items == nullptr || cursor.items.back().index >= items->items.size()) return nullptr;
    return &items->items[cursor.items.back().index];
}

} // namespace

std::string below(const Cursor& cursor, std::string_view json_path) {
    if (json_path.size() <= cursor.json_prefix.size()) return {};
    return std::string{json_path.substr(cursor.json_prefix.size())};
}

const Expr* find(const Draft& draft, const Cursor& cursor, std::string_view path, const Keys& keys) {
    auto& mutable_draft = const_cast<Draft&>(draft); // the walk is the same; nothing is changed here
    if (path.empty()) return cursor.items.empty() ? nullptr : item_at(mutable_draft, cursor);
    ObjectExpr* object = object_at(mutable_draft, cursor);
    return object == nullptr ? nullptr : descend(*object, segments(path, keys));
}

bool is_hidden(const Draft& draft, const Cursor& cursor, std::string_view path, const Keys& keys) {
    auto& mutable_draft = const_cast<Draft&>(draft); // likewise
    ObjectExpr* object = object_at(mutable_draft, cursor);
    bool hidden = object == nullptr;
    if (object != nullptr && !path.empty()) (void)descend(*object, segments(path, keys), &hidden);
    return hidden;
}

void put(Draft& draft, const Cursor& cursor, std::string_view path, Expr value, const Keys& keys) {
    if (path.empty()) {
        if (Expr* at = item_at(draft, cursor)) *at = std::move(value);
        return;
    }
    if (ObjectExpr* object = object_at(draft, cursor)) make(*object, segments(path, keys)) = std::move(value);
}

std::optional<std::size_t> item_count(const Draft& draft, const Cursor& cursor, std::string_view path) {
    const Expr* list = find(draft, cursor, path);
    if (list == nullptr) return 0;
    if (const auto* items = std::get_if<ListExpr>(&list->kind)) return items->items.size();
    const auto* constant = as_constant(*list);
    return constant != nullptr && constant->is_array() ? std::optional{constant->size()} : std::nullopt;
}

Cursor item(Draft& draft, const Cursor& cursor, std::string_view json_path, std::size_t index) {
    const std::string path = below(cursor, json_path);
    if (find(draft, cursor, path) == nullptr) put(draft, cursor, path, Expr{ListExpr{}});
    Cursor result = cursor;
    result.items.push_back({path, index});
    result.json_prefix = std::string{json_path} + "[*].";
    ObjectExpr* object = object_at(draft, cursor);
    auto* items = std::get_if<ListExpr>(&descend(*object, segments(path))->kind);
    if (items != nullptr && items->items.size() == index) items->items.push_back(Expr{ObjectExpr{}});
    return result;
}

bool limit(Draft& draft, const Expr& value, const std::vector<std::string>& allowed) {
    const auto* reference = std::get_if<ParamRef>(&value.kind);
    if (reference == nullptr) return false;
    auto& params = draft.content.params;
    const auto found = std::ranges::find(params, reference->name, &Parameter::name);
    if (found == params.end()) return false;
    std::vector<std::string> left = found->allowed.empty() ? allowed : found->allowed;
    std::erase_if(left, [&](const std::string& one) {
        return std::ranges::none_of(allowed, [&](const auto& a) { return equal_ignoring_case(a, one); });
    });
    if (left.empty()) return false;
    found->allowed = std::move(left);
    found->default_value.reset();
    return true;
}

std::vector<Expr> possible(const Draft& draft, const Expr& value) {
    const auto* reference = std::get_if<ParamRef>(&value.kind);
    const auto& params = draft.content.params;
    const auto found =
        reference == nullptr ? params.end() : std::ranges::find(params, reference->name, &Parameter::name);
    if (found == params.end() || found->allowed.empty()) return {value};
    std::vector<Expr> values;
    for (const std::string& one : found->allowed)
        values.push_back(text(one));
    return values;
}

std::string parameter(Draft& draft, Parameter wanted) {
    const auto same = [&](const Parameter& other) {
        return other.type == wanted.type && other.description == wanted.description;
    };
    const std::string stem = wanted.name;
    for (int n = 2;; ++n) {
        const auto found = std::ranges::find(draft.content.params, wanted.name, &Parameter::name);
        if (found == draft.content.params.end()) {
            draft.content.params.push_back(wanted);
            return wanted.name;
        }
        if (same(*found)) return wanted.name;
        wanted.name = stem + std::to_string(n);
    }
}

std::string new_symbol(const Draft& draft, const std::string& wanted) {
    const auto is_taken = [&](const std::string& symbol) {
        return std::ranges::find(draft.content.resources, symbol, &Resource::symbol) !=
                   draft.content.resources.end() ||
               std::ranges::find(draft.content.params, symbol, &Parameter::name) !=
                   draft.content.params.end();
    };
    std::string symbol = wanted;
    for (int n = 2; is_taken(symbol); ++n)
        symbol = wanted + std::to_string(n);
    return symbol;
}

} // namespace iotsec::emitters::hardened
