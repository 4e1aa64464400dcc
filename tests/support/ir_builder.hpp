// Programs and evidence for tests of evaluators, built by hand.
#pragma once

#include "base/json/reader.hpp"
#include "base/source.hpp"
#include "compiler/ir/ir.hpp"
#include "verifier/evaluate/evaluate.hpp"

#include <doctest/doctest.h>

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace iotsec::test {

/// A program with one requirement, `hub` of `Microsoft.Devices/IotHubs`, and short names for its nodes.
class IrBuilder {
  public:
    using Id = ir::ExprId;

    ir::Program program;

    explicit IrBuilder(std::string type = "Microsoft.Devices/IotHubs", std::string binder = "hub")
        : type_{std::move(type)}, binder_{std::move(binder)} {
        add_type(type_);
    }

    ir::TypeFacts& add_type(std::string name, catalog::TypeClass type_class = catalog::TypeClass::Resource) {
        for (ir::TypeFacts& facts : program.types) {
            if (facts.name == name) return facts;
        }
        ir::TypeFacts facts{
            .name = std::move(name), .type_class = type_class, .parent = {}, .api_versions = {}};
        program.types.push_back(std::move(facts));
        return program.types.back();
    }

    /// The property at `path`, described when it is first named: `properties.<path>` in the body, text. The
    /// reference is good until the next property is added.
    ir::Property& property(std::string_view path, std::string_view type = {}) {
        const std::string_view of = type.empty() ? std::string_view{type_} : type;
        for (ir::Property& property : program.properties) {
            if (property.path == path && property.type == of) return property;
        }
        ir::Property property;
        property.type = of;
        property.path = path;
        property.json = "properties." + std::string{path};
        property.kind = catalog::Kind::String;
        program.properties.push_back(std::move(property));
        return program.properties.back();
    }
    ir::Property& list(std::string_view path, std::string_view type = {}) {
        ir::Property& result = property(path, type);
        result.list = true;
        return result;
    }

    Id path(std::string_view property_path) { return path(binder_, property_path, type_); }
    Id path(std::string_view root, std::string_view property_path, std::string_view type) {
        const ir::Property& found = property(property_path, type);
        const auto index = static_cast<std::uint32_t>(&found - program.properties.data());
        return program.add(ir::Path{std::string{root}, ir::PropertyId{index}, {}, {}});
    }
    /// The element that `root` stands for.
    Id element(std::string root) { return program.add(ir::Path{std::move(root), {}, {}, {}}); }

    Id text(std::string value) {
        return program.add(ir::Literal{ir::LiteralType::Text, Value{std::move(value)}});
    }
    Id number(std::int64_t value) { return program.add(ir::Literal{ir::LiteralType::Int, Value{value}}); }
    Id boolean(bool value) { return program.add(ir::Literal{ir::LiteralType::Bool, Value{value}}); }
    Id instant(std::string value) {
        return program.add(ir::Literal{ir::LiteralType::Instant, Value{std::move(value)}});
    }

    ir::ParamId param(std::string name, ir::ParamType type = ir::ParamType::Text, bool is_list = false) {
        ir::Parameter parameter;
        parameter.name = std::move(name);
        parameter.module = "test";
        parameter.type = type;
        parameter.list = is_list;
        program.params.push_back(std::move(parameter));
        return {static_cast<std::uint32_t>(program.params.size() - 1)};
    }
    Id of(ir::ParamId param) { return program.add(ir::Param{param, {}}); }

    Id compare(Id left, ir::CompareOp op, Id right, ir::CompareBy by = ir::CompareBy::Text) {
        return program.add(ir::Compare{op, by, left, right, {}});
    }
    Id eq(Id left, Id right) { return compare(left, ir::CompareOp::Eq, right); }
    Id is(std::string_view property_path, std::string value) {
        return eq(path(property_path), text(std::move(value)));
    }
    Id no(Id condition) { return program.add(ir::Not{condition}); }
    Id all(std::vector<Id> parts) { return program.add(ir::All{std::move(parts)}); }
    Id any(std::vector<Id> parts) { return program.add(ir::Any{std::move(parts)}); }
    Id present(Id of_path) { return program.add(ir::Present{of_path}); }
    Id or_default(Id first, Id otherwise) { return program.add(ir::Coalesce{first, otherwise, true}); }
    Id match(ir::MatchOp op, Id left, Id pattern) { return program.add(ir::Match{op, left, pattern}); }
    Id one_of(Id left, std::vector<Id> values, ir::CompareBy by = ir::CompareBy::Text) {
        return program.add(ir::OneOf{left, std::move(values), {}, by});
    }
    Id within(Id left, std::vector<Id> ranges) {
        return program.add(ir::Inside{ir::InsideOf::Cidr, left, std::move(ranges), {}});
    }
    Id under(Id left, Id root) { return program.add(ir::Inside{ir::InsideOf::Id, left, {root}, {}}); }
    Id count(ir::Over over, std::string binder, std::optional<Id> where, ir::CompareOp op,
             std::int64_t bound) {
        const Id limit = number(bound);
        return program.add(ir::Count{std::move(over), std::move(binder), where, op, limit});
    }
    Id some(ir::Over over, std::string binder, std::optional<Id> where) {
        return count(std::move(over), std::move(binder), where, ir::CompareOp::Ge, 1);
    }
    Id none(ir::Over over, std::string binder, std::optional<Id> where) {
        return count(std::move(over), std::move(binder), where, ir::CompareOp::Eq, 0);
    }
    ir::Related related(std::string type, ir::RelatedBy relation) {
        return {std::move(type), relation, binder_};
    }

    /// Adds the requirement that `condition` holds, and gives it for more.
    ir::Requirement& require(Id condition, std::string message = {}) {
        ir::Requirement requirement;
        requirement.name = "requirement" + std::to_string(program.requirements.size());
        requirement.module = "test";
        requirement.type = type_;
        requirement.binder = binder_;
        requirement.meta.id = "T-" + std::to_string(program.requirements.size() + 1);
        ir::Check check{condition, {}, "the clause", {}};
        if (!message.empty()) check.message = {std::move(message)};
        requirement.checks.push_back(std::move(check));
        program.requirements.push_back(std::move(requirement));
        return program.requirements.back();
    }

  private:
    std::string type_, binder_;
};

/// Bodies written as JSON, with their places, and the evidence made of them.
class EvidenceBuilder {
  public:
    Sources sources;
    verifier::Evidence evidence;

    /// Reads JSON (comments allowed). `{"?": "cause"}` stands for an unknown of that cause, with a domain
    /// where it has `"of"`; it may be absent unless `"there"` says true.
    Value value(std::string text) {
        auto read = read_json(sources.add("evidence.json", std::move(text)));
        if (!read) {
            FAIL_CHECK(read.error().message);
            return {};
        }
        Value result = std::move(read).value();
        fill_unknowns(result);
        return result;
    }

    /// Adds a resource with its body; the id is made of `name`, in one resource group.
    verifier::Resource& add(std::string type, std::string name, std::string body) {
        verifier::Resource resource;
        resource.type = std::move(type);
        const std::string id = "/subscriptions/s1/resourceGroups/g1/providers/" + resource.type + "/" + name;
        resource.name = Value{std::move(name)};
        resource.id = Value{id};
        resource.body = value(std::move(body));
        resource.span = resource.body.span;
        resource.name_span = resource.body.span;
        resource.view = verifier::View::Stored;
        resource.subscription = "s1";
        resource.resource_group = "g1";
        evidence.resources.push_back(std::move(resource));
        return evidence.resources.back();
    }

  private:
    static void fill_unknowns(Value& value) {
        if (auto* list = std::get_if<List>(&value.data)) {
            for (Value& item : *list)
                fill_unknowns(item);
        }
        auto* object = std::get_if<Object>(&value.data);
        if (object == nullptr) return;
        if (const Value* reason = value.find("?")) {
            Unknown unknown{.cause = Cause::ParameterWithoutValue,
                            .reason = *reason->as_string(),
                            .domain = {},
                            .pieces = {}};
            unknown.identity = std::hash<std::string>{}(unknown.reason) | 1U;
            if (const Value* domain = value.find("of")) unknown.domain = *domain->as_list();
            if (const Value* there = value.find("there")) unknown.may_be_absent = !*there->as_bool();
            if (const Value* pieces = value.find("pieces")) {
                for (const Value& piece : *pieces->as_list())
                    unknown.pieces.push_back(
                        piece.as_string() == nullptr ? std::nullopt : std::optional{*piece.as_string()});
            }
            value = make_unknown(std::move(unknown), value.span);
            return;
        }
        for (Member& member : *object)
            fill_unknowns(member.value);
    }
};

} // namespace iotsec::test
