#include "verifier/inputs/exported_resources.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace iotsec::verifier {

namespace {

bool has_text(const Value& value, std::string_view name) {
    const Value* member = value.find(name);
    return member != nullptr && member->as_string() != nullptr;
}

/// A resource has the type of one, or an id that tells it.
bool is_resource(const Value& value) {
    constexpr std::string_view provider = "/providers/";
    if (value.as_object() == nullptr) return false;
    const bool has_type =
        has_text(value, "type") && value.find("type")->as_string()->find('/') != std::string::npos;
    if (has_type && (has_text(value, "name") || has_text(value, "id"))) return true;
    return has_text(value, "id") &&
           find_ignoring_case(*value.find("id")->as_string(), provider) != std::string::npos;
}

/// The rows of `{"columns": [{"name": …}], "rows": [[…]]}` as objects.
List rows_of(const Value& table) {
    List result;
    const Value* columns = table.find("columns");
    const Value* rows = table.find("rows");
    const bool is_table =
        columns != nullptr && rows != nullptr && columns->as_list() != nullptr && rows->as_list() != nullptr;
    if (!is_table) return result;
    for (const Value& row : *rows->as_list()) {
        const List* cells = row.as_list();
        if (cells == nullptr) continue;
        Object object;
        const std::size_t width = std::min(cells->size(), columns->as_list()->size());
        for (std::size_t i = 0; i < width; ++i) {
            const Value* name = (*columns->as_list())[i].find("name");
            if (name != nullptr && name->as_string() != nullptr)
                object.push_back({*name->as_string(), name->span, (*cells)[i]});
        }
        result.emplace_back(Value::Data{std::move(object)}, row.span);
    }
    return result;
}

/// Collects what `value` holds; `depth` bounds the wrappers that are looked into.
void collect(const Value& value, int depth, std::vector<Value>& found) {
    if (depth < 0) return;
    if (const List* list = value.as_list()) {
        for (const Value& item : *list)
            collect(item, depth - 1, found);
    } else if (is_resource(value)) {
        found.push_back(value);
    } else if (value.as_object() != nullptr) {
        for (const Value& row : rows_of(value))
            collect(row, depth - 1, found);
        for (const char* wrapper : {"value", "data", "resources"}) {
            if (const Value* inner = value.find(wrapper)) collect(*inner, depth - 1, found);
        }
    }
}

} // namespace

std::vector<Value> exported_resources(const Value& root) {
    constexpr int deepest = 6;
    std::vector<Value> found;
    collect(root, deepest, found);
    return found;
}

} // namespace iotsec::verifier
