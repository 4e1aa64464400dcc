#include "verifier/tests/test_evidence.hpp"

#include "verifier/view.hpp"

#include <algorithm>

namespace iotsec::verifier {

namespace {

View view_of(const ir::Program& program, const ir::TestCase& test, const std::string& type) {
    const ir::TypeFacts* facts = program.type(type);
    if (facts != nullptr && facts->type_class == catalog::TypeClass::DataPlane) return View::Registry;
    return test.request_view ? View::Request : View::Stored;
}

Resource resource(const ir::Program& program, const ir::TestCase& test, const ir::GivenResource& given) {
    Resource result;
    result.type = given.type;
    result.name = given.full_name;
    result.id = given.id;
    result.body = given.body;
    result.api_version = given.api_version;
    result.view = view_of(program, test, given.type);
    result.subscription = given.subscription;
    result.resource_group = given.resource_group;
    result.span = given.span;
    result.name_span = given.span;
    const auto owner = std::ranges::find(test.givens, given.of, &ir::GivenResource::name);
    if (!given.of.empty() && owner != test.givens.end()) {
        result.parent = static_cast<std::size_t>(owner - test.givens.begin());
        result.scope = owner->id;
    }
    return result;
}

} // namespace

Evidence test_evidence(const ir::Program& program, const ir::TestCase& test) {
    Evidence evidence;
    const Views views{program};
    evidence.closed = true;
    evidence.incomplete_types = test.incomplete;
    for (const ir::GivenResource& given : test.givens) {
        evidence.resources.push_back(resource(program, test, given));
        // The inventory is complete, and yet a request does not carry what the service fills in.
        views.apply(evidence.resources.back(), evidence.resources.size() - 1, ServiceFilled::Unknown);
    }
    return evidence;
}

} // namespace iotsec::verifier
