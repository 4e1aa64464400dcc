// The nested template of a `remedy deploy`. Everything dynamic is a parameter of the template, whose value is
// a policy expression: no expression crosses the border between the two languages.
#pragma once

#include "emitters/azure_policy/draft.hpp"

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace iotsec::emitters::azure_policy {

class TemplateBuilder {
  public:
    TemplateBuilder(const Context& context, const ir::Deploy& deploy);

    /// `deployment.properties`; null where a value has no Azure form, and then `problem` says why.
    [[nodiscard]] Json deployment_properties();
    [[nodiscard]] std::string problem() const;
    [[nodiscard]] const std::set<ir::ParamId>& parameters() const { return lowering_.parameters(); }

  private:
    /// A value that is known when the policy is evaluated: its expression, and a parameter of the template.
    struct Dynamic {
        std::string name, type, expression;
    };
    [[nodiscard]] Json resource(const ir::ObjectOf& body);
    [[nodiscard]] Json value(ir::ExprId id, std::string_view key);
    [[nodiscard]] Json object(const ir::ObjectOf& body);
    [[nodiscard]] Json resource_name(ir::ExprId id);
    [[nodiscard]] Json scope();
    [[nodiscard]] std::optional<Dynamic> dynamic(ir::ExprId id, std::string_view key);
    [[nodiscard]] std::string expression_of(ir::ExprId id);
    /// The name of the template's parameter for a dynamic value; one for each expression.
    [[nodiscard]] std::string parameter_for(const Dynamic& wanted);
    [[nodiscard]] std::string subject_parameter(std::string_view field, std::string_view suffix);

    const Context& context_;
    const ir::Deploy& deploy_;
    Lowering lowering_;
    std::map<std::string, std::string> name_of_; // by expression
    std::shared_ptr<Json> declared_;
    std::shared_ptr<Json> values_;
};

} // namespace iotsec::emitters::azure_policy
