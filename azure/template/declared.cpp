#include "azure/template/declared.hpp"

#include "azure/expression/unknown.hpp"
#include "azure/template/names.hpp"
#include "azure/template/nested.hpp"
#include "azure/template/scope.hpp"
#include "base/text.hpp"

#include <utility>

namespace iotsec::azure {

namespace {

/// The last segment of a known name, or the name itself.
Value short_name(const Value& name) {
    const std::string* text = name.as_string();
    return text == nullptr ? name : text_value(last_segment(*text));
}

} // namespace

DeclaredResources::DeclaredResources(TemplateScope& scope, Evaluator& evaluator)
    : scope_{scope}, evaluator_{evaluator} {
    if (const Value* resources = scope.root().find("resources")) declare_all(*resources);
}

DeclaredResources::~DeclaredResources() = default;

void DeclaredResources::declare_all(const Value& resources) {
    if (const List* list = resources.as_list()) {
        for (const Value& raw : *list)
            declare(raw, {});
    } else if (const Object* members = resources.as_object()) {
        for (const Member& member : *members)
            declare(member.value, member.name);
    }
}

void DeclaredResources::declare(const Value& raw, std::string_view symbol) {
    const std::string type{raw.text_at("type")};
    const Value* written = raw.find("name");
    if (type.empty() || written == nullptr || raw.find("copy") != nullptr) return;
    const Mute mute{evaluator_.session()};
    const Value name = evaluator_.evaluate(*written);
    if (name.as_string() == nullptr && name.as_unknown() == nullptr) return;
    const Value* scope = raw.find("scope");
    const bool is_nested = is_deployment(raw);
    const Deployment target = deployment_target(raw, evaluator_, scope_.deployment());
    const auto own_scope =
        scope == nullptr || is_nested ? std::nullopt : std::optional{evaluator_.evaluate(*scope)};
    const ResourceAddress address = resource_address(type, name, own_scope, target);
    entries_.push_back({.raw = &raw, .outputs = {}, .nested = {}});
    const std::size_t entry = entries_.size() - 1;
    name_entry(key_of(address.id), entry);
    name_entry("name " + key_of(short_name(name)), entry);
    name_entry("name " + to_lower(type) + "/" + key_of(name), entry);
    if (!symbol.empty()) name_entry("symbol " + std::string{symbol}, entry);
}

void DeclaredResources::name_entry(const std::string& key, std::size_t entry) {
    if (key.empty() || key == "name ") return;
    const auto [place, is_new] = by_key_.emplace(key, entry);
    if (!is_new) place->second.reset();
}

DeclaredResources::Entry* DeclaredResources::find(const Value& resource) {
    const std::string key = key_of(resource);
    const std::string* text = resource.as_string();
    const bool is_symbolic = scope_.root().find("resources")->as_object() != nullptr;
    std::string wanted = key;
    if (text != nullptr && !text->starts_with('/')) wanted = is_symbolic ? "symbol " + *text : "name " + key;
    auto found = by_key_.find(wanted);
    if (found == by_key_.end() && text == nullptr) found = by_key_.find("name " + key);
    if (key.empty() || found == by_key_.end() || !found->second) return nullptr;
    return &entries_[*found->second];
}

bool DeclaredResources::has_version(const Entry& entry, const std::vector<Value>& arguments) {
    if (arguments.size() < 2) return true;
    const Value* version = entry.raw->find("apiVersion");
    return version != nullptr && equal(evaluator_.evaluate(*version), arguments[1]) == true;
}

std::optional<Value> DeclaredResources::member(const std::vector<Value>& arguments, std::string_view member) {
    if (arguments.empty() || arguments.size() > 2) return std::nullopt;
    Entry* entry = find(arguments[0]);
    if (entry == nullptr || entry->is_busy || entry->raw->find("existing") != nullptr) return std::nullopt;
    if (!has_version(*entry, arguments)) return std::nullopt;
    if (const Value* condition = entry->raw->find("condition")) {
        const Value truth = evaluator_.evaluate(*condition);
        if (truth.as_bool() == nullptr || !*truth.as_bool()) return std::nullopt;
    }
    entry->is_busy = true;
    std::optional<Value> result;
    if (!is_deployment(*entry->raw)) {
        result = property(*entry, member);
    } else if (equal_ignoring_case(member, "outputs") && nested_template(*entry->raw) != nullptr) {
        result = outputs(*entry);
    }
    entry->is_busy = false;
    return result;
}

std::optional<Value> DeclaredResources::property(const Entry& entry, std::string_view name) {
    const Value* properties = entry.raw->find("properties");
    if (properties == nullptr) return std::nullopt;
    const bool is_written_out = properties->as_object() != nullptr && properties->find("copy") == nullptr;
    const Value whole = is_written_out ? Value{} : evaluator_.evaluate(*properties);
    const Value* found = (is_written_out ? *properties : whole).find(name);
    if (found == nullptr) return std::nullopt;
    Value value = is_written_out ? evaluator_.evaluate(*found) : *found;
    if (value.is_null() || value.as_unknown() != nullptr) return std::nullopt;
    return value;
}

Value DeclaredResources::outputs(Entry& entry) {
    if (entry.outputs) return *entry.outputs;
    const Value& root = *nested_template(*entry.raw);
    if (is_inner_scope(*entry.raw, evaluator_, scope_.root())) {
        entry.nested = nested_scope(*entry.raw, scope_, evaluator_,
                                    deployment_target(*entry.raw, evaluator_, scope_.deployment()));
        Evaluator inside{scope_.session(), *entry.nested, entry.nested->deployment()};
        entry.outputs = outputs_of(root, inside);
    } else {
        entry.outputs = outputs_of(root, evaluator_);
    }
    return *entry.outputs;
}

Value DeclaredResources::outputs_of(const Value& root, Evaluator& evaluator) {
    Object result;
    const Value* section = root.find("outputs");
    if (section == nullptr || section->as_object() == nullptr) return Value{std::move(result)};
    for (const Member& output : *section->as_object()) {
        Object members;
        if (const Value* type = output.value.find("type")) members.push_back({"type", {}, *type});
        if (const Value* value = output.value.find("value")) {
            members.push_back({"value", {}, evaluator.evaluate(*value)});
        } else if (const Value* loop = output.value.find("copy")) {
            Value counted = *loop;
            counted.set("name", Value{output.name});
            members.push_back({"value", {}, evaluator.copies(counted)});
        }
        result.push_back({output.name, {}, Value{std::move(members)}});
    }
    return Value{std::move(result)};
}

} // namespace iotsec::azure
