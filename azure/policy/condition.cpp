#include "azure/policy/condition.hpp"

#include "base/overloaded.hpp"

namespace iotsec::azure::policy {

const Test* test_of(const Condition& condition) {
    return std::visit(overloaded{
                          [](const Invalid&) -> const Test* { return nullptr; },
                          [](const AllOf&) -> const Test* { return nullptr; },
                          [](const AnyOf&) -> const Test* { return nullptr; },
                          [](const Not&) -> const Test* { return nullptr; },
                          [](const FieldCondition& field) { return &field.test; },
                          [](const ValueCondition& value) { return &value.test; },
                          [](const FieldCount& count) { return &count.test; },
                          [](const ValueCount& count) { return &count.test; },
                      },
                      condition.kind);
}

} // namespace iotsec::azure::policy
