// A deployable template before it is Bicep or ARM JSON: both printers read this, so that they cannot
// disagree.
#pragma once

#include "base/value.hpp"

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace iotsec::emitters::deployment {

struct Expr;
struct ObjectMember;

/// Constant JSON. A text in it that looks like a template expression (`[…]`) is text, and is written escaped.
struct Constant {
    std::shared_ptr<const nlohmann::ordered_json> value;
};
/// The value of a template parameter.
struct ParamRef {
    std::string name;
    std::string of_rules; ///< while the template is drawn up: a parameter of the rules that it has not yet
};
/// The id of a resource of this template, by its symbol.
struct IdOf {
    std::string symbol;
};
/// Texts and values, one after the other: `'${name}-endpoint'`.
struct Concat {
    std::vector<Expr> parts;
};
/// The region of the resource group that is deployed to.
struct GroupLocation {};
struct ListExpr {
    std::vector<Expr> items;
};
struct ObjectExpr {
    std::vector<ObjectMember> members;
};

/// A value in a template.
struct Expr {
    std::variant<Constant, ParamRef, IdOf, Concat, GroupLocation, ListExpr, ObjectExpr> kind;
};

struct ObjectMember {
    std::string name;
    Expr value;
};

/// A constant text.
[[nodiscard]] Expr text(std::string_view value);
/// Any constant.
[[nodiscard]] Expr constant(nlohmann::ordered_json value);
/// A value of the rules as a constant; what is unknown is null.
[[nodiscard]] Expr constant_of(const Value& value);
/// The constant under `expr`; null where it is none.
[[nodiscard]] const nlohmann::ordered_json* as_constant(const Expr& expr);

/// The types of a template parameter, in Azure's words.
enum class ParamType { String, Int, Bool, Array, Object };

struct Parameter {
    std::string name;
    ParamType type = ParamType::String;
    std::optional<Expr> default_value;
    std::string description;
    std::vector<std::string> allowed;
    std::optional<std::int64_t> min_value, max_value, min_length;
    std::string of_rules; ///< the parameter of the rules that it stands for; empty: none
};

/// One resource. `body` has everything but type, version, name, parent and scope.
struct Resource {
    std::string symbol;
    std::string type;
    std::string api_version;
    Expr name;             ///< without the parent's name
    std::string parent;    ///< symbol of the parent; empty: none
    std::string scope;     ///< symbol of the resource that an extension is attached to; empty: none
    bool existing = false; ///< only referred to
    ObjectExpr body;
    std::string comment; ///< one line above it, in Bicep
};

enum class Scope { ResourceGroup, Subscription, ManagementGroup };

struct Template {
    Scope scope = Scope::ResourceGroup;
    std::string name, description;   ///< metadata
    std::vector<std::string> header; ///< comment lines at the top of the Bicep file
    std::vector<Parameter> params;
    std::vector<Resource> resources; ///< what is referred to stands before what refers
};

/// The resource called `symbol`; it must be there.
[[nodiscard]] const Resource& resource(const Template& from, std::string_view symbol);

/// The resources that `of` refers to (by id, parent or scope), in order of first mention, each once.
[[nodiscard]] std::vector<std::string> dependencies(const Resource& of);

/// A name for Bicep: `HUB-NET-2-remedy` gives `hubNet2Remedy`. Starts with a letter.
[[nodiscard]] std::string symbol_of(std::string_view text);

} // namespace iotsec::emitters::deployment
