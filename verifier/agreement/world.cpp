#include "verifier/agreement/world.hpp"

#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

namespace iotsec::verifier::agreement {

namespace {

constexpr std::string_view here = "11111111-1111-1111-1111-111111111111";
constexpr std::string_view elsewhere = "22222222-2222-2222-2222-222222222222";
constexpr std::string_view group = "plant-rg";
constexpr std::string_view other_group = "lab-rg";

/// `Microsoft.Devices/IotHubs/certificates` with `hub/cert` as `…/IotHubs/hub/certificates/cert`.
std::string id_path(std::string_view type, std::string_view full_name) {
    const auto types = split(type, '/');
    const auto names = split(full_name, '/');
    std::string path = "/providers/" + std::string{types.front()};
    for (std::size_t i = 1; i < types.size(); ++i) {
        path += fmt::format("/{}/{}", types[i], i <= names.size() ? names[i - 1] : "default");
    }
    return path;
}

std::string id_text(const Resource& resource) {
    const std::string* text = resource.id.as_string();
    return text == nullptr ? std::string{} : *text;
}

std::string scope_id(const Resource& resource) {
    return fmt::format("/subscriptions/{}/resourceGroups/{}", resource.subscription, resource.resource_group);
}

} // namespace

std::string id_in_group(std::string_view type, std::string_view full_name) {
    return fmt::format("/subscriptions/{}/resourceGroups/{}{}", here, group, id_path(type, full_name));
}

void add_envelope(Resource& resource) {
    const std::string* name = resource.name.as_string();
    if (name != nullptr) resource.body.set("name", text_value(last_segment(*name)));
    resource.body.set("type", Value{resource.type});
    resource.body.set("id", resource.id);
}

bool World::is_extension(std::string_view type) const {
    const ir::TypeFacts* facts = program_.type(type);
    return facts != nullptr && facts->type_class == catalog::TypeClass::Extension;
}

std::string World::next_name() {
    return "other-" + std::to_string(++made_);
}

Resource World::placed(const std::string& type, const std::string& full_name, const std::string& subscription,
                       const std::string& resource_group) const {
    Resource result;
    result.type = type;
    result.name = Value{full_name};
    result.subscription = subscription;
    result.resource_group = resource_group;
    result.id = Value{scope_id(result) + id_path(type, full_name)};
    result.view = View::Stored;
    result.body = Value{Object{}};
    return result;
}

Resource World::attached(const std::string& type, const std::string& name, std::string target,
                         const Resource& like) const {
    Resource result = placed(type, name, like.subscription, like.resource_group);
    result.id = Value{target + id_path(type, name)};
    result.scope = Value{std::move(target)};
    return result;
}

Resource World::subject(const std::string& type, const std::string& name) {
    const auto depth = static_cast<std::size_t>(std::ranges::count(type, '/'));
    std::string full_name;
    for (std::size_t i = 1; i < depth; ++i)
        full_name += "hub-1/";
    Resource result = placed(type, full_name + name, std::string{here}, std::string{group});
    if (!is_extension(type)) return result;
    std::vector<std::string> targets{scope_id(result), "/subscriptions/" + std::string{here}};
    for (const ir::TypeFacts& facts : program_.types) {
        if (facts.type_class == catalog::TypeClass::Resource)
            targets.push_back(scope_id(result) + id_path(facts.name, "hub-1"));
    }
    return attached(type, name, random_.one_of(targets), result);
}

Resource World::below(const std::string& type, const Resource& subject, Kinship kinship) {
    Resource owner = subject;
    if (kinship == Kinship::NearlyRelated) {
        const std::string id = id_text(subject);
        const bool is_longer = random_.chance(50);
        owner.id = Value{is_longer ? id + "2" : id.substr(0, id.size() - 1)};
        if (is_extension(type) && random_.chance(40)) owner.id = Value{id + "/certificates/one"};
    }
    std::string owner_id = id_text(owner);
    if (random_.chance(10)) owner_id = to_lower(owner_id);
    if (is_extension(type)) return attached(type, next_name(), owner_id, subject);
    const std::string* owner_name = subject.name.as_string();
    const std::string name = next_name();
    Resource result = placed(type, (owner_name == nullptr ? "" : *owner_name + "/") + name,
                             subject.subscription, subject.resource_group);
    result.id = Value{fmt::format("{}/{}/{}", owner_id, split(type, '/').back(), name)};
    return result;
}

Resource World::other(const std::string& type, ir::RelatedBy relation, Kinship kinship,
                      const Resource& subject) {
    const bool is_related = kinship == Kinship::Related;
    switch (relation) {
    case ir::RelatedBy::Of:
        return below(type, subject, kinship);
    case ir::RelatedBy::ResourceGroup: {
        const bool is_in_group = is_related || random_.chance(50);
        return placed(type, next_name(), std::string{is_related || !is_in_group ? here : elsewhere},
                      std::string{is_in_group ? group : other_group});
    }
    case ir::RelatedBy::Subscription:
    case ir::RelatedBy::Evidence:
        return placed(type, next_name(), std::string{is_related ? here : elsewhere},
                      std::string{random_.chance(50) ? group : other_group});
    }
    std::abort();
}

std::vector<std::string> World::ids(const Resource& subject) {
    const std::string id = id_text(subject);
    return {id, id.substr(0, id.rfind('/')) + "/hub-2",
            fmt::format("/subscriptions/{}/resourceGroups/{}{}", elsewhere, group,
                        id_path(subject.type, "hub-1")),
            fmt::format("/subscriptions/{}", here)};
}

} // namespace iotsec::verifier::agreement
