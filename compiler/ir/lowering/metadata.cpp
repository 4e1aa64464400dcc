// The metadata of requirements: which keys have a meaning, and the others as text.
#include "compiler/ir/expr_text.hpp"
#include "compiler/ir/lowering/constants.hpp"
#include "compiler/ir/lowering/requirement.hpp"
#include "compiler/ir/names.hpp"

#include <utility>

namespace iotsec::ir::lowering {

namespace {

std::vector<std::string> texts(const Value& value) {
    std::vector<std::string> result;
    if (const std::string* text = value.as_string()) result.push_back(*text);
    const List* items = value.as_list();
    if (items == nullptr) return result;
    for (const Value& item : *items) {
        if (const std::string* text = item.as_string()) result.push_back(*text);
    }
    return result;
}

std::vector<ControlRef> controls(const Value& value) {
    std::vector<ControlRef> result;
    const Object* frameworks = value.as_object();
    if (frameworks == nullptr) return result;
    for (const Member& framework : *frameworks) {
        for (std::string& id : texts(framework.value))
            result.push_back({framework.name, std::move(id)});
    }
    return result;
}

} // namespace

Meta metadata(sema::DeclId id, const ast::Requirement& declared, const sema::TypedProgram& typed) {
    const ast::Module& tree = *typed.modules[id.module].tree;
    Meta result;
    result.description = documentation(typed[id].doc);
    for (const ast::Meta& each : declared.meta) {
        const std::string& key = each.key.text;
        const std::string text = word_or_text(tree, each.value);
        const auto value = [&] { return constant_value(typed, id.module, each.value); };
        if (key == "id") {
            result.id = text;
        } else if (key == "title") {
            result.title = text;
        } else if (key == "description") {
            result.description = text;
        } else if (key == "section") {
            result.section = text;
        } else if (key == "recommendation") {
            result.recommendation = text;
        } else if (key == "builtin") {
            result.builtin = text;
        } else if (key == "severity") {
            result.severity = enum_value<SeverityLevel>(text).value_or(SeverityLevel::Medium);
        } else if (key == "controls") {
            result.controls = controls(value());
        } else if (key == "docs") {
            result.docs = texts(value());
        } else if (key == "partial") {
            result.partial_ok = text == "ok";
        } else {
            result.other.emplace_back(key, text.empty() ? value_text(value()) : text);
        }
    }
    return result;
}

} // namespace iotsec::ir::lowering
