// The template while it is being solved: values are found and set by binder and property, and a copy of it is
// a way back.
#pragma once

#include "compiler/catalog/catalog.hpp"
#include "compiler/ir/ir.hpp"
#include "emitters/deployment/template.hpp"

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace iotsec::emitters::hardened {

/// What is known of a value in the draft.
struct Absent {};
/// Decided when the template is deployed, or by the service.
struct Undecided {};
using Known = std::variant<Absent, Undecided, deployment::Expr>;

/// Where a binder stands: a resource of the draft, and below it the way to an item of a list.
struct ItemStep {
    std::string list; ///< path of the list from the resource or the item before, as in the body
    std::size_t index = 0;
};
struct Cursor {
    std::size_t resource = 0;
    std::vector<ItemStep> items;
    std::string json_prefix; ///< what `Property::json` has in front of the part below this cursor
};
/// A binder over the values of a list: it stands for one of them.
using Binding = std::variant<Cursor, deployment::Expr>;
using Bindings = std::map<std::string, Binding, std::less<>>;

struct Draft {
    deployment::Template content;
    std::vector<bool> may_grow; ///< parallel to the resources: false for those that exist already
};

/// The path of `json` below the prefix of `cursor`.
[[nodiscard]] std::string below(const Cursor& cursor, std::string_view json_path);

/// Keys of a map, below a path; they may have any letters.
using Keys = std::vector<std::string>;

/// The value at `path` below `cursor`, and at `keys` below that; null where there is none.
[[nodiscard]] const deployment::Expr* find(const Draft& draft, const Cursor& cursor, std::string_view path,
                                           const Keys& keys = {});

/// Whether a part of the way there is a value that is not written out, such as a parameter.
[[nodiscard]] bool is_hidden(const Draft& draft, const Cursor& cursor, std::string_view path,
                             const Keys& keys = {});

/// Puts `value` there, making the objects on the way.
void put(Draft& draft, const Cursor& cursor, std::string_view path, deployment::Expr value,
         const Keys& keys = {});

/// How many items the list at `path` has; 0 where it is absent, none where it is not written out as a list.
[[nodiscard]] std::optional<std::size_t> item_count(const Draft& draft, const Cursor& cursor,
                                                    std::string_view path);

/// The cursor of item `index` of the list property `json`; the item is made where it is the next one.
[[nodiscard]] Cursor item(Draft& draft, const Cursor& cursor, std::string_view json_path, std::size_t index);

/// Leaves the template parameter behind `value` only those of its values that `allowed` has; false where
/// `value` is no parameter, or none would be left.
[[nodiscard]] bool limit(Draft& draft, const deployment::Expr& value,
                         const std::vector<std::string>& allowed);

/// The values that `value` can have: those that are allowed to a parameter, or itself.
[[nodiscard]] std::vector<deployment::Expr> possible(const Draft& draft, const deployment::Expr& value);

/// A template parameter, added where it is new. Gives its name: `wanted`, or with a number where another has
/// it.
std::string parameter(Draft& draft, deployment::Parameter wanted);

/// A symbol that no resource of the draft has yet.
[[nodiscard]] std::string new_symbol(const Draft& draft, const std::string& wanted);

} // namespace iotsec::emitters::hardened
