#include "azure/policy/evaluate/names.hpp"

#include "azure/expression/function.hpp"
#include "azure/expression/instant.hpp"
#include "azure/expression/unknown.hpp"
#include "azure/policy/evaluate/select.hpp"
#include "azure/policy/functions/addresses.hpp"
#include "azure/policy/functions/days.hpp"
#include "azure/policy/text/fold.hpp"
#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace iotsec::azure::policy {

namespace ast = arm_expression;

namespace {

/// One call of a function that policies bring, with its evaluated arguments.
struct HostCall {
    PolicyNames& names;
    Evaluator& evaluator;
    std::string_view name;
    ast::Range range;
    std::vector<Value> args;

    [[nodiscard]] Value fail(std::string_view message) const {
        return evaluator.fail(fmt::format("`{}`: {}", name, message), range);
    }
    /// An argument that is unknown, which makes the result so.
    [[nodiscard]] const Unknown* unknown_argument() const {
        for (const Value& argument : args) {
            if (argument.as_unknown() != nullptr) return argument.as_unknown();
        }
        return nullptr;
    }
    [[nodiscard]] const std::string* text(std::size_t i) const {
        return i < args.size() ? args[i].as_string() : nullptr;
    }
    [[nodiscard]] const Situation& situation() const { return names.run()->situation(); }
};

Value not_known(std::string reason) {
    Unknown unknown;
    unknown.cause = Cause::NotInEvidence;
    unknown.reason = std::move(reason);
    return make_unknown(std::move(unknown));
}

Value unknown_like(const Unknown& from, std::string_view function) {
    return make_unknown(following(from, Identity{function}.add(from.identity).value()));
}

Value field(HostCall& call) {
    const std::string* name = call.text(0);
    if (name == nullptr) {
        const Unknown* unknown = call.unknown_argument();
        return unknown != nullptr ? unknown_like(*unknown, "field")
                                  : call.fail("the name of a field is a text");
    }
    const Situation& situation = call.situation();
    const FieldTable& table = situation.parts.fields;
    const auto known = table.find(*name);
    const Field computed = known == table.end() ? field_named(*name, *situation.parts.aliases) : Field{};
    const Field& read = known == table.end() ? computed : known->second;
    if (read.kind == Field::Kind::Unknown)
        return not_known(fmt::format("there is no alias `{}` in the table", *name));
    const bool is_here = &situation.fields == &situation.functions;
    return field_value(read, situation.functions, is_here ? call.names.run()->binding() : nullptr);
}

Value or_null(const Value* value) {
    return value == nullptr ? Value{} : *value;
}

/// `current('alias[*].child')`: what is read from the member that a count of `alias[*]` looks at.
std::optional<Value> member_named(const HostCall& call, const std::string& name, const Binding& binding) {
    if (binding.path == nullptr || !starts_with_ignoring_case(name, binding.name)) return std::nullopt;
    const std::string_view rest = std::string_view{name}.substr(binding.name.size());
    if (!rest.starts_with('.') && !rest.starts_with('[')) return std::nullopt;
    const Situation& situation = call.situation();
    const Field read = field_named(name, *situation.parts.aliases);
    const FieldPath* path = read.path(situation.fields.type(), situation.fields.api_version());
    bool is_absent = false;
    List found;
    const auto collect = [&](const Value* value) {
        if (value != nullptr) found.push_back(*value);
        return true;
    };
    std::size_t stars = 0;
    if (path != nullptr) {
        const Start start = start_of(path->path, situation.fields.body(), &binding);
        stars = path->path.stars - start.bound;
        walk(start.at, start.rest, is_absent, collect);
    } else if (const auto child = parse_path(rest)) {
        stars = child->stars;
        walk(binding.current, child->steps, is_absent, collect);
    }
    if (stars > 0) return Value{std::move(found)};
    return found.empty() ? Value{} : found.front();
}

Value current(HostCall& call) {
    const Binding* binding = call.names.run()->binding();
    if (binding == nullptr) return call.fail("it has a meaning only in the `where` of a count");
    if (call.args.empty()) return or_null(binding->current);
    const std::string* name = call.text(0);
    if (name == nullptr) return call.fail("the name of a count is a text");
    for (; binding != nullptr; binding = binding->outer) {
        if (equal_ignoring_case(binding->name, *name)) return or_null(binding->current);
        if (auto member = member_named(call, *name, *binding)) return std::move(*member);
    }
    return call.fail(fmt::format("no count around is called `{}`", *name));
}

Value request_context(HostCall& call) {
    const Request& request = call.situation().request;
    if (!request.request_context.is_null()) return request.request_context;
    const Resource& resource = call.situation().functions;
    Value version = resource.api_version_value();
    if (version.is_null()) { // a scan uses the newest
        const auto facts = call.names.parts().aliases->type(resource.type());
        const bool is_known = facts && !facts->newest_api_version.empty();
        version = is_known ? Value{std::string{facts->newest_api_version}}
                           : not_known("the API version of the request is not known");
    }
    return Value{Object{{"apiVersion", {}, std::move(version)}, {"identity", {}, Value{Object{}}}}};
}

/// The first parts of the resource's id, `count` segments of it; empty where it has no such.
std::string id_prefix(const Resource& resource, std::size_t count, std::string_view last_but_one) {
    const auto segments = split(resource.id(), '/');
    if (segments.size() < count || !equal_ignoring_case(segments[count - 2], last_but_one)) return {};
    std::string prefix;
    for (std::size_t i = 1; i < count; ++i)
        prefix += "/" + std::string{segments[i]};
    return prefix;
}

Value last_part(const std::string& id) {
    return text_value(last_segment(id));
}

Value resource_group(HostCall& call) {
    const Request& request = call.situation().request;
    if (!request.resource_group.is_null()) return request.resource_group;
    const Resource& resource = call.situation().functions;
    const std::string id = id_prefix(resource, 5, "resourceGroups");
    if (id.empty()) {
        return resource.id().empty() ? not_known("the resource group is not known")
                                     : call.fail("the resource is in no resource group");
    }
    Object members{{"id", {}, Value{id}}, {"name", {}, last_part(id)}};
    for (const char* name : {"location", "tags", "managedBy", "properties"})
        members.push_back(
            {name, {}, not_known(fmt::format("`{}` of the resource group is not known", name))});
    return Value{std::move(members)};
}

Value subscription(HostCall& call) {
    const Request& request = call.situation().request;
    if (!request.subscription.is_null()) return request.subscription;
    const std::string id = id_prefix(call.situation().functions, 3, "subscriptions");
    if (id.empty()) return not_known("the subscription is not known");
    Object members{{"id", {}, Value{id}}, {"subscriptionId", {}, last_part(id)}};
    for (const char* name : {"tenantId", "displayName", "tags"})
        members.push_back({name, {}, not_known(fmt::format("`{}` of the subscription is not known", name))});
    return Value{std::move(members)};
}

Value policy(HostCall& call) {
    const Request& request = call.situation().request;
    return request.policy.is_null() ? not_known("the assignment is not known") : request.policy;
}

Value utc_now(HostCall& call) {
    const std::string& now = call.situation().request.utc_now;
    if (call.args.empty()) return Value{now};
    const auto time = parse_time(now);
    const auto text = time && call.text(0) != nullptr ? format_time(*time, *call.text(0)) : std::nullopt;
    return text ? Value{*text} : call.fail("the format is none that .NET knows");
}

Value add_days_(HostCall& call) {
    if (const Unknown* unknown = call.unknown_argument()) return unknown_like(*unknown, "addDays");
    const std::int64_t* days = call.args[1].as_int();
    if (call.text(0) == nullptr || days == nullptr) return call.fail("it takes a date and a whole number");
    const auto result = add_days(*call.text(0), *days);
    return result ? Value{*result} : call.fail(fmt::format("`{}` is no date", *call.text(0)));
}

Value ip_range_contains_(HostCall& call) {
    if (const Unknown* unknown = call.unknown_argument()) return unknown_like(*unknown, "ipRangeContains");
    if (call.text(0) == nullptr || call.text(1) == nullptr) return call.fail("it takes two texts");
    const IpAnswer answer = ip_range_contains(*call.text(0), *call.text(1));
    if (answer != IpAnswer::Mixed) return Value{answer == IpAnswer::Inside};
    return call.fail("both have to be ranges of IPv4, or both of IPv6, and none empty");
}

/// As templates have it, but for texts that differ in letter case only (A3).
Value equals(HostCall& call) {
    const std::string* a = call.text(0);
    const std::string* b = call.text(1);
    if (a != nullptr && b != nullptr && *a != *b && same_text(*a, *b)) {
        call.names.met().add(Question::EqualsFunction);
        return Value{call.names.options().equals_function == EqualsFunction::IgnoresCase};
    }
    Call plain{call.evaluator, call.name, call.args, call.range};
    return call_function(*find_function("equals"), plain);
}

Value claims(HostCall& call) {
    return call.fail("the result of an external evaluation is not known here");
}

struct HostFunction {
    std::string_view name; ///< in lower case
    std::size_t min, max;
    bool needs_run;
    Value (*evaluate)(HostCall&);
};

constexpr std::array<HostFunction, 11> host_table{{
    {"adddays", 2, 2, false, add_days_},
    {"claims", 0, 0, true, claims},
    {"current", 0, 1, true, current},
    {"equals", 2, 2, false, equals},
    {"field", 1, 1, true, field},
    {"iprangecontains", 2, 2, false, ip_range_contains_},
    {"policy", 0, 0, true, policy},
    {"requestcontext", 0, 0, true, request_context},
    {"resourcegroup", 0, 0, true, resource_group},
    {"subscription", 0, 0, true, subscription},
    {"utcnow", 0, 1, true, utc_now},
}};

/// `resourceGroup().tags` or `subscription().tags`
bool is_tags_of_scope(const ast::Tree& tree, ast::ExprId id) {
    const auto* property = std::get_if<ast::Property>(&tree[id].kind);
    const auto* index = std::get_if<ast::Index>(&tree[id].kind);
    ast::ExprId base{};
    if (property != nullptr) {
        if (!equal_ignoring_case(property->name, "tags")) return false;
        base = property->base;
    } else if (index != nullptr) {
        const auto* name = std::get_if<ast::Text>(&tree[index->index].kind);
        if (name == nullptr || !equal_ignoring_case(name->value, "tags")) return false;
        base = index->base;
    } else {
        return false;
    }
    const auto* call = std::get_if<ast::Call>(&tree[base].kind);
    return call != nullptr && (call->key == "resourcegroup" || call->key == "subscription");
}

} // namespace

Value field_value(const Field& field, const Resource& resource, const Binding* binding) {
    bool is_absent = false;
    if (field.stars > 0) {
        List found;
        const Value* unknown = nullptr;
        select(field, resource, binding, is_absent, [&](const Value* value) {
            if (value == nullptr) return true; // an item that lacks the property adds nothing
            if (value->as_unknown() != nullptr) unknown = value;
            found.push_back(*value);
            return true;
        });
        return unknown != nullptr && found.size() == 1 ? *unknown : Value{std::move(found)};
    }
    Value result{std::string{}};
    select(field, resource, binding, is_absent, [&](const Value* value) {
        if (value != nullptr) result = *value;
        return true;
    });
    return result;
}

const Value* PolicyNames::parameter(std::string_view name) {
    const auto found = std::ranges::find_if(
        parts_.arguments, [&](const Member& member) { return equal_ignoring_case(member.name, name); });
    return found == parts_.arguments.end() ? nullptr : &found->value;
}

std::optional<Value> PolicyNames::host_function(Evaluator& evaluator, const ast::Tree& tree,
                                                const ast::Expr& expr, const ast::Call& call) {
    const auto found = std::ranges::lower_bound(host_table, call.key, {}, &HostFunction::name);
    if (found == host_table.end() || found->name != call.key) return std::nullopt;
    HostCall host{*this, evaluator, call.name, expr.range, {}};
    if (call.arguments.size() < found->min || call.arguments.size() > found->max)
        return host.fail(fmt::format("it takes {} to {} arguments", found->min, found->max));
    if (found->needs_run && run_ == nullptr) return host.fail("there is no resource to ask");
    host.args.reserve(call.arguments.size());
    for (const ast::ExprId argument : call.arguments)
        host.args.push_back(evaluator.evaluate(tree, argument));
    return found->evaluate(host);
}

std::optional<Value> PolicyNames::absent_member(const ast::Tree& tree, ast::ExprId base) {
    met_.add(Question::AbsentMember);
    switch (options_.absent_member) {
    case AbsentMember::FailsButInTags:
        return is_tags_of_scope(tree, base) ? std::optional{Value{}} : std::nullopt;
    case AbsentMember::Fails:
        return std::nullopt;
    case AbsentMember::IsNull:
        return Value{};
    }
    return std::nullopt;
}

} // namespace iotsec::azure::policy
