// What a resource depends on, and what a text in `reference()` or `dependsOn` means.
#include "azure/expression/function.hpp"
#include "azure/expression/residual.hpp"
#include "azure/expression/unknown.hpp"
#include "azure/template/predict/level.hpp"
#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace iotsec::azure {

namespace {

/// Whether a text of `value` may call `reference` or `list…`.
bool may_refer(const Value& value) {
    if (const std::string* text = value.as_string()) {
        return text->starts_with('[') && (find_ignoring_case(*text, "reference") != std::string_view::npos ||
                                          find_ignoring_case(*text, "list") != std::string_view::npos);
    }
    if (const List* items = value.as_list()) return std::ranges::any_of(*items, may_refer);
    const Object* members = value.as_object();
    return members != nullptr && std::ranges::any_of(*members, [](const Member& m) {
               return may_refer(m.value) || m.name.starts_with('[');
           });
}

} // namespace

void Level::index_symbols() {
    for (std::size_t i = 0; is_symbolic_ && i < nodes_.size(); ++i) {
        const Node& node = nodes_[i];
        if (node.symbol.empty()) continue;
        by_key_["symbol " + node.symbol].push_back(i);
        if (!node.loop.empty()) by_key_[fmt::format("symbol {}[{}]", node.symbol, node.round)].push_back(i);
    }
}

void Level::index_nodes() {
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
        const Node& node = nodes_[i];
        if (const std::string* id = node.id.as_string()) by_key_["id " + to_lower(*id)].push_back(i);
        if (is_symbolic_) continue;
        if (const std::string* name = node.name.as_string()) {
            by_key_["name " + to_lower(last_segment(*name))].push_back(i);
            by_key_["full " + to_lower(node.type + "/" + *name)].push_back(i);
        }
        if (!node.loop.empty()) by_key_["loop " + to_lower(node.loop)].push_back(i);
    }
}

std::vector<std::size_t> Level::matches(const Value& entry) const {
    const std::string* text = entry.as_string();
    if (text == nullptr) return {};
    const auto under = [&](const std::string& key) {
        const auto found = by_key_.find(key);
        return found == by_key_.end() ? std::vector<std::size_t>{} : found->second;
    };
    if (text->starts_with('/')) return under("id " + to_lower(*text));
    if (is_symbolic_) {
        auto found = under("symbol " + *text);
        const bool is_item = text->ends_with(']');
        if (!is_item || !found.empty()) return found;
        return {};
    }
    if (text->find('/') != std::string::npos) {
        const std::string* base = scope_id(scope_.deployment()).as_string() == nullptr ? nullptr : text;
        if (base != nullptr) {
            const std::string id = *scope_id(scope_.deployment()).as_string() + "/providers/" + *text;
            if (auto found = under("id " + to_lower(id)); !found.empty()) return found;
        }
        return under("full " + to_lower(*text));
    }
    auto found = under("name " + to_lower(*text));
    const auto loop = under("loop " + to_lower(*text));
    found.insert(found.end(), loop.begin(), loop.end());
    return found;
}

/// The one resource that a text in `reference()` means.
std::optional<std::size_t> Level::referenced(const std::string& text) const {
    if (is_symbolic_ && !text.starts_with('/')) {
        const auto found = by_key_.find("symbol " + text);
        const bool is_one = found != by_key_.end() && found->second.size() == 1;
        if (!is_one) return std::nullopt;
        const Node& node = nodes_[found->second.front()];
        const bool is_whole_loop = !node.loop.empty() && !node.parent && !text.ends_with(']');
        return is_whole_loop ? std::nullopt : std::optional{found->second.front()};
    }
    std::vector<std::size_t> found;
    if (text.find('/') != std::string::npos) {
        found = matches(Value{text});
    } else if (const auto named = by_key_.find("name " + to_lower(text)); named != by_key_.end()) {
        found = named->second;
    }
    std::erase_if(found, [&](std::size_t i) { return nodes_[i].is_off; });
    return found.size() == 1 ? std::optional{found.front()} : std::nullopt;
}

std::vector<std::size_t> Level::implied(std::size_t at) {
    const Value* properties = nodes_[at].raw->find("properties");
    if (properties == nullptr || nodes_[at].is_off || !may_refer(*properties)) return {};
    recorded_.clear();
    current_ = at;
    (void)properties_of(nodes_[at]);
    current_.reset();
    return recorded_;
}

void Level::visit(std::size_t at) {
    if (nodes_[at].state != Node::State::New || stopped()) return;
    const DepthGuard guard{run_.session};
    if (guard.too_deep()) {
        refuse(nodes_[at].raw->span, "dependencies form too long a chain");
        return;
    }
    nodes_[at].state = Node::State::Busy;
    mode_ = References::Recorded;
    for (const std::size_t other : implied(at))
        visit(other);
    for (const Value& entry : nodes_[at].depends_on) {
        for (const std::size_t other : matches(entry)) {
            if (nodes_[other].state == Node::State::Busy) warn(entry.span, "resources depend on each other");
            visit(other);
        }
    }
    if (!stopped()) {
        current_ = at;
        print(nodes_[at]);
        current_.reset();
    }
    nodes_[at].state = Node::State::Done;
}

} // namespace iotsec::azure
