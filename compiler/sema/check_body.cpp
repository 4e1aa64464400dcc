// Values where a type is stated: bodies of resources, defaults and bindings of parameters.
#include "base/diagnostics/names.hpp"
#include "base/diagnostics/types.hpp"
#include "base/overloaded.hpp"
#include "base/text.hpp"
#include "compiler/sema/expr_checker.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace iotsec::sema {

namespace {

/// Members that a body states although the catalogue has them otherwise, or not at all.
bool is_identity(std::string_view name) {
    return name == "id" || name == "name" || name == "type" || name == "apiVersion" || name == "fullName";
}

std::optional<std::int64_t> integer(const ast::Expr& expr) {
    const auto* literal = std::get_if<ast::IntLiteral>(&expr.kind);
    return literal ? std::optional{literal->value} : std::nullopt;
}

} // namespace

void ExprChecker::check_value(ast::ExprId id, const Wanted& wanted) {
    const ast::Expr& value = expr(id);
    TypedModule& module = state_.program.modules[module_];
    const bool is_given = wanted.use == BodyUse::Given;
    if (std::holds_alternative<ast::UnknownLiteral>(value.kind) && is_given) {
        module.types[id.index] = wanted.type;
    } else if (std::holds_alternative<ast::NullLiteral>(value.kind) && is_given) {
        module.types[id.index] = of(Type::Kind::Null);
    } else if (wanted.type.is_error()) {
        check_free_value(id, wanted.use);
    } else if (wanted.type.list) {
        check_list_value(id, wanted);
    } else if (const auto* object = std::get_if<ast::ObjectLiteral>(&value.kind)) {
        check_object(id, *object, wanted);
    } else if (wanted.type.kind == Type::Kind::Any || wanted.type.kind == Type::Kind::Map) {
        check_free_value(id, wanted.use);
    } else {
        check_scalar_value(id, wanted);
    }
}

void ExprChecker::check_list_value(ast::ExprId id, const Wanted& wanted) {
    const auto* list = std::get_if<ast::ListLiteral>(&expr(id).kind);
    if (!list) {
        const Type found = check(id);
        const Type element = element_of(wanted.type);
        const bool fits = found.is_error() || (found.list && fits_type(element_of(found), element));
        if (!fits) mismatch(expr(id).span, name(wanted.type), found);
        return;
    }
    const Wanted item{element_of(wanted.type), wanted.use, wanted.api_version};
    for (const ast::ExprId element : list->items)
        check_value(element, item);
    state_.program.modules[module_].types[id.index] = wanted.type;
    const catalog::Property* property = property_of(wanted.type);
    const auto fewest = property ? property->min_items.value_or(0) : 0;
    if (wanted.use == BodyUse::Deploy && static_cast<std::int64_t>(list->items.size()) < fewest)
        state_.sink.report(diag::value_out_of_range, expr(id).span, "[…]",
                           "at least " + std::to_string(fewest) + " items");
}

void ExprChecker::check_scalar_value(ast::ExprId id, const Wanted& wanted) {
    const Operand found = check_operand(id);
    if (found.type.is_error()) return;
    const Span span = expr(id).span;
    if (found.text && is_written_as_text(wanted.type)) {
        check_text_as(*found.text, wanted.type, span, wanted.use);
    } else if (found.text && wanted.type.kind == Type::Kind::Instant && wanted.use != BodyUse::Parameter) {
        return; // as the service writes it
    } else if (const auto number = integer(expr(id)); number && wanted.type.kind == Type::Kind::Int) {
        check_bounds(*number, wanted, span);
    } else if (!fits_type(found.type, wanted.type)) {
        mismatch(span, name(wanted.type), found.type);
    }
}

/// A malformed value is what some tests are about, so `given` takes any number.
void ExprChecker::check_bounds(std::int64_t number, const Wanted& wanted, Span span) {
    const catalog::Property* property = property_of(wanted.type);
    if (!property || wanted.use == BodyUse::Given) return;
    if (property->min && number < *property->min)
        state_.sink.report(diag::value_out_of_range, span, std::to_string(number),
                           "at least " + std::to_string(*property->min));
    if (property->max && number > *property->max)
        state_.sink.report(diag::value_out_of_range, span, std::to_string(number),
                           "at most " + std::to_string(*property->max));
}

bool ExprChecker::fits_type(const Type& found, const Type& wanted) const {
    if (found.is_error() || wanted.is_error()) return true;
    if (found.list != wanted.list) return false;
    if (wanted.kind == Type::Kind::Any || found.kind == Type::Kind::Any) return true;
    if (wanted.kind == Type::Kind::Number && found.kind == Type::Kind::Int) return true;
    if (wanted.kind == Type::Kind::Record && found.kind == Type::Kind::Record)
        return name(found) == name(wanted);
    if (wanted.kind == Type::Kind::Shape)
        return found.kind == wanted.kind && found.resource == wanted.resource &&
               found.property == wanted.property;
    const bool has_string = wanted.kind == Type::Kind::String || found.kind == Type::Kind::String;
    return found.kind == wanted.kind ||
           (has_string && is_written_as_text(found) && is_written_as_text(wanted));
}

void ExprChecker::check_object(ast::ExprId id, const ast::ObjectLiteral& object, const Wanted& wanted) {
    report_duplicates(object);
    state_.program.modules[module_].types[id.index] = wanted.type;
    const Span span = expr(id).span;
    const Type::Kind kind = wanted.type.kind;
    if (kind == Type::Kind::Resource || kind == Type::Kind::Shape) {
        for (const ast::ObjectMember& member : object.members)
            check_member(member, wanted);
        if (wanted.use == BodyUse::Deploy) check_required(object, wanted, span);
    } else if (kind == Type::Kind::Record) {
        check_record(object, wanted, span);
    } else if (kind == Type::Kind::Map) {
        check_map(object, wanted);
    } else {
        for (const ast::ObjectMember& member : object.members)
            check_free_value(member.value, wanted.use);
        if (kind != Type::Kind::Any)
            state_.sink.report(diag::type_mismatch, span, name(wanted.type), "an object");
    }
}

void ExprChecker::check_member(const ast::ObjectMember& member, const Wanted& wanted) {
    const Type& type = wanted.type;
    const auto& key = member.key;
    const bool is_resource = type.kind == Type::Kind::Resource;
    if (is_resource && key.text == "apiVersion") return; // checked before the members
    const auto child = type.resource->child(is_resource ? std::nullopt : type.property, key.text);
    if (!child) {
        if (is_resource && is_identity(key.text)) return check_free_value(member.value, wanted.use);
        (void)report_no_member(type, {key, false},
                               is_resource ? type.resource->name : property_of(type)->path);
        return check_free_value(member.value, wanted.use);
    }
    const catalog::Property& property = (*type.resource)[*child];
    if (property.name != key.text)
        report_style(state_, module_, make_diagnostic(diag::name_case, key.span, key.text, property.name));
    if (wanted.use == BodyUse::Deploy && property.read_only && !(is_resource && is_identity(property.name)))
        state_.sink.report(diag::read_only_property, key.span, property.path);
    check_api_version(wanted, *child, key.span);
    check_value(member.value, {property_type(*type.resource, *child), wanted.use, wanted.api_version});
}

void ExprChecker::check_map(const ast::ObjectLiteral& object, const Wanted& wanted) {
    const auto value =
        property_of(wanted.type) ? wanted.type.resource->child(wanted.type.property, "*") : std::nullopt;
    for (const ast::ObjectMember& member : object.members) {
        if (value)
            check_value(member.value,
                        {property_type(*wanted.type.resource, *value), wanted.use, wanted.api_version});
        else
            check_free_value(member.value, wanted.use);
    }
}

void ExprChecker::check_record(const ast::ObjectLiteral& object, const Wanted& wanted, Span span) {
    const std::vector<Field>& fields = *wanted.type.fields;
    for (const ast::ObjectMember& member : object.members) {
        const auto field = std::ranges::find(fields, member.key.text, &Field::name);
        if (field != fields.end()) {
            check_value(member.value, {field->type, wanted.use, {}});
        } else {
            (void)report_no_member(wanted.type, {member.key, false}, "{ … }");
            check_free_value(member.value, wanted.use);
        }
    }
    for (const Field& field : fields) {
        const bool is_given = std::ranges::any_of(
            object.members, [&](const ast::ObjectMember& member) { return member.key.text == field.name; });
        if (!is_given) state_.sink.report(diag::missing_member, span, name(wanted.type), field.name);
    }
}

void ExprChecker::check_required(const ast::ObjectLiteral& object, const Wanted& wanted, Span span) {
    const Type& type = wanted.type;
    const bool is_resource = type.kind == Type::Kind::Resource;
    const auto& members = is_resource ? type.resource->roots : (*type.resource)[*type.property].children;
    const std::string what =
        is_resource ? "`" + type.resource->name + "`" : "`" + property_of(type)->path + "`";
    std::set<std::string> needed;
    if (is_resource) needed.insert("name");
    if (is_resource && type.resource->has_tags_and_location) needed.insert("location");
    for (const catalog::PropertyId id : members) {
        const catalog::Property& property = (*type.resource)[id];
        const bool is_derived = is_resource && is_identity(property.name);
        if (property.required && !property.read_only && !is_derived) needed.insert(property.name);
    }
    for (const ast::ObjectMember& member : object.members)
        std::erase_if(needed,
                      [&](const std::string& name) { return equal_ignoring_case(name, member.key.text); });
    for (const std::string& missing : needed)
        state_.sink.report(diag::missing_member, span, what, missing);
}

void ExprChecker::check_free_value(ast::ExprId id, BodyUse use) {
    const ast::Expr& value = expr(id);
    if (const auto* object = std::get_if<ast::ObjectLiteral>(&value.kind)) {
        report_duplicates(*object);
        for (const ast::ObjectMember& member : object->members)
            check_free_value(member.value, use);
        state_.program.modules[module_].types[id.index] = of(Type::Kind::Any);
    } else if (const auto* list = std::get_if<ast::ListLiteral>(&value.kind)) {
        for (const ast::ExprId item : list->items)
            check_free_value(item, use);
        state_.program.modules[module_].types[id.index] = list_of(of(Type::Kind::Any));
    } else if (use == BodyUse::Given && (std::holds_alternative<ast::UnknownLiteral>(value.kind) ||
                                         std::holds_alternative<ast::NullLiteral>(value.kind))) {
        state_.program.modules[module_].types[id.index] = of(Type::Kind::Any);
    } else {
        check(id);
    }
}

void ExprChecker::check_api_version(const Wanted& wanted, catalog::PropertyId id, Span span) {
    const catalog::ResourceType& resource = *wanted.type.resource;
    if (wanted.api_version.empty() || resource.has(id, wanted.api_version)) return;
    const catalog::Property& property = resource[id];
    const bool is_gone = !property.until.empty() && wanted.api_version > property.until;
    const std::string reason = is_gone ? "it went after " + property.until : "it came with " + property.since;
    Diagnostic diagnostic =
        make_diagnostic(diag::not_in_api_version, span, property.path, wanted.api_version, reason);
    if (wanted.use == BodyUse::Given)
        diagnostic.severity = Severity::Warning; // what then happens is worth a test
    state_.sink.add(std::move(diagnostic));
}

void ExprChecker::report_duplicates(const ast::ObjectLiteral& object) {
    std::set<std::string> seen;
    for (const ast::ObjectMember& member : object.members)
        if (!seen.insert(to_lower(member.key.text)).second)
            state_.sink.report(diag::duplicate_member, member.key.span, member.key.text);
}

} // namespace iotsec::sema
