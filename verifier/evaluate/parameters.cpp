#include "verifier/evaluate/parameters.hpp"

#include "verifier/evaluate/evaluator.hpp"

#include <fmt/format.h>

namespace iotsec::verifier {

namespace {

Value without_value(const ir::Parameter& parameter) {
    Unknown unknown{.cause = Cause::ParameterWithoutValue,
                    .reason = fmt::format("parameter {} has no value", parameter.name),
                    .identity =
                        derived_identity(1, fmt::format("param {}.{}", parameter.module, parameter.name)),
                    .domain = parameter.allowed,
                    .may_be_absent = false,
                    .pieces = {}};
    if (parameter.type == ir::ParamType::Bool && !parameter.list) {
        unknown.domain = {Value{true}, Value{false}};
    }
    if (parameter.list) unknown.domain.clear(); // the allowed values are those of its items
    return make_unknown(std::move(unknown), parameter.span);
}

Value value_of(const ir::Parameter& parameter, const std::map<std::string, Value>& given) {
    for (const std::string& name : {parameter.module + "." + parameter.name, parameter.name}) {
        const auto found = given.find(name);
        if (found != given.end() && !found->second.is_null()) return found->second;
    }
    return parameter.default_value ? *parameter.default_value : without_value(parameter);
}

} // namespace

std::vector<Value> parameter_values(const ir::Program& program, const std::map<std::string, Value>& given) {
    std::vector<Value> values;
    values.reserve(program.params.size());
    for (const ir::Parameter& parameter : program.params)
        values.push_back(value_of(parameter, given));
    return values;
}

} // namespace iotsec::verifier
