#include "cli/driver/policy_evidence.hpp"

#include "azure/expression/unknown.hpp"
#include "azure/template/template.hpp"
#include "base/json/reader.hpp"
#include "base/text.hpp"
#include "verifier/inputs/evidence_kind.hpp"
#include "verifier/inputs/exported_resources.hpp"
#include "verifier/inputs/what_if.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace iotsec::cli {

namespace {

using azure::policy::Request;
using azure::policy::Resource;

/// Where a template is thought to be deployed if nobody tells.
constexpr std::string_view some_subscription = "00000000-0000-0000-0000-000000000000";
constexpr std::string_view some_group = "resource-group-that-is-not-told";

/// A fact that only an option tells.
Value not_told(std::string_view what, std::string_view option) {
    return azure::known_after_deployment(fmt::format("{} is not told (`{}`)", what, option),
                                         azure::Identity{"not told"}.add(option));
}

void set_if_missing(Value& body, std::string_view name, Value value) {
    const Value* found = body.find(name);
    if (found == nullptr || found->is_null()) body.set(name, std::move(value));
}

} // namespace

PolicyEvidence::PolicyEvidence(Completeness completeness, azure::DeploymentFacts facts, azure::Limits limits)
    : completeness_{completeness}, facts_{std::move(facts)}, limits_{limits} {
    if (facts_.subscription_id.empty()) facts_.subscription_id = some_subscription;
    if (facts_.resource_group.empty()) facts_.resource_group = some_group;
}

const Resource& PolicyEvidence::add(Value body, std::string_view api_version) {
    const Resource& added = inventory_.add(bodies_.emplace_back(std::move(body)), api_version);
    if (ends_with_ignoring_case(added.type(), "/resourceGroups"))
        groups_[to_lower(added.id())] = &added.body();
    return added;
}

void PolicyEvidence::add_template(const Value& root, const Value* parameters, Session& session) {
    for (azure::TemplateResource& resource :
         azure::expand(root, {.facts = facts_, .parameters = parameters, .limits = limits_}, session.sink)
             .resources) {
        if (resource.existing) continue;
        Value body = std::move(resource.body);
        body.span = resource.span;
        body.set("type", text_value(resource.type));
        body.set("name", resource.name);
        set_if_missing(body, "id", resource.id);
        add(std::move(body), resource.api_version);
    }
}

void PolicyEvidence::add_export(verifier::Exported exported) {
    if (!exported.is_whole) completeness_ = Completeness::Open;
    for (Value& body : exported.bodies)
        add(std::move(body));
}

void PolicyEvidence::add_what_if(const Value& root, Session& session) {
    for (verifier::Resource& resource : verifier::what_if_evidence(root, session.sink).after.resources) {
        if (!resource.existing && resource.body.as_object() != nullptr)
            add(std::move(resource.body), resource.api_version);
    }
}

void PolicyEvidence::add_file(const SourceFile& file, const Value* parameters, Session& session) {
    auto read = read_json(file, evidence_json);
    if (!read) {
        session.sink.add(read.error());
        return;
    }
    Value root = std::move(read).value();
    const verifier::EvidenceKind kind = verifier::recognise(root);
    switch (kind) {
    case verifier::EvidenceKind::Template:
        return add_template(root, parameters, session);
    case verifier::EvidenceKind::HubState:
        return add_template(*root.find("arm"), parameters, session);
    case verifier::EvidenceKind::WhatIf:
        return add_what_if(root, session);
    case verifier::EvidenceKind::Resources:
        return add_export(verifier::exported_resources(std::move(root), session.sink));
    default:
        session.sink.add(verifier::not_evidence(root, kind));
    }
}

Request PolicyEvidence::request(const Resource& resource, const std::string& now) const {
    Request request;
    if (!now.empty()) request.utc_now = now;
    const std::string subscription{segment_behind(resource.id(), "subscriptions")};
    if (subscription.empty()) return request;
    const std::string base = "/subscriptions/" + subscription;
    request.subscription =
        subscription == some_subscription
            ? not_told("the subscription", "--subscription")
            : Value{Object{{"id", {}, text_value(base)}, {"subscriptionId", {}, text_value(subscription)}}};
    const std::string group{segment_behind(resource.id(), "resourceGroups")};
    if (group.empty()) return request;
    if (group == some_group) {
        request.resource_group = not_told("the resource group", "--resource-group");
        return request;
    }
    const std::string id = base + "/resourceGroups/" + group;
    request.resource_group = Value{Object{{"id", {}, text_value(id)}, {"name", {}, text_value(group)}}};
    const auto known = groups_.find(to_lower(id));
    if (known != groups_.end()) request.resource_group = *known->second;
    return request;
}

azure::policy::RelatedAnswer PolicyEvidence::find(const azure::policy::RelatedQuery& query) const {
    azure::policy::RelatedAnswer answer = inventory_.find(query);
    const bool is_never_exported =
        std::ranges::any_of(azure::policy::types_never_listed(),
                            [&](std::string_view t) { return equal_ignoring_case(t, query.type); });
    answer.is_known =
        completeness_ == Completeness::Complete && (!is_never_exported || !answer.resources.empty());
    return answer;
}

} // namespace iotsec::cli
