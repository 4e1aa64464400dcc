#include "azure/policy/lint/lint.hpp"

#include "azure/policy/lint/checks.hpp"

namespace iotsec::azure::policy::lint {

void check(const Definition& definition, const Knowledge& knowledge, DiagnosticSink& sink) {
    const Context context{definition, knowledge, sink};
    check_definition(context);
    check_parameters(context);
    check_effect(context);
    check_shape(context);
    check_operators(context);
    check_fields(context);
    check_expressions(context);
}

} // namespace iotsec::azure::policy::lint
