// Expressions as JSON: an object a node, its kind first.
#include "base/overloaded.hpp"
#include "compiler/ir/names.hpp"
#include "compiler/ir/write_json.hpp"

#include <nlohmann/json.hpp>

#include <string>
#include <utility>

namespace iotsec::ir {

namespace {

using Json = nlohmann::ordered_json;

/// Writes the nodes of one program.
class ExprWriter {
  public:
    explicit ExprWriter(const Program& program) : program_{program} {}

    [[nodiscard]] Json expr(ExprId id) const {
        return std::visit([this](const auto& node) { return write(node); }, program_[id]);
    }

  private:
    static Json kind(const char* name) { return Json{{"k", name}}; }

    [[nodiscard]] Json list(const std::vector<ExprId>& ids) const {
        Json result = Json::array();
        for (const ExprId id : ids)
            result.push_back(expr(id));
        return result;
    }

    /// An int or percent literal is written bare, a parameter as a node.
    [[nodiscard]] Json bound(ExprId id) const {
        const auto* literal = std::get_if<Literal>(&program_[id]);
        return literal != nullptr ? value_json(literal->value) : expr(id);
    }

    static void put_param(Json& json, const std::optional<ParamId>& param) {
        if (param) json["param"] = param->index;
    }

    [[nodiscard]] Json write(const Const& n) const {
        Json json = kind("const");
        json["value"] = n.value;
        return json;
    }
    [[nodiscard]] Json write(const Not& n) const {
        Json json = kind("not");
        json["of"] = expr(n.of);
        return json;
    }
    [[nodiscard]] Json write(const All& n) const {
        Json json = kind("all");
        json["of"] = list(n.of);
        return json;
    }
    [[nodiscard]] Json write(const Any& n) const {
        Json json = kind("any");
        json["of"] = list(n.of);
        return json;
    }
    [[nodiscard]] Json write(const Compare& n) const {
        Json json = kind("compare");
        json["op"] = enum_name(n.op);
        json["by"] = enum_name(n.by);
        json["left"] = expr(n.left);
        json["right"] = expr(n.right);
        if (!n.order.empty()) json["order"] = n.order;
        return json;
    }
    [[nodiscard]] Json write(const OneOf& n) const {
        Json json = kind("oneOf");
        json["by"] = enum_name(n.by);
        json["left"] = expr(n.left);
        json["values"] = list(n.values);
        put_param(json, n.param);
        return json;
    }
    [[nodiscard]] Json write(const Match& n) const {
        Json json = kind("match");
        json["op"] = enum_name(n.op);
        json["left"] = expr(n.left);
        json["pattern"] = expr(n.pattern);
        return json;
    }
    [[nodiscard]] Json write(const Inside& n) const {
        Json json = kind("inside");
        json["of"] = enum_name(n.of);
        json["left"] = expr(n.left);
        json["right"] = list(n.right);
        put_param(json, n.param);
        return json;
    }
    [[nodiscard]] Json write(const Present& n) const {
        Json json = kind("present");
        json["path"] = expr(n.path);
        return json;
    }
    [[nodiscard]] Json write(const Count& n) const {
        Json json = kind("count");
        json["over"] = over(n.over);
        json["binder"] = n.binder;
        json["op"] = enum_name(n.op);
        json["bound"] = bound(n.bound);
        if (n.where) json["where"] = expr(*n.where);
        return json;
    }
    [[nodiscard]] Json write(const Share& n) const {
        Json json = kind("share");
        json["over"] = over(n.over);
        json["binder"] = n.binder;
        json["op"] = enum_name(n.op);
        json["percent"] = bound(n.percent);
        if (n.among) json["among"] = expr(*n.among);
        json["hit"] = expr(n.hit);
        return json;
    }
    [[nodiscard]] Json write(const Distinct& n) const {
        Json json = kind("distinct");
        json["over"] = over(n.over);
        json["binder"] = n.binder;
        if (n.where) json["where"] = expr(*n.where);
        json["keys"] = list(n.keys);
        return json;
    }
    [[nodiscard]] Json write(const Literal& n) const {
        Json json = kind("literal");
        json["type"] = enum_name(n.type);
        json["value"] = value_json(n.value);
        return json;
    }
    [[nodiscard]] Json write(const Param& n) const {
        Json json = kind("param");
        json["ref"] = n.ref.index;
        if (!n.fields.empty()) json["fields"] = n.fields;
        return json;
    }
    [[nodiscard]] Json write(const Path& n) const {
        Json json = kind("path");
        json["root"] = n.root;
        if (n.property) json["property"] = n.property->index;
        if (!n.keys.empty()) json["keys"] = n.keys;
        if (!n.fields.empty()) json["fields"] = n.fields;
        return json;
    }
    [[nodiscard]] Json write(const Coalesce& n) const {
        Json json = kind("coalesce");
        json["first"] = expr(n.first);
        json["otherwise"] = expr(n.otherwise);
        if (n.is_service_default) json["serviceDefault"] = true;
        return json;
    }
    [[nodiscard]] Json write(const Text& n) const {
        Json json = kind("text");
        json["parts"] = list(n.parts);
        return json;
    }
    [[nodiscard]] Json write(const Context& n) const {
        Json json = kind("context");
        json["what"] = enum_name(n.what);
        return json;
    }
    [[nodiscard]] Json write(const Shift& n) const {
        Json json = kind("shift");
        json["value"] = expr(n.value);
        json["seconds"] = n.seconds;
        return json;
    }
    [[nodiscard]] Json write(const Call& n) const {
        Json json = kind("call");
        json["function"] = enum_name(n.function);
        json["argument"] = expr(n.argument);
        return json;
    }
    [[nodiscard]] Json write(const ListOf& n) const {
        Json json = kind("list");
        json["items"] = list(n.items);
        return json;
    }
    [[nodiscard]] Json write(const ObjectOf& n) const {
        Json json = kind("object");
        Json members = Json::object();
        for (const auto& [name, value] : n.members)
            members[name] = expr(value);
        json["members"] = std::move(members);
        return json;
    }

    [[nodiscard]] Json over(const Over& over) const {
        return std::visit(overloaded{
                              [this](const Items& n) {
                                  Json json = kind("items");
                                  json["path"] = expr(n.path);
                                  return json;
                              },
                              [this](const Values& n) {
                                  Json json = kind("values");
                                  json["values"] = list(n.values);
                                  put_param(json, n.param);
                                  return json;
                              },
                              [](const Related& n) {
                                  Json json = kind("related");
                                  json["type"] = n.type;
                                  json["relation"] = enum_name(n.relation);
                                  json["root"] = n.root;
                                  return json;
                              },
                              [](const Fleet& n) {
                                  Json json = kind("fleet");
                                  json["root"] = n.root;
                                  return json;
                              },
                          },
                          over);
    }

    const Program& program_;
};

Json object_json(const Object& members) {
    Json json = Json::object();
    for (const Member& member : members)
        json[member.name] = value_json(member.value);
    return json;
}

Json list_json(const List& items) {
    Json json = Json::array();
    for (const Value& item : items)
        json.push_back(value_json(item));
    return json;
}

} // namespace

Json expr_json(const Program& program, ExprId id) {
    return ExprWriter{program}.expr(id);
}

Json value_json(const Value& value) {
    return std::visit(overloaded{
                          [](std::monostate) { return Json{}; },
                          [](bool flag) { return Json(flag); },
                          [](std::int64_t number) { return Json(number); },
                          [](double number) { return Json(number); },
                          [](const std::string& text) { return Json(text); },
                          [](const List& items) { return list_json(items); },
                          [](const Object& members) { return object_json(members); },
                          // INVARIANT: programs hold no unknowns (`verify` says so).
                          [](const UnknownRef&) { return Json{}; },
                      },
                      value.data);
}

} // namespace iotsec::ir
