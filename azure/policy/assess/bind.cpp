// Brings an assignment together with what it assigns.
#include "azure/expression/evaluator.hpp"
#include "azure/policy/assess.hpp"
#include "azure/policy/evaluate/names.hpp"
#include "azure/policy/evaluate/parts.hpp"
#include "base/diagnostics/policies.hpp"
#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace iotsec::azure::policy {

namespace {

/// Ids name the same document if they are equal; where one is a name alone, if their last segments are.
template <typename Document>
bool is_named(const Document& document, std::string_view id) {
    if (!document.id.value.empty() && id.find('/') != std::string_view::npos)
        return equal_ignoring_case(document.id.value, id);
    const std::string_view name =
        document.name.value.empty() ? last_segment(document.id.value) : std::string_view{document.name.value};
    return !name.empty() && equal_ignoring_case(name, last_segment(id));
}

template <typename Document>
const Document* find_named(const std::vector<Document>& documents, std::string_view id) {
    const auto found = std::ranges::find_if(documents, [&](const Document& d) { return is_named(d, id); });
    return found == documents.end() ? nullptr : &*found;
}

bool is_initiative_id(std::string_view id) {
    return find_ignoring_case(id, "/policySetDefinitions/") != std::string_view::npos;
}

class Assigner {
  public:
    Assigner(const Assignment& assignment, const Documents& documents, const AliasIndex& aliases,
             const Options& options, DiagnosticSink& sink)
        : assignment_{assignment}, documents_{documents}, aliases_{aliases}, options_{options}, sink_{sink} {
        result_.assignment = &assignment;
    }

    Assigned bind() {
        const std::string& id = assignment_.definition_id.value;
        const Definition* definition =
            is_initiative_id(id) ? nullptr : find_named(documents_.definitions, id);
        if (definition != nullptr) {
            add(*definition, nullptr, arguments_of_assignment());
            return std::move(result_);
        }
        result_.initiative = find_named(documents_.initiatives, id);
        if (result_.initiative == nullptr) {
            sink_.report(diag::policy_document_missing, assignment_.definition_id.span,
                         is_initiative_id(id) ? "the initiative" : "the definition", id);
            return std::move(result_);
        }
        bind_initiative(*result_.initiative);
        return std::move(result_);
    }

  private:
    Object arguments_of_assignment() const {
        Object result;
        for (const GivenArgument& argument : assignment_.arguments)
            result.push_back({argument.name, argument.span, argument.value});
        return result;
    }

    void bind_initiative(const Initiative& initiative) {
        PreparedParts parts; // only its arguments count: members' arguments are expressions over them
        parts.aliases = &aliases_;
        bind_parameters(initiative, parts.arguments);
        for (const InitiativeMember& member : initiative.members) {
            const Definition* definition = find_named(documents_.definitions, member.definition_id.value);
            if (definition == nullptr) {
                sink_.report(diag::policy_document_missing, member.definition_id.span, "the definition",
                             member.definition_id.value);
                continue;
            }
            add(*definition, &member, arguments_of(initiative, member, parts));
        }
    }

    void bind_parameters(const Initiative& initiative, Object& arguments) {
        const Object given = arguments_of_assignment();
        for (const Parameter& parameter : initiative.parameters) {
            const auto found = std::ranges::find_if(
                given, [&](const Member& m) { return equal_ignoring_case(m.name, parameter.name); });
            if (found != given.end()) {
                arguments.push_back({parameter.name, found->name_span, found->value});
            } else if (parameter.default_value) {
                arguments.push_back({parameter.name, parameter.span, *parameter.default_value});
            } else {
                sink_.report(diag::policy_argument_missing, assignment_.span, parameter.name);
            }
        }
        for (const Member& member : given) {
            const auto is_declared = [&](const Parameter& p) {
                return equal_ignoring_case(p.name, member.name);
            };
            if (std::ranges::none_of(initiative.parameters, is_declared))
                sink_.report(diag::unknown_policy_argument, member.name_span, member.name);
        }
    }

    Object arguments_of(const Initiative& initiative, const InitiativeMember& member,
                        const PreparedParts& parts) {
        Object result;
        for (const Argument& argument : member.arguments) {
            const Operand& operand = initiative.arguments[argument.value];
            result.push_back({argument.name, argument.span, computed(operand, parts, argument.name)});
        }
        return result;
    }

    Value computed(const Operand& operand, const PreparedParts& parts, std::string_view name) {
        if (operand.is_literal()) return operand.value;
        DiagnosticSink failures;
        Session session{failures};
        Questions met;
        PolicyNames names{parts, options_, met, nullptr};
        Evaluator evaluator{session, names, no_deployment()};
        Value value = operand.expression ? evaluator.evaluate(*operand.expression, operand.expression->root)
                                         : evaluator.evaluate(operand.value);
        if (!failures.all().empty()) {
            sink_.report(diag::policy_argument_value, operand.value.span, name,
                         fmt::format("cannot be computed: {}", failures.all().front().message));
        }
        return value;
    }

    void add(const Definition& definition, const InitiativeMember* member, const Object& arguments) {
        Policy policy{definition, arguments, aliases_, options_, sink_};
        const std::string reference = member == nullptr ? std::string{} : member->reference_id.value;
        if (const Override* change = override_of(reference)) policy = policy.with_effect(change->value.value);
        result_.policies.push_back({std::move(policy), member, reference, message_for(reference),
                                    policy_object(definition, reference)});
    }

    /// Overrides that hang on where a resource is cannot be settled here: see `assess`.
    const Override* override_of(std::string_view reference) const {
        const Override* chosen = nullptr;
        for (const Override& one : assignment_.overrides) {
            if (one.kind != Override::Kind::PolicyEffect || is_local(one) || !selects(one, reference))
                continue;
            if (chosen == nullptr || options_.override_order == OverrideOrder::LastWins) chosen = &one;
        }
        return chosen;
    }

    static bool is_local(const Override& one) {
        return std::ranges::any_of(one.selectors, [](const Selector& s) {
            return s.kind != Selector::Kind::PolicyDefinitionReferenceId;
        });
    }

    static bool selects(const Override& one, std::string_view reference) {
        return std::ranges::all_of(one.selectors, [&](const Selector& selector) {
            const bool is_listed = std::ranges::any_of(selector.values, [&](const std::string& value) {
                return equal_ignoring_case(value, reference);
            });
            return selector.kind != Selector::Kind::PolicyDefinitionReferenceId ||
                   is_listed != selector.excludes;
        });
    }

    std::string message_for(std::string_view reference) const {
        std::string general;
        for (const NonComplianceMessage& message : assignment_.messages) {
            if (message.reference_id.value.empty()) {
                general = message.message.value;
            } else if (equal_ignoring_case(message.reference_id.value, reference)) {
                return message.message.value;
            }
        }
        return general;
    }

    Value policy_object(const Definition& definition, std::string_view reference) const {
        Object members{{"assignmentId", {}, text_value(assignment_.id.value)},
                       {"definitionId", {}, text_value(definition.id.value)}};
        if (result_.initiative != nullptr) {
            members.push_back({"setDefinitionId", {}, text_value(result_.initiative->id.value)});
            members.push_back({"definitionReferenceId", {}, text_value(reference)});
        }
        return Value{std::move(members)};
    }

    const Assignment& assignment_;
    const Documents& documents_;
    const AliasIndex& aliases_;
    const Options& options_;
    DiagnosticSink& sink_;
    Assigned result_;
};

} // namespace

Assigned bind(const Assignment& assignment, const Documents& documents, const AliasIndex& aliases,
              const Options& options, DiagnosticSink& sink) {
    return Assigner{assignment, documents, aliases, options, sink}.bind();
}

} // namespace iotsec::azure::policy
