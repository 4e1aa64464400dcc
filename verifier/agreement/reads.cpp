#include "verifier/agreement/reads.hpp"

#include "base/overloaded.hpp"
#include "base/text.hpp"
#include "compiler/ir/walk.hpp"
#include "verifier/agreement/choices.hpp"

#include <algorithm>
#include <utility>

namespace iotsec::verifier::agreement {

namespace {

/// What a binder stands for while a condition is walked: a place in a body, or known values.
struct Bound {
    Shape* place = nullptr;
    std::vector<Value> values;
};
using Scope = std::map<std::string, Bound, std::less<>>;

/// The places and the constants that one side of an atom is made of.
struct Side {
    std::vector<Shape*> places;
    std::vector<Value> constants;
    std::string type;             ///< of the resource that the places are of
    bool is_id = false;           ///< an id of a resource of the evidence
    bool is_name = false;         ///< a name of the subject
    bool is_last_segment = false; ///< of what stands at the places
};

class Reader {
  public:
    Reader(const Plan& plan, const ir::Requirement& requirement)
        : plan_{plan}, program_{plan.program()}, requirement_{requirement} {}

    Reads read() {
        Scope scope;
        scope[requirement_.binder].place = &type(requirement_.type);
        if (requirement_.when) condition(*requirement_.when, scope);
        for (const ir::Check& check : requirement_.checks)
            condition(check.condition, scope);
        for (const ir::Remedy& remedy : requirement_.remedies) {
            if (remedy.presupposes) condition(*remedy.presupposes, scope);
        }
        for (auto& [name, shape] : result_.types)
            add_usual_values(shape);
        return std::move(result_);
    }

  private:
    void condition(ir::ExprId id, const Scope& scope);
    void quantifier(const ir::Node& node, const ir::Over& over, const Scope& scope);
    void atom(const ir::Node& node, ir::ExprId left, const std::vector<ir::ExprId>& right,
              std::optional<ir::ParamId> param, const Scope& scope);
    void meet(const ir::Node& node, const Side& side, const Side& other);

    Side side(ir::ExprId id, const Scope& scope);
    Side path_side(ir::ExprId id, const Scope& scope);
    Side element_side(const ir::Path& path, const Scope& scope);
    Side param_side(ir::ParamId id, const std::vector<std::string>& fields);
    const std::vector<Value>& choices(ir::ParamId id);

    Shape& type(const std::string& name) { return result_.types[name]; }
    Shape& place(const ir::Path& path);
    void add_usual_values(Shape& shape);

    const Plan& plan_;
    const ir::Program& program_;
    const ir::Requirement& requirement_;
    Reads result_;
};

void Reader::condition(ir::ExprId id, const Scope& scope) {
    const ir::Node& node = program_[id];
    if (const ir::Over* over = ir::source(node)) return quantifier(node, *over, scope);
    if (const auto* compare = std::get_if<ir::Compare>(&node))
        return atom(node, compare->left, {compare->right}, {}, scope);
    if (const auto* one_of = std::get_if<ir::OneOf>(&node))
        return atom(node, one_of->left, one_of->values, one_of->param, scope);
    if (const auto* match = std::get_if<ir::Match>(&node))
        return atom(node, match->left, {match->pattern}, {}, scope);
    if (const auto* inside = std::get_if<ir::Inside>(&node))
        return atom(node, inside->left, inside->right, inside->param, scope);
    if (const auto* present = std::get_if<ir::Present>(&node)) {
        side(present->path, scope);
        return;
    }
    ir::for_each_child(node, [&](ir::ExprId child, bool) { condition(child, scope); });
}

void Reader::quantifier(const ir::Node& node, const ir::Over& over, const Scope& scope) {
    Bound element;
    std::visit(overloaded{
                   [&](const ir::Items& items) {
                       const Side list = side(items.path, scope);
                       if (!list.places.empty()) element.place = list.places.front();
                       if (element.place != nullptr) element.place->is_list = true;
                   },
                   [&](const ir::Values& values) {
                       for (const ir::ExprId value : values.values)
                           std::ranges::copy(side(value, scope).constants,
                                             std::back_inserter(element.values));
                       if (values.param) element.values = param_side(*values.param, {}).constants;
                   },
                   [&](const ir::Related& related) {
                       element.place = &type(related.type);
                       result_.related[related.type].insert(related.relation);
                   },
                   [](const ir::Fleet&) {},
               },
               over);
    Scope inner = scope;
    inner[std::string{ir::binder(node)}] = std::move(element);
    if (const auto* count = std::get_if<ir::Count>(&node)) {
        if (count->where) condition(*count->where, inner);
        side(count->bound, scope);
    }
    if (const auto* share = std::get_if<ir::Share>(&node)) {
        if (share->among) condition(*share->among, inner);
        condition(share->hit, inner);
    }
}

void Reader::atom(const ir::Node& node, ir::ExprId left, const std::vector<ir::ExprId>& right,
                  std::optional<ir::ParamId> param, const Scope& scope) {
    const Side one = side(left, scope);
    std::vector<Side> others;
    for (const ir::ExprId id : right)
        others.push_back(side(id, scope));
    if (param) others.push_back(param_side(*param, {}));
    for (const Side& against : others) {
        meet(node, one, against);
        meet(node, against, one);
    }
}

/// The places of `side` may hold what `other` is.
void Reader::meet(const ir::Node& node, const Side& side, const Side& other) {
    std::vector<Value> near;
    for (const Value& constant : other.constants) {
        for (const Value& value : neighbours(node, constant)) {
            if (!side.is_last_segment) add_choice(near, value);
            for (const Value& path : side.is_last_segment ? paths_to(value) : std::vector<Value>{})
                add_choice(near, path);
        }
    }
    if (side.is_name) {
        for (const Value& value : near)
            add_choice(result_.names, value);
    }
    for (Shape* place : side.places) {
        place->meets_an_id = place->meets_an_id || other.is_id;
        for (const Value& value : near)
            add_choice(place->values, value);
        // Two paths that are compared with each other have values in common.
        for (const char* common : {"common", ""}) {
            if (!other.places.empty()) add_choice(place->values, Value{std::string{common}});
        }
        const bool is_of_another = !side.type.empty() && !other.type.empty() && side.type != other.type;
        if (is_of_another) place->is_never_empty = true;
    }
}

Side Reader::side(ir::ExprId id, const Scope& scope) {
    const ir::Node& node = program_[id];
    if (const auto* literal = std::get_if<ir::Literal>(&node)) {
        Side result;
        if (!literal->value.is_null()) result.constants.push_back(literal->value);
        return result;
    }
    if (const auto* param = std::get_if<ir::Param>(&node)) return param_side(param->ref, param->fields);
    if (std::holds_alternative<ir::Path>(node)) return path_side(id, scope);
    Side result;
    ir::for_each_child(node, [&](ir::ExprId child, bool) {
        Side part = side(child, scope);
        if (!part.type.empty()) result.type = part.type;
        std::ranges::copy(part.places, std::back_inserter(result.places));
        std::ranges::copy(part.constants, std::back_inserter(result.constants));
        result.is_id = result.is_id || part.is_id;
        result.is_name = result.is_name || part.is_name;
        result.is_last_segment = result.is_last_segment || part.is_last_segment;
    });
    if (const auto* call = std::get_if<ir::Call>(&node))
        result.is_last_segment = call->function == ir::Function::LastSegment;
    if (std::holds_alternative<ir::Coalesce>(node)) {
        // The default is worth stating, too.
        for (Shape* place : result.places) {
            for (const Value& constant : result.constants)
                add_choice(place->values, constant);
        }
        result.constants.clear();
    }
    return result;
}

Side Reader::path_side(ir::ExprId id, const Scope& scope) {
    const auto& path = std::get<ir::Path>(program_[id]);
    if (!path.property) return element_side(path, scope);
    Side result;
    const PathPlan& plan = plan_.path(id);
    if (plan.member == ResourceMember::None) {
        result.type = program_.properties[path.property->index].type;
        result.places.push_back(&place(path));
        return result;
    }
    result.is_id = plan.member == ResourceMember::Id || plan.member == ResourceMember::Target;
    const bool is_named = plan.member == ResourceMember::Name || plan.member == ResourceMember::FullName;
    result.is_name = is_named && path.root == requirement_.binder;
    return result;
}

/// An item of a list, or a known value.
Side Reader::element_side(const ir::Path& path, const Scope& scope) {
    Side result;
    const auto bound = scope.find(path.root);
    if (bound == scope.end()) return result;
    if (Shape* place = bound->second.place) {
        result.places.push_back(place);
        if (place->property != nullptr) result.type = place->property->type;
    }
    for (const Value& value : bound->second.values) {
        const Value* field = &value;
        for (const std::string& name : path.fields)
            field = field == nullptr ? nullptr : field->find(name);
        if (field != nullptr) result.constants.push_back(*field);
    }
    return result;
}

Side Reader::param_side(ir::ParamId id, const std::vector<std::string>& fields) {
    Side result;
    for (const Value& choice : choices(id)) {
        const List* list = choice.as_list();
        for (const Value& value : list != nullptr ? *list : List{choice}) {
            const Value* field = &value;
            for (const std::string& name : fields)
                field = field == nullptr ? nullptr : field->find(name);
            if (field != nullptr) add_choice(result.constants, *field);
        }
    }
    return result;
}

const std::vector<Value>& Reader::choices(ir::ParamId id) {
    const auto found = std::ranges::find(result_.params, id, &ParamChoices::param);
    if (found != result_.params.end()) return found->values;
    result_.params.push_back({id, parameter_choices(program_.params[id.index])});
    return result_.params.back().values;
}

/// The place that a path reads, made where nothing has read it before.
Shape& Reader::place(const ir::Path& path) {
    const ir::Property& property = program_.properties[path.property->index];
    result_.reads_responses =
        result_.reads_responses || property.read_only || property.visible_in == catalog::VisibleIn::Response;
    result_.reads_requests =
        result_.reads_requests || property.secret || property.visible_in == catalog::VisibleIn::Request;
    Shape* at = &type(property.type);
    std::size_t next_key = 0;
    for (const std::string& segment : segments(property.json)) {
        const bool is_list = segment.ends_with("[*]");
        const bool is_key = segment == "*" && next_key < path.keys.size();
        const std::string name =
            is_key ? path.keys[next_key++] : segment.substr(0, segment.size() - (is_list ? 3 : 0));
        at = &at->member(name);
        at->is_list = at->is_list || is_list;
    }
    if (next_key == path.keys.size()) {
        at->property = &property;
        at->is_list = at->is_list || property.list;
    }
    for (; next_key < path.keys.size(); ++next_key)
        at = &at->member(path.keys[next_key]);
    return *at;
}

void Reader::add_usual_values(Shape& shape) {
    for (Shape& member : shape.members)
        add_usual_values(member);
    if (shape.property == nullptr || !shape.is_leaf()) return;
    for (const Value& value : usual_values(*shape.property))
        add_choice(shape.values, value);
    std::erase_if(shape.values, [&](const Value& value) {
        const std::string* text = value.as_string();
        const bool is_corner = shape.is_never_empty && text != nullptr && text->empty();
        return is_corner || !is_well_formed(*shape.property, value);
    });
}

} // namespace

const Shape* Shape::find(std::string_view wanted) const {
    const auto found = std::ranges::find_if(
        members, [&](const Shape& member) { return equal_ignoring_case(member.name, wanted); });
    return found == members.end() ? nullptr : &*found;
}

Shape& Shape::member(std::string_view wanted) {
    for (Shape& known : members) {
        if (equal_ignoring_case(known.name, wanted)) return known;
    }
    members.push_back({.name = std::string{wanted}, .values = {}});
    return members.back();
}

const Shape* Reads::shape(std::string_view type) const {
    const auto found = std::ranges::find_if(
        types, [&](const auto& entry) { return equal_ignoring_case(entry.first, type); });
    return found == types.end() ? nullptr : &found->second;
}

Reads reads(const Plan& plan, const ir::Requirement& requirement) {
    return Reader{plan, requirement}.read();
}

} // namespace iotsec::verifier::agreement
