#include "verifier/agreement/generator.hpp"

#include "verifier/agreement/aim.hpp"
#include "verifier/agreement/world.hpp"

#include <algorithm>
#include <iterator>
#include <tuple>
#include <utility>

namespace iotsec::verifier::agreement {

namespace {

constexpr std::size_t most_settings = 12;

/// What the samples are meant to be, in percent: the rest is left to chance.
Aim drawn_aim(Random& random, bool has_condition) {
    const std::size_t roll = random.below(100);
    if (roll < 32) return Aim::Violation;
    if (roll < 74) return Aim::Compliant;
    return has_condition && roll < 80 ? Aim::NotApplicable : Aim::Free;
}

/// Goes on from `at` to a member that is there, or to one that could be.
std::pair<Value*, const Shape*> next_place(Value& at, const Shape& shape, Random& random) {
    auto member = shape.members.begin();
    std::advance(member, random.below(shape.members.size()));
    Value* value = at.find(member->name);
    return {value != nullptr ? value : &at.set(member->name, {}), &*member};
}

} // namespace

Generator::Generator(const Plan& plan, const ir::Requirement& requirement)
    : Generator{plan, requirement, agreement::reads(plan, requirement)} {}

Generator::Generator(const Plan& plan, const ir::Requirement& requirement, Reads reads)
    : plan_{plan}, requirement_{requirement}, reads_{std::move(reads)} {
    add_settings();
}

Sample Generator::sample(std::uint64_t seed, std::size_t number) const {
    Random random{seed_for(seed, requirement_.meta.id) + number * 0x2545f4914f6cdd1dULL};
    Sample result = sample(random);
    std::ranges::for_each(result.evidence.resources, add_envelope);
    return result;
}

Sample Generator::malformed(std::uint64_t seed, std::size_t number) const {
    Random random{seed_for(seed, requirement_.meta.id + " malformed") + number * 0x2545f4914f6cdd1dULL};
    Sample result = sample(random);
    result.typing = Typing::Malformed;
    Draw draw{random};
    Resource& resource = result.evidence.resources[random.below(result.evidence.resources.size())];
    if (const Shape* shape = reads_.shape(resource.type))
        disturb(resource.body, *shape, draw, random, Typing::Malformed);
    std::ranges::for_each(result.evidence.resources, add_envelope);
    return result;
}

Sample Generator::sample(Random& random) const {
    Sample result;
    result.as_of = sample_time;
    result.evidence.closed = true;
    result.aim = drawn_aim(random, requirement_.when.has_value());
    result.setting = random.chance(40) ? 0 : random.below(settings_.size());
    Draw draw{random};
    World world{plan_.program(), random};
    result.evidence.resources.push_back(subject(random, draw, world));
    draw.ids = World::ids(result.evidence.resources.front());

    Marksman marksman{plan_, reads_, settings_[result.setting], random, draw, world, result};
    for (const auto& [type, relations] : reads_.related) {
        for (const ir::RelatedBy relation : relations) {
            for (std::size_t left = random.below(3); left > 0; --left)
                marksman.add_related(type, relation,
                                     random.chance(50) ? Kinship::Related : Kinship::NearlyRelated);
        }
    }
    marksman.aim(requirement_, result.aim);
    if (random.chance(30)) {
        Resource& resource = result.evidence.resources[random.below(result.evidence.resources.size())];
        if (const Shape* shape = reads_.shape(resource.type))
            disturb(resource.body, *shape, draw, random, Typing::WellTyped);
    }
    leave_out(random, result);
    return result;
}

/// Every value of every parameter occurs, and with more than one value of the others.
void Generator::add_settings() {
    std::size_t most = 1;
    for (const ParamChoices& choices : reads_.params)
        most = std::max(most, choices.values.size());
    const std::size_t count = reads_.params.size() > 1 ? most * 2 : most;
    for (std::size_t i = 0; i < std::min<std::size_t>(count, most_settings); ++i) {
        Setting setting;
        std::size_t turn = i;
        for (const ParamChoices& choices : reads_.params) {
            if (choices.values.empty()) continue;
            const ir::Parameter& parameter = plan_.program().params[choices.param.index];
            const Value& value = choices.values[turn % choices.values.size()];
            setting[parameter.module + "." + parameter.name] = value;
            turn += i / choices.values.size() + (i == 0 ? 0 : 1);
        }
        settings_.push_back(std::move(setting));
    }
}

Resource Generator::subject(Random& random, Draw& draw, World& world) const {
    std::string name = "hub-1";
    if (!reads_.names.empty() && random.chance(80)) {
        const std::string* wanted = random.one_of(reads_.names).as_string();
        // Names have no slashes and are not empty.
        if (wanted != nullptr && !wanted->empty() && wanted->find('/') == std::string::npos) name = *wanted;
    }
    Resource result = world.subject(requirement_.type, name);
    draw.ids = World::ids(result);
    if (const Shape* shape = reads_.shape(requirement_.type)) result.body = draw.object(*shape);
    // Responses are in the newest version, as Azure's scans see them; requests in any.
    const ir::TypeFacts* facts = plan_.program().type(requirement_.type);
    const bool is_request = reads_.reads_requests || (!reads_.reads_responses && random.chance(50));
    if (is_request && facts != nullptr && !facts->api_versions.empty()) {
        result.view = View::Request;
        result.api_version = random.one_of(facts->api_versions);
    }
    return result;
}

/// Evidence that does not hold everything of a related type.
void Generator::leave_out(Random& random, Sample& sample) const {
    if (reads_.related.empty() || !random.chance(8)) return;
    auto type = reads_.related.begin();
    std::advance(type, random.below(reads_.related.size()));
    sample.evidence.incomplete_types.push_back(type->first);
}

void disturb(Value& body, const Shape& shape, Draw& draw, Random& random, Typing typing) {
    Value* at = &body;
    const Shape* here = &shape;
    bool is_item = true; // the body itself is an object, whatever its shape
    for (int depth = 0; depth < 16; ++depth) {
        auto* list = here->is_list && !is_item ? std::get_if<List>(&at->data) : nullptr;
        if (list != nullptr && !list->empty() && random.chance(80)) {
            at = &(*list)[random.below(list->size())];
            is_item = true;
            continue;
        }
        const bool is_open = !here->is_list || is_item;
        const bool can_go_on = is_open && !here->members.empty() && at->as_object() != nullptr;
        if (!can_go_on || (depth > 0 && here->property != nullptr && random.chance(20))) break;
        std::tie(at, here) = next_place(*at, *here, random);
        is_item = false;
    }
    if (at == &body) return;
    if (typing == Typing::Malformed)
        *at = draw.malformed(*here);
    else
        *at = is_item && here->is_list ? draw.item(*here) : draw.any(*here);
}

} // namespace iotsec::verifier::agreement
