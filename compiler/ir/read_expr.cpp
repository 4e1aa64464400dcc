#include "compiler/ir/read_expr.hpp"

#include "base/diagnostics/targets.hpp"

#include <array>
#include <utility>

namespace iotsec::ir {

namespace {

/// Reads the nodes of one program; one short function a kind.
class ExprReader {
  public:
    ExprReader(Program& program, Mistakes& mistakes) : program_{program}, mistakes_{mistakes} {}

    ExprId expr(const Value& value);

  private:
    using ReadNode = Node (ExprReader::*)(Members&);
    struct Kind {
        std::string_view name;
        ReadNode read;
    };
    static const std::array<Kind, 22> kinds;

    ExprId child(Members& in, std::string_view name) { return expr(in.required(name)); }
    std::optional<ExprId> optional_child(Members& in, std::string_view name) {
        const Value* value = in.optional(name);
        return value == nullptr ? std::nullopt : std::optional{expr(*value)};
    }
    std::vector<ExprId> children(Members& in, std::string_view name) {
        return in.items(name, [this](const Value& item) { return expr(item); });
    }
    std::optional<ParamId> param(Members& in) {
        const Value* value = in.optional("param");
        return value == nullptr ? std::nullopt : std::optional{ParamId{index(*value, mistakes_)}};
    }
    ExprId bound(Members& in, std::string_view name, LiteralType type);
    Over over(Members& outer);

    Node read_const(Members& in) { return Const{flag(in.required("value"), mistakes_)}; }
    Node read_not(Members& in) { return Not{child(in, "of")}; }
    Node read_all(Members& in) { return All{children(in, "of")}; }
    Node read_any(Members& in) { return Any{children(in, "of")}; }
    Node read_compare(Members& in) {
        Compare n;
        n.op = in.enumerator<CompareOp>("op");
        n.by = in.enumerator<CompareBy>("by");
        n.left = child(in, "left");
        n.right = child(in, "right");
        n.order = in.optional_texts("order");
        return n;
    }
    Node read_one_of(Members& in) {
        OneOf n;
        n.by = in.enumerator<CompareBy>("by");
        n.left = child(in, "left");
        n.values = children(in, "values");
        n.param = param(in);
        return n;
    }
    Node read_match(Members& in) {
        Match n;
        n.op = in.enumerator<MatchOp>("op");
        n.left = child(in, "left");
        n.pattern = child(in, "pattern");
        return n;
    }
    Node read_inside(Members& in) {
        Inside n;
        n.of = in.enumerator<InsideOf>("of");
        n.left = child(in, "left");
        n.right = children(in, "right");
        n.param = param(in);
        return n;
    }
    Node read_present(Members& in) { return Present{child(in, "path")}; }
    Node read_count(Members& in) {
        Count n;
        n.over = over(in);
        n.binder = in.text("binder");
        n.op = in.enumerator<CompareOp>("op");
        n.bound = bound(in, "bound", LiteralType::Int);
        n.where = optional_child(in, "where");
        return n;
    }
    Node read_share(Members& in) {
        Share n;
        n.over = over(in);
        n.binder = in.text("binder");
        n.op = in.enumerator<CompareOp>("op");
        n.percent = bound(in, "percent", LiteralType::Percent);
        n.among = optional_child(in, "among");
        n.hit = child(in, "hit");
        return n;
    }
    Node read_distinct(Members& in) {
        Distinct n;
        n.over = over(in);
        n.binder = in.text("binder");
        n.where = optional_child(in, "where");
        n.keys = children(in, "keys");
        return n;
    }
    Node read_literal(Members& in) {
        const auto type = in.enumerator<LiteralType>("type");
        return Literal{type, read_value(in.required("value"))};
    }
    Node read_param(Members& in) {
        const ParamId ref{index(in.required("ref"), mistakes_)};
        return Param{ref, in.optional_texts("fields")};
    }
    Node read_path(Members& in) {
        Path n;
        n.root = in.text("root");
        if (const Value* property = in.optional("property"))
            n.property = PropertyId{index(*property, mistakes_)};
        n.keys = in.optional_texts("keys");
        n.fields = in.optional_texts("fields");
        return n;
    }
    Node read_coalesce(Members& in) {
        Coalesce n;
        n.first = child(in, "first");
        n.otherwise = child(in, "otherwise");
        n.is_service_default = in.optional_flag("serviceDefault");
        return n;
    }
    Node read_text(Members& in) { return Text{children(in, "parts")}; }
    Node read_context(Members& in) { return Context{in.enumerator<ContextValue>("what")}; }
    Node read_shift(Members& in) {
        const ExprId value = child(in, "value");
        return Shift{value, number(in.required("seconds"), mistakes_)};
    }
    Node read_call(Members& in) {
        const auto function = in.enumerator<Function>("function");
        return Call{function, child(in, "argument")};
    }
    Node read_list(Members& in) { return ListOf{children(in, "items")}; }
    Node read_object(Members& in);

    Program& program_;
    Mistakes& mistakes_;
};

const std::array<ExprReader::Kind, 22> ExprReader::kinds{{
    {"const", &ExprReader::read_const},     {"not", &ExprReader::read_not},
    {"all", &ExprReader::read_all},         {"any", &ExprReader::read_any},
    {"compare", &ExprReader::read_compare}, {"oneOf", &ExprReader::read_one_of},
    {"match", &ExprReader::read_match},     {"inside", &ExprReader::read_inside},
    {"present", &ExprReader::read_present}, {"count", &ExprReader::read_count},
    {"share", &ExprReader::read_share},     {"distinct", &ExprReader::read_distinct},
    {"literal", &ExprReader::read_literal}, {"param", &ExprReader::read_param},
    {"path", &ExprReader::read_path},       {"coalesce", &ExprReader::read_coalesce},
    {"text", &ExprReader::read_text},       {"context", &ExprReader::read_context},
    {"shift", &ExprReader::read_shift},     {"call", &ExprReader::read_call},
    {"list", &ExprReader::read_list},       {"object", &ExprReader::read_object},
}};

ExprId ExprReader::expr(const Value& value) {
    Members in{value, "an expression", mistakes_};
    const Value& kind = in.required("k");
    const std::string* name = kind.as_string();
    const auto* const found =
        std::ranges::find_if(kinds, [&](const Kind& k) { return name != nullptr && k.name == *name; });
    if (found == kinds.end()) {
        expected(mistakes_, "a kind of expression", kind);
        return program_.add(Const{});
    }
    Node node = (this->*found->read)(in);
    in.finish();
    return program_.add(std::move(node));
}

ExprId ExprReader::bound(Members& in, std::string_view name, LiteralType type) {
    const Value& value = in.required(name);
    if (value.as_object() != nullptr) return expr(value);
    return program_.add(Literal{type, read_value(value)});
}

Over ExprReader::over(Members& outer) {
    Members in{outer.required("over"), "a source", mistakes_};
    const std::string kind = in.text("k");
    Over result = Fleet{};
    if (kind == "items") {
        result = Items{child(in, "path")};
    } else if (kind == "values") {
        Values values;
        values.values = children(in, "values");
        values.param = param(in);
        result = std::move(values);
    } else if (kind == "related") {
        Related related;
        related.type = in.text("type");
        related.relation = in.enumerator<RelatedBy>("relation");
        related.root = in.text("root");
        result = std::move(related);
    } else if (kind == "fleet") {
        result = Fleet{in.text("root")};
    } else {
        expected(mistakes_, "one of `items`, `values`, `related`, `fleet`", in.required("k"));
    }
    in.finish();
    return result;
}

Node ExprReader::read_object(Members& in) {
    ObjectOf n;
    const Value& members = in.required("members");
    const Object* object = members.as_object();
    if (object == nullptr) {
        expected(mistakes_, "an object", members);
        return n;
    }
    for (const Member& member : *object)
        n.members.emplace_back(member.name, expr(member.value));
    return n;
}

} // namespace

ExprId read_expr(Program& program, const Value& value, Mistakes& mistakes) {
    return ExprReader{program, mistakes}.expr(value);
}

Value read_value(const Value& value) {
    if (const List* items = value.as_list()) {
        List result;
        for (const Value& item : *items)
            result.push_back(read_value(item));
        return Value{std::move(result)};
    }
    if (const Object* members = value.as_object()) {
        Object result;
        for (const Member& member : *members)
            result.push_back({member.name, {}, read_value(member.value)});
        return Value{std::move(result)};
    }
    return Value{value.data};
}

} // namespace iotsec::ir
