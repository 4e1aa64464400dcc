// `reference()`, `list…()` and their kin in a prediction.
#include "azure/expression/function.hpp"
#include "azure/expression/residual.hpp"
#include "azure/expression/unknown.hpp"
#include "azure/template/predict/level.hpp"
#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace iotsec::azure {

namespace {

bool is_full(std::span<const Value> arguments, std::size_t at) {
    return arguments.size() > at && arguments[at].as_string() != nullptr &&
           equal_ignoring_case(*arguments[at].as_string(), "full");
}

/// `reference(id, version, …)` of a resource of the template.
Value reference_of(const Call& call, std::vector<Value> arguments, const KnownResource* known) {
    const std::string text = call_text(call.name, arguments);
    const bool same_version =
        call.size() < 2 || known == nullptr || equal(call.args[1], known->version) == true;
    if (known == nullptr || !known->properties || !same_version) return make_residual(text);
    if (known->is_deployment) return make_reference(text, *known->properties, true);
    if (!is_full(call.args, 2)) return make_reference(text, *known->properties, false);
    return make_reference(text, Value{Object{{"Properties", {}, *known->properties}}}, false);
}

} // namespace

std::optional<Value> Level::at_runtime(Call& call) {
    const std::string name = to_lower(call.name);
    const bool is_reference = name == "reference", is_list = is_runtime_list(name);
    if (name == "references" || name == "resourceinfo") {
        if (scope_.root().find("languageVersion") == nullptr) {
            return call.fail("it takes a template of `languageVersion` 2.0");
        }
    } else if (!is_reference && !is_list) {
        return std::nullopt;
    }
    if (name == "resourceinfo") {
        const auto found = call.args[0].as_string() ? referenced(call.text(0)) : std::nullopt;
        if (!found) return call.fail("there is no such resource");
        Node& node = nodes_[*found];
        if (node.id.is_null()) {
            node.target = scope_.deployment();
            set_id(node);
        }
        return Value{Object{{"name", {}, node.name},
                            {"type", {}, Value{node.type}},
                            {"id", {}, node.id},
                            {"apiVersion", {}, node.version}}};
    }
    if (mode_ == References::Refused || run_.session.reference_arguments > 0) {
        return call.fail("it is known during the deployment only, and not allowed here");
    }
    if (mode_ == References::Kept || call.size() == 0) return std::nullopt;
    if (name == "references") return whole_loop(call);
    const std::string* text = call.args[0].as_string();
    if (text == nullptr) return std::nullopt;
    if (mode_ == References::ById && !text->starts_with('/')) return std::nullopt;
    std::vector<Value> arguments{call.args.begin(), call.args.end()};
    const auto found = referenced(*text);
    if (!found) {
        const auto known = text->starts_with('/') ? run_.known.find(to_lower(*text)) : run_.known.end();
        if (known != run_.known.end()) {
            if (arguments.size() == 1) arguments.push_back(known->second.version);
            return is_list ? make_residual(call_text(call.name, arguments))
                           : reference_of(call, std::move(arguments), &known->second);
        }
        const bool is_relative =
            !is_symbolic_ && text->find('/') != std::string::npos && !text->starts_with('/');
        if (!is_relative) return std::nullopt;
        const std::vector<Value> parts{scope_id(scope_.deployment()), Value{"/providers/" + *text}};
        arguments[0] = joined_text(parts);
        return make_residual(call_text(call.name, arguments));
    }
    if (mode_ == References::Recorded) {
        recorded_.push_back(*found);
        return make_residual(call_text(call.name, arguments));
    }
    const Node& node = nodes_[*found];
    if (node.is_extension) {
        const std::string as_given = call_text(call.name, arguments);
        return node.known ? make_reference(as_given, *node.known, false) : make_residual(as_given);
    }
    if (!text->starts_with('/')) arguments[0] = node.id;
    if (arguments.size() == 1) arguments.push_back(node.version);
    if (is_list) return make_residual(call_text(call.name, arguments));
    const std::string* id = node.id.as_string();
    const auto known =
        id == nullptr || node.state != Node::State::Done ? run_.known.end() : run_.known.find(to_lower(*id));
    return reference_of(call, std::move(arguments), known == run_.known.end() ? nullptr : &known->second);
}

/// `references('loop')`: those of all its rounds.
Value Level::whole_loop(const Call& call) {
    const std::string* text = call.args[0].as_string();
    const auto found = text == nullptr ? by_key_.end() : by_key_.find("symbol " + *text);
    const bool is_loop = found != by_key_.end() && !nodes_[found->second.front()].loop.empty();
    if (!is_loop) return make_residual(call_text(call.name, call.args));
    List all;
    for (const std::size_t at : found->second) {
        const Node& node = nodes_[at];
        if (node.is_off) continue;
        if (mode_ == References::Recorded) recorded_.push_back(at);
        std::vector<Value> arguments{node.id, node.version};
        const bool wants_full = is_full(call.args, 1);
        if (wants_full) arguments.emplace_back(*call.args[1].as_string());
        const std::string expression = call_text("reference", arguments);
        const std::string* id = node.id.as_string();
        const auto known = id == nullptr ? run_.known.end() : run_.known.find(to_lower(*id));
        if (known == run_.known.end() || !known->second.properties) {
            all.push_back(make_residual(expression));
            continue;
        }
        Value value = *known->second.properties;
        all.push_back(
            wants_full && !known->second.is_deployment
                ? make_reference(expression, Value{Object{{"Properties", {}, std::move(value)}}}, false)
                : make_reference(expression, std::move(value), known->second.is_deployment));
    }
    return Value{std::move(all)};
}

} // namespace iotsec::azure
