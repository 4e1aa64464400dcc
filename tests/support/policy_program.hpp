// Builds small IR programs by hand, for tests of what comes behind the IR. The resource type is invented:
// what is tested must not depend on a real one.
#pragma once

#include "compiler/ir/ir.hpp"

#include <string>
#include <utility>
#include <vector>

namespace iotsec::test {

/// A program over the type `Contoso.Things/things`, whose subject is bound as `x`.
class PolicyProgram {
  public:
    static constexpr const char* type = "Contoso.Things/things";

    PolicyProgram() {
        program.catalog = "test";
        program.types.push_back(
            {type, catalog::TypeClass::Resource, {}, true, false, {"2020-01-01", "2024-01-01"}});
    }

    /// A property of the subject's type; a list gets the alias of its items.
    ir::PropertyId property(const std::string& path, catalog::Kind kind = catalog::Kind::String,
                            bool list = false) {
        return property_of(type, path, kind, list);
    }
    ir::PropertyId property_of(const std::string& of, const std::string& path, catalog::Kind kind,
                               bool list) {
        ir::Property made;
        made.type = of;
        made.path = path;
        made.json = "properties." + path;
        made.alias = of + "/" + path + (list ? "[*]" : "");
        for (const char* implicit : {"id", "name", "location", "tags", "kind"}) {
            if (path == implicit) made.alias = made.json = path;
        }
        made.kind = kind;
        made.list = list;
        made.modifiable = true;
        program.properties.push_back(made);
        return {static_cast<std::uint32_t>(program.properties.size() - 1)};
    }
    /// The property at `path`, declared when it is first asked for.
    ir::PropertyId at(const std::string& path, catalog::Kind kind = catalog::Kind::String,
                      bool list = false) {
        for (std::uint32_t i = 0; i < program.properties.size(); ++i) {
            if (program.properties[i].path == path) return {i};
        }
        return property(path, kind, list);
    }

    ir::ExprId text(std::string value) { return literal(ir::LiteralType::Text, Value{std::move(value)}); }
    ir::ExprId number(std::int64_t value) { return literal(ir::LiteralType::Int, Value{value}); }
    ir::ExprId truth(bool value) { return literal(ir::LiteralType::Bool, Value{value}); }
    ir::ExprId literal(ir::LiteralType kind, Value value) {
        return program.add(ir::Literal{kind, std::move(value)});
    }
    std::vector<ir::ExprId> texts(const std::vector<std::string>& values) {
        std::vector<ir::ExprId> ids;
        for (const auto& value : values)
            ids.push_back(text(value));
        return ids;
    }

    /// `x.path`.
    ir::ExprId path(const std::string& path, catalog::Kind kind = catalog::Kind::String, bool list = false) {
        return program.add(ir::Path{"x", at(path, kind, list), {}, {}});
    }
    /// `root.path` below an item binder, or the item itself where `path` is empty.
    ir::ExprId item(const std::string& root, const std::string& path,
                    catalog::Kind kind = catalog::Kind::String, bool list = false) {
        if (path.empty()) return program.add(ir::Path{root, std::nullopt, {}, {}});
        return program.add(ir::Path{root, at(path, kind, list), {}, {}});
    }
    ir::ExprId param(const std::string& name, ir::ParamType kind = ir::ParamType::Text, bool list = false) {
        return program.add(ir::Param{declare(name, kind, list), {}});
    }
    ir::ParamId declare(const std::string& name, ir::ParamType kind = ir::ParamType::Text,
                        bool list = false) {
        for (std::uint32_t i = 0; i < program.params.size(); ++i) {
            if (program.params[i].name == name) return {i};
        }
        ir::Parameter made;
        made.name = name;
        made.module = "contoso.test";
        made.type = kind;
        made.list = list;
        program.params.push_back(made);
        return {static_cast<std::uint32_t>(program.params.size() - 1)};
    }
    ir::ExprId coalesce(ir::ExprId first, ir::ExprId otherwise) {
        return program.add(ir::Coalesce{first, otherwise, false});
    }
    ir::ExprId concat(std::vector<ir::ExprId> parts) { return program.add(ir::Text{std::move(parts)}); }

    ir::ExprId compare(ir::CompareOp op, ir::CompareBy by, ir::ExprId left, ir::ExprId right) {
        return program.add(ir::Compare{op, by, left, right, {}});
    }
    ir::ExprId equal(ir::ExprId left, ir::ExprId right) {
        return compare(ir::CompareOp::Eq, ir::CompareBy::Text, left, right);
    }
    ir::ExprId one_of(ir::ExprId left, const std::vector<std::string>& values) {
        return program.add(ir::OneOf{left, texts(values), std::nullopt, ir::CompareBy::Text});
    }
    ir::ExprId in_param(ir::ExprId left, const std::string& name) {
        return program.add(
            ir::OneOf{left, {}, declare(name, ir::ParamType::Text, true), ir::CompareBy::Text});
    }
    ir::ExprId match(ir::MatchOp op, ir::ExprId left, ir::ExprId pattern) {
        return program.add(ir::Match{op, left, pattern});
    }
    ir::ExprId negate(ir::ExprId of) { return program.add(ir::Not{of}); }
    ir::ExprId all(std::vector<ir::ExprId> of) { return program.add(ir::All{std::move(of)}); }
    ir::ExprId any(std::vector<ir::ExprId> of) { return program.add(ir::Any{std::move(of)}); }
    ir::ExprId present(ir::ExprId path) { return program.add(ir::Present{path}); }
    ir::ExprId last_segment(ir::ExprId of) { return program.add(ir::Call{ir::Function::LastSegment, of}); }

    ir::ExprId count(ir::Over over, std::string binder, std::optional<ir::ExprId> where, ir::CompareOp op,
                     std::int64_t bound) {
        const ir::ExprId limit = number(bound);
        return program.add(ir::Count{std::move(over), std::move(binder), where, op, limit});
    }
    ir::ExprId some(ir::Over over, std::string binder, std::optional<ir::ExprId> where) {
        return count(std::move(over), std::move(binder), where, ir::CompareOp::Ge, 1);
    }
    ir::ExprId none(ir::Over over, std::string binder, std::optional<ir::ExprId> where) {
        return count(std::move(over), std::move(binder), where, ir::CompareOp::Eq, 0);
    }
    ir::Over items(const std::string& path) {
        return ir::Items{this->path(path, catalog::Kind::Object, true)};
    }
    ir::Over values(const std::string& name) {
        return ir::Values{{}, declare(name, ir::ParamType::Text, true)};
    }

    /// Adds a requirement `id` that expects `conditions`.
    ir::Requirement& require(const std::string& id, const std::vector<ir::ExprId>& conditions) {
        ir::Requirement made;
        made.name = "thing";
        made.module = "contoso.test";
        made.type = type;
        made.binder = "x";
        for (const ir::ExprId condition : conditions) {
            ir::Check check;
            check.condition = condition;
            check.source_text = "expectation";
            made.checks.push_back(check);
        }
        made.meta.id = id;
        made.meta.title = "Things are as they should be";
        made.meta.severity = ir::SeverityLevel::Medium;
        program.requirements.push_back(made);
        return program.requirements.back();
    }

    ir::Program program;
};

} // namespace iotsec::test
