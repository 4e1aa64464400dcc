// What a requirement reads: the places in the bodies of its subject and of related resources, with the values
// that each is compared with. Samples are made of it.
#pragma once

#include "base/value.hpp"
#include "compiler/ir/ir.hpp"
#include "verifier/evaluate/plan.hpp"

#include <list>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace iotsec::verifier::agreement {

/// One name in the body of a resource, and what is read below it.
struct Shape {
    std::string name;
    const ir::Property* property = nullptr; ///< of this place; null where nothing reads it by itself
    bool is_list = false;
    bool is_never_empty = false; ///< what Azure cannot tell from absence is left out: docs/agreement.md
    bool meets_an_id = false;    ///< compared with an id of the evidence, which only the sample knows
    std::vector<Value> values;   ///< what it is compared with, and what is near to that
    std::list<Shape> members{};  ///< of the object, or of each item of the list

    [[nodiscard]] bool is_leaf() const { return members.empty(); }
    /// The member `wanted`, letter case ignored; made where there is none.
    Shape& member(std::string_view wanted);
    [[nodiscard]] const Shape* find(std::string_view wanted) const;
};

/// A parameter that conditions read, and values that it may have: its default first, if it has one.
struct ParamChoices {
    ir::ParamId param;
    std::vector<Value> values;
};

/// Everything that one requirement reads.
struct Reads {
    std::map<std::string, Shape> types; ///< bodies by resource type, as the program spells it
    std::map<std::string, std::set<ir::RelatedBy>> related; ///< the types of related resources
    std::vector<Value> names;                               ///< what names of the subject are compared with
    std::vector<ParamChoices> params;
    bool reads_responses = false; ///< something that only responses show
    bool reads_requests = false;  ///< something that only requests show

    [[nodiscard]] const Shape* shape(std::string_view type) const;
};
[[nodiscard]] Reads reads(const Plan& plan, const ir::Requirement& requirement);

} // namespace iotsec::verifier::agreement
