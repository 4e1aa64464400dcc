// Programs as JSON. Members that hold nothing are left out; what is there is always in the same order.
#include "base/overloaded.hpp"
#include "compiler/ir/json.hpp"
#include "compiler/ir/names.hpp"
#include "compiler/ir/write_json.hpp"

#include <nlohmann/json.hpp>

#include <utility>

namespace iotsec::ir {

namespace {

using Json = nlohmann::ordered_json;

void put(Json& json, const char* name, const std::string& text) {
    if (!text.empty()) json[name] = text;
}
void put(Json& json, const char* name, bool flag) {
    if (flag) json[name] = true;
}
void put(Json& json, const char* name, const std::vector<std::string>& texts) {
    if (!texts.empty()) json[name] = texts;
}
void put(Json& json, const char* name, const std::optional<std::int64_t>& number) {
    if (number) json[name] = *number;
}

template <typename T, typename Write>
Json array(const std::vector<T>& items, const Write& write) {
    Json json = Json::array();
    for (const T& item : items)
        json.push_back(write(item));
    return json;
}

template <typename T, typename Write>
void put_array(Json& json, const char* name, const std::vector<T>& items, const Write& write) {
    if (!items.empty()) json[name] = array(items, write);
}

Json type_json(const TypeFacts& type) {
    Json json{{"name", type.name}, {"class", enum_name(type.type_class)}};
    put(json, "parent", type.parent);
    put(json, "tagsAndLocation", type.has_tags_and_location);
    put(json, "denyIsUnwise", type.deny_is_unwise);
    put(json, "apiVersions", type.api_versions);
    return json;
}

Json property_json(const Property& property) {
    Json json{{"type", property.type}, {"path", property.path}, {"json", property.json}};
    put(json, "alias", property.alias);
    put(json, "noAlias", property.no_alias_reason);
    json["kind"] = enum_name(property.kind);
    put(json, "list", property.list);
    put(json, "required", property.required);
    put(json, "secret", property.secret);
    put(json, "exact", property.exact);
    put(json, "readOnly", property.read_only);
    put(json, "modifiable", property.modifiable);
    put(json, "createOnly", property.create_only);
    put(json, "alwaysReturned", property.always_returned);
    if (property.visible_in != catalog::VisibleIn::Both) json["visibleIn"] = enum_name(property.visible_in);
    put(json, "requestFrom", property.request_from);
    put(json, "values", property.values);
    put(json, "order", property.order);
    put(json, "closed", !property.open);
    put(json, "since", property.since);
    return json;
}

Json param_json(const Parameter& param) {
    Json json{{"name", param.name}, {"module", param.module}, {"type", enum_name(param.type)}};
    put(json, "list", param.list);
    put_array(json, "fields", param.fields, [](const auto& field) {
        return Json{{"name", field.first}, {"type", enum_name(field.second)}};
    });
    if (param.default_value) json["default"] = value_json(*param.default_value);
    put_array(json, "allowed", param.allowed, value_json);
    put(json, "min", param.min);
    put(json, "max", param.max);
    put(json, "displayName", param.display_name);
    put(json, "description", param.description);
    put(json, "strongType", param.strong_type);
    return json;
}

Json message_json(const Program& program, const std::vector<MessagePart>& message) {
    return array(message, [&](const MessagePart& part) {
        return std::visit(overloaded{
                              [](const std::string& text) { return Json(text); },
                              [&](ExprId id) { return expr_json(program, id); },
                          },
                          part);
    });
}

Json check_json(const Program& program, const Check& check) {
    Json json{{"condition", expr_json(program, check.condition)}};
    if (!check.message.empty()) json["message"] = message_json(program, check.message);
    json["source"] = check.source_text;
    return json;
}

Json deploy_json(const Program& program, const Deploy& deploy) {
    return Json{{"k", "deploy"},
                {"name", deploy.name},
                {"type", deploy.type},
                {"relation", enum_name(deploy.relation)},
                {"root", deploy.root},
                {"apiVersion", deploy.api_version},
                {"body", expr_json(program, deploy.body)}};
}

Json remedy_json(const Program& program, const Remedy& remedy) {
    Json json{{"k", "set"}};
    if (remedy.deploy) {
        json = deploy_json(program, *remedy.deploy);
    } else {
        json["sets"] = array(remedy.sets, [&](const Set& set) {
            return Json{{"path", expr_json(program, set.path)}, {"value", expr_json(program, set.value)}};
        });
    }
    if (remedy.presupposes) json["presupposes"] = expr_json(program, *remedy.presupposes);
    put(json, "roles", remedy.role_ids);
    return json;
}

Json meta_json(const Meta& meta) {
    Json json{{"title", meta.title}, {"severity", enum_name(meta.severity)}};
    put(json, "description", meta.description);
    put(json, "section", meta.section);
    put(json, "recommendation", meta.recommendation);
    put(json, "builtin", meta.builtin);
    put_array(json, "controls", meta.controls, [](const ControlRef& control) {
        return Json{{"framework", control.framework}, {"id", control.id}};
    });
    put(json, "docs", meta.docs);
    put(json, "partialOk", meta.partial_ok);
    put_array(json, "other", meta.other, [](const auto& entry) {
        return Json{{"key", entry.first}, {"value", entry.second}};
    });
    return json;
}

Json requirement_json(const Program& program, const Requirement& requirement) {
    Json json{{"id", requirement.meta.id}, {"name", requirement.name}, {"module", requirement.module}};
    json["subject"] = {{"type", requirement.type}, {"binder", requirement.binder}};
    put(json["subject"], "all", requirement.all);
    if (requirement.when) json["when"] = expr_json(program, *requirement.when);
    json["checks"] =
        array(requirement.checks, [&](const Check& check) { return check_json(program, check); });
    if (requirement.attest) {
        json["attest"] = {{"everySeconds", requirement.attest->every_seconds},
                          {"asking", requirement.attest->asking}};
    }
    put_array(json, "remedies", requirement.remedies,
              [&](const Remedy& remedy) { return remedy_json(program, remedy); });
    put_array(json, "effects", requirement.effects, [](Effect effect) { return Json(enum_name(effect)); });
    json["meta"] = meta_json(requirement.meta);
    return json;
}

Json binding_json(const Program& program, const Binding& binding) {
    Json json{{"param", binding.param.index}};
    if (binding.value) json["value"] = expr_json(program, *binding.value);
    if (binding.surfaced) json["surfaced"] = binding.surfaced->index;
    return json;
}

Json baseline_json(const Program& program, const Baseline& baseline) {
    Json json{{"name", baseline.name}, {"module", baseline.module}};
    put(json, "title", baseline.title);
    put(json, "version", baseline.version);
    put(json, "description", baseline.description);
    json["entries"] = array(baseline.entries, [&](const BaselineEntry& entry) {
        Json item{{"requirement", entry.requirement}};
        put_array(item, "bindings", entry.bindings,
                  [&](const Binding& binding) { return binding_json(program, binding); });
        return item;
    });
    return json;
}

Json declaration_json(const NamedDeclaration& declaration) {
    return Json{{"name", declaration.name}, {"module", declaration.module}};
}

} // namespace

std::string to_json(const Program& program) {
    Json json{{"version", Program::format_version}, {"catalog", program.catalog}};
    json["types"] = array(program.types, type_json);
    json["properties"] = array(program.properties, property_json);
    json["params"] = array(program.params, param_json);
    json["requirements"] = array(program.requirements, [&](const Requirement& requirement) {
        return requirement_json(program, requirement);
    });
    json["baselines"] =
        array(program.baselines, [&](const Baseline& baseline) { return baseline_json(program, baseline); });
    json["assignments"] = array(program.assignments, declaration_json);
    json["waivers"] = array(program.waivers, declaration_json);
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

} // namespace iotsec::ir
