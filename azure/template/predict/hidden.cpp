// Secrets within values: a prediction shows their names only.
#include "azure/expression/residual.hpp"
#include "azure/expression/unknown.hpp"
#include "azure/template/types.hpp"

#include <fmt/format.h>

#include <utility>

namespace iotsec::azure {

Value Types::hidden(Value value, const Value& declared, const std::string& expression) const {
    if (open_unknown(value) != nullptr || value.is_null() || declared.as_object() == nullptr) return value;
    if (is_secure(declared)) return make_residual(expression);
    const Value* type = &declared;
    for (int i = 0; type->find("$ref") != nullptr && i < 64; ++i) {
        const Value* reference = type->find("$ref");
        const Value* next = reference->as_string() == nullptr ? nullptr : definition(*reference->as_string());
        if (next == nullptr) return value;
        type = next;
        if (is_secure(*type)) return make_residual(expression);
    }
    if (auto* members = std::get_if<Object>(&value.data)) {
        const Value* properties = type->find("properties");
        const Value* others = type->find("additionalProperties");
        for (Member& member : *members) {
            const Value* own = properties == nullptr ? nullptr : properties->find(member.name);
            if (own == nullptr) own = others;
            if (own == nullptr) continue;
            member.value = hidden(std::move(member.value), *own, access_text(expression, Value{member.name}));
        }
    }
    if (auto* items = std::get_if<List>(&value.data)) {
        const Value* first = type->find("prefixItems");
        const Value* rest = type->find("items");
        for (std::size_t i = 0; i < items->size(); ++i) {
            const bool is_first =
                first != nullptr && first->as_list() != nullptr && i < first->as_list()->size();
            const Value* own = is_first ? &(*first->as_list())[i] : rest;
            if (own == nullptr) continue;
            (*items)[i] = hidden(std::move((*items)[i]), *own,
                                 access_text(expression, Value{static_cast<std::int64_t>(i)}));
        }
    }
    return value;
}

} // namespace iotsec::azure
