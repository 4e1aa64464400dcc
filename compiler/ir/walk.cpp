#include "compiler/ir/walk.hpp"

#include "base/overloaded.hpp"

#include <utility>

namespace iotsec::ir {

namespace {

using Visit = std::function<void(Child)>;

void visit_all(std::vector<ExprId>& ids, const Visit& visit, bool is_bound = false) {
    for (ExprId& id : ids)
        visit({id, is_bound});
}

void visit_optional(std::optional<ExprId>& id, const Visit& visit) {
    if (id) visit({*id, true});
}

void visit_over(Over& over, const Visit& visit) {
    std::visit(overloaded{
                   [&](Items& items) { visit({items.path}); },
                   [&](Values& values) { visit_all(values.values, visit); },
                   [](Related&) {},
                   [](Fleet&) {},
               },
               over);
}

void visit_count(Count& count, const Visit& visit) {
    visit_over(count.over, visit);
    visit_optional(count.where, visit);
    visit({count.bound});
}

void visit_share(Share& share, const Visit& visit) {
    visit_over(share.over, visit);
    visit_optional(share.among, visit);
    visit({share.hit, true});
    visit({share.percent});
}

void visit_distinct(Distinct& distinct, const Visit& visit) {
    visit_over(distinct.over, visit);
    visit_optional(distinct.where, visit);
    visit_all(distinct.keys, visit, true);
}

} // namespace

void for_each_child(Node& node, const Visit& visit) {
    std::visit(overloaded{
                   [](Const&) {},
                   [&](Not& n) { visit({n.of}); },
                   [&](All& n) { visit_all(n.of, visit); },
                   [&](Any& n) { visit_all(n.of, visit); },
                   [&](Compare& n) {
                       visit({n.left});
                       visit({n.right});
                   },
                   [&](OneOf& n) {
                       visit({n.left});
                       visit_all(n.values, visit);
                   },
                   [&](Match& n) {
                       visit({n.left});
                       visit({n.pattern});
                   },
                   [&](Inside& n) {
                       visit({n.left});
                       visit_all(n.right, visit);
                   },
                   [&](Present& n) { visit({n.path}); },
                   [&](Count& n) { visit_count(n, visit); },
                   [&](Share& n) { visit_share(n, visit); },
                   [&](Distinct& n) { visit_distinct(n, visit); },
                   [](Literal&) {},
                   [](Param&) {},
                   [](Path&) {},
                   [&](Coalesce& n) {
                       visit({n.first});
                       visit({n.otherwise});
                   },
                   [&](Text& n) { visit_all(n.parts, visit); },
                   [](Context&) {},
                   [&](Shift& n) { visit({n.value}); },
                   [&](Call& n) { visit({n.argument}); },
                   [&](ListOf& n) { visit_all(n.items, visit); },
                   [&](ObjectOf& n) {
                       for (auto& [name, value] : n.members)
                           visit({value});
                   },
               },
               node);
}

void for_each_child(const Node& node, const std::function<void(ExprId, bool)>& visit) {
    // The visitor below only reads.
    for_each_child(const_cast<Node&>(node), [&](Child child) { visit(child.id, child.is_bound); });
}

std::string_view binder(const Node& node) {
    if (const auto* count = std::get_if<Count>(&node)) return count->binder;
    if (const auto* share = std::get_if<Share>(&node)) return share->binder;
    if (const auto* distinct = std::get_if<Distinct>(&node)) return distinct->binder;
    return {};
}

const Over* source(const Node& node) {
    if (const auto* count = std::get_if<Count>(&node)) return &count->over;
    if (const auto* share = std::get_if<Share>(&node)) return &share->over;
    if (const auto* distinct = std::get_if<Distinct>(&node)) return &distinct->over;
    return nullptr;
}

bool is_condition(const Node& node) {
    return std::visit(overloaded{
                          [](const Const&) { return true; },    [](const Not&) { return true; },
                          [](const All&) { return true; },      [](const Any&) { return true; },
                          [](const Compare&) { return true; },  [](const OneOf&) { return true; },
                          [](const Match&) { return true; },    [](const Inside&) { return true; },
                          [](const Present&) { return true; },  [](const Count&) { return true; },
                          [](const Share&) { return true; },    [](const Distinct&) { return true; },
                          [](const Literal&) { return false; }, [](const Param&) { return false; },
                          [](const Path&) { return false; },    [](const Coalesce&) { return false; },
                          [](const Text&) { return false; },    [](const Context&) { return false; },
                          [](const Shift&) { return false; },   [](const Call&) { return false; },
                          [](const ListOf&) { return false; },  [](const ObjectOf&) { return false; },
                      },
                      node);
}

void for_each_root(Requirement& requirement, const std::function<void(ExprId&)>& visit) {
    if (requirement.when) visit(*requirement.when);
    for (Check& check : requirement.checks) {
        visit(check.condition);
        for (MessagePart& part : check.message) {
            if (auto* id = std::get_if<ExprId>(&part)) visit(*id);
        }
    }
    for (Remedy& remedy : requirement.remedies) {
        for (Set& set : remedy.sets) {
            visit(set.path);
            visit(set.value);
        }
        if (remedy.deploy) visit(remedy.deploy->body);
        if (remedy.presupposes) visit(*remedy.presupposes);
    }
}

void for_each_root(const Requirement& requirement, const std::function<void(ExprId)>& visit) {
    for_each_root(const_cast<Requirement&>(requirement), [&](ExprId& id) { visit(id); });
}

} // namespace iotsec::ir
