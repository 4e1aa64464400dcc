// The walk over the resources of a template; `expand()` is its entry.
#pragma once

#include "azure/expression/evaluator.hpp"
#include "azure/template/names.hpp"
#include "azure/template/scope.hpp"
#include "azure/template/template.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace iotsec::azure {

/// Where a template is deployed to, by its `$schema`.
[[nodiscard]] ScopeKind template_scope(const Value& root);

/// Reports parameters of the file that the template does not have.
void report_undeclared(const Value& parameter_file, TemplateScope& scope);

class Expander {
  public:
    Expander(Session& session, ExpandedTemplate& result) : session_{session}, result_{result} {}

    void expand_template(TemplateScope& scope);

  private:
    /// Full type and name of the resource that others are written inside of.
    struct Parent {
        std::string type;
        Value name;
    };
    /// What holds where a resource is written.
    struct Place {
        TemplateScope& scope;
        Evaluator& evaluator;
        Deployment target; ///< where resources go; differs from the evaluator's in
                           ///< outer scope
        Value condition;   ///< of all that is around it: null or unknown
        const Parent* parent = nullptr;
    };

    void expand_resources(const Value& resources, Place& place);
    void expand_loop(const Value& raw, const Member* symbol, Place& place);
    void expand_unknown_loop(const Value& raw, const Member* symbol, const Unknown& count,
                             const std::string& loop, Place& place);
    void expand_resource(const Value& raw, const Member* symbol, Place& place);
    void add_resource(const Value& raw, const Member* symbol, const Parent& written, const Value& condition,
                      Place& place);
    void expand_deployment(const Value& raw, Place& place);

    /// Nothing where the resource is surely not deployed.
    std::optional<Value> condition_of(const Value& raw, Place& place);
    Parent full_name(const Value& raw, const Value& type, Place& place);
    Value body_of(const Value& raw, Place& place);
    bool is_full(Span where);
    Value wrong_part(const Value& found, std::string_view wanted, std::string_view what);

    Session& session_;
    ExpandedTemplate& result_;
};

} // namespace iotsec::azure
