#include "verifier/agreement/policy_reads.hpp"

#include "base/text.hpp"
#include "verifier/agreement/choices.hpp"
#include "verifier/evaluate/plan.hpp"

#include <algorithm>
#include <string>
#include <variant>

namespace iotsec::verifier::agreement {

namespace {

namespace policy = azure::policy;

class PolicyReader {
  public:
    PolicyReader(Reads& reads, const policy::Definition& definition, const policy::AliasIndex& aliases)
        : reads_{reads}, tree_{definition.rule.tree}, definition_{definition}, aliases_{aliases} {}

    void read() {
        for (const policy::Condition& condition : tree_.conditions) {
            if (const auto* field = std::get_if<policy::FieldCondition>(&condition.kind))
                add_field(field->field, &field->test);
            if (const auto* count = std::get_if<policy::FieldCount>(&condition.kind))
                add_field(count->field, nullptr);
        }
    }

  private:
    void add_field(policy::OperandId field, const policy::Test* test);
    [[nodiscard]] Shape* place(const policy::Alias& alias);
    [[nodiscard]] std::vector<Value> constants(policy::OperandId operand) const;

    Reads& reads_;
    const policy::Conditions& tree_;
    const policy::Definition& definition_;
    const policy::AliasIndex& aliases_;
};

/// A text that says true or false stands for a bool in resources.
Value as_in_resources(const Value& value) {
    const std::string* text = value.as_string();
    if (text != nullptr && equal_ignoring_case(*text, "true")) return Value{true};
    if (text != nullptr && equal_ignoring_case(*text, "false")) return Value{false};
    return value;
}

void PolicyReader::add_field(policy::OperandId field, const policy::Test* test) {
    const policy::Operand& name = tree_[field];
    const std::string* text = name.is_literal() ? name.value.as_string() : nullptr;
    if (text == nullptr) return;
    for (const policy::Alias& alias : aliases_.find(*text)) {
        Shape* at = place(alias);
        if (at == nullptr || test == nullptr || test->op == policy::Operator::Exists) continue;
        for (const Value& constant : constants(test->operand)) {
            const Value value = as_in_resources(constant);
            add_choice(at->values, value);
            if (value.as_bool() != nullptr) add_choice(at->values, Value{!*value.as_bool()});
        }
    }
}

/// The place of an alias in the bodies that samples have; null for other types.
Shape* PolicyReader::place(const policy::Alias& alias) {
    const auto type = std::ranges::find_if(reads_.types, [&](const auto& entry) {
        return equal_ignoring_case(entry.first, alias.resource_type);
    });
    if (type == reads_.types.end()) return nullptr;
    Shape* at = &type->second;
    for (const std::string& segment : segments(alias.default_path)) {
        const bool is_list = segment.ends_with("[*]");
        at = &at->member(std::string_view{segment}.substr(0, segment.size() - (is_list ? 3 : 0)));
        at->is_list = at->is_list || is_list;
    }
    return at;
}

/// The literal behind an operator, the items of a list, or the default of a parameter.
std::vector<Value> PolicyReader::constants(policy::OperandId operand) const {
    const policy::Operand& written = tree_[operand];
    const Value* value = written.is_literal() ? &written.value : nullptr;
    const std::string* text = written.value.as_string();
    if (value == nullptr && text != nullptr) {
        const auto found =
            std::ranges::find_if(definition_.parameters, [&](const policy::Parameter& parameter) {
                return equal_ignoring_case(*text, "[parameters('" + parameter.name + "')]");
            });
        if (found != definition_.parameters.end() && found->default_value) value = &*found->default_value;
    }
    if (value == nullptr) return {};
    const List* list = value->as_list();
    return list != nullptr ? *list : List{*value};
}

} // namespace

void add_reads(Reads& reads, const policy::Definition& definition, const policy::AliasIndex& aliases,
               const ir::Requirement& requirement, const ir::Program& program) {
    const auto& related = definition.rule.details.related;
    const Value* type = related ? &definition.rule.tree[related->type].value : nullptr;
    if (const std::string* name = type == nullptr ? nullptr : type->as_string()) {
        const ir::TypeFacts* facts = program.type(*name);
        const bool is_attached = starts_with_ignoring_case(*name, requirement.type + "/") ||
                                 (facts != nullptr && facts->type_class == catalog::TypeClass::Extension);
        const std::string& spelt = facts != nullptr ? facts->name : *name;
        reads.types.try_emplace(spelt);
        reads.related[spelt].insert(is_attached ? ir::RelatedBy::Of : ir::RelatedBy::ResourceGroup);
    }
    PolicyReader{reads, definition, aliases}.read();
}

} // namespace iotsec::verifier::agreement
