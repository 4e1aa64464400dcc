#include "verifier/evaluate/remedy.hpp"

#include "base/text.hpp"
#include "verifier/evaluate/evaluator.hpp"

#include <algorithm>
#include <string>

namespace iotsec::verifier {

namespace {

/// A place in a body, its owners made where they are missing.
void write(Value& body, const PathPlan& path, Value value) {
    Value* at = &body;
    for (std::size_t i = 0; i + 1 < path.steps.size(); ++i) {
        Value* next = at->find(path.steps[i].name);
        const bool is_object = next != nullptr && next->as_object() != nullptr;
        at = is_object ? next : &at->set(path.steps[i].name, Value{Object{}});
    }
    if (!path.steps.empty()) at->set(path.steps.back().name, std::move(value));
}

class Remedies {
  public:
    Remedies(const ir::Program& program, const Evidence& evidence, const Options& options)
        : plan_{program}, population_{evidence, plan_},
          evaluator_{plan_, population_, options, ignored_}, result_{evidence} {}

    Evidence apply(const ir::Requirement& requirement, std::size_t subject) && {
        evaluator_.start(requirement, &population_[subject]);
        for (const ir::Remedy& remedy : requirement.remedies) {
            if (remedy.presupposes && evaluator_.truth(*remedy.presupposes) != Truth::True) continue;
            for (const ir::Set& set : remedy.sets)
                write(result_.resources[subject].body, plan_.path(set.path), evaluator_.body(set.value));
            if (remedy.deploy) deploy(*remedy.deploy, subject);
        }
        return std::move(result_);
    }

  private:
    void deploy(const ir::Deploy& deploy, std::size_t subject) {
        const Resource& owner = result_.resources[subject];
        Resource resource;
        resource.type = deploy.type;
        resource.body = evaluator_.body(deploy.body);
        resource.api_version = deploy.api_version;
        resource.view = owner.view;
        resource.span = owner.span;
        resource.name_span = owner.name_span;
        resource.subscription = std::string{scope(owner).subscription};
        resource.resource_group = std::string{scope(owner).resource_group};
        const Value* name = resource.body.find("name");
        if (name != nullptr) resource.name = *name;
        if (deploy.relation == ir::RelatedBy::Of) {
            resource.parent = subject;
            resource.scope = owner.id;
        } else {
            resource.id = id_in_group(resource);
        }
        put(std::move(resource));
    }

    static Value id_in_group(const Resource& resource) {
        const std::string* name = resource.name.as_string();
        if (name == nullptr) return {};
        return Value{"/subscriptions/" + resource.subscription + "/resourceGroups/" +
                     resource.resource_group + "/providers/" + resource.type + "/" + *name};
    }

    /// A deployment replaces what has the same name in the same place.
    void put(Resource resource) {
        const auto same = std::ranges::find_if(result_.resources, [&](const Resource& other) {
            const std::string* a = other.name.as_string();
            const std::string* b = resource.name.as_string();
            return equal_ignoring_case(other.type, resource.type) && other.parent == resource.parent &&
                   a != nullptr && b != nullptr && equal_ignoring_case(*a, *b);
        });
        if (same != result_.resources.end() && same->id.as_string() != nullptr) resource.id = same->id;
        if (same != result_.resources.end())
            *same = std::move(resource);
        else
            result_.resources.push_back(std::move(resource));
    }

    Plan plan_;
    Population population_;
    DiagnosticSink ignored_; // what is malformed was reported when the evidence was judged
    Evaluator evaluator_;
    Evidence result_;
};

} // namespace

Evidence remedied(const ir::Program& program, const Evidence& evidence, const Options& options,
                  std::uint32_t requirement, std::size_t subject) {
    return Remedies{program, evidence, options}.apply(program.requirements[requirement], subject);
}

} // namespace iotsec::verifier
