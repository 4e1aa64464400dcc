// Everything that an expression is made of, each node once: expressions may share parts, and a walk that
// followed every path to them could take for ever.
#pragma once

#include "compiler/ir/ir.hpp"
#include "compiler/ir/walk.hpp"

#include <functional>
#include <set>
#include <string>
#include <vector>

namespace iotsec::emitters::azure_policy {

/// Calls `visit` for `root` and all that is below it, parents first; ends early where `visit` says false.
inline void for_each_reachable(const ir::Program& program, ir::ExprId root,
                               const std::function<bool(ir::ExprId)>& visit) {
    std::set<ir::ExprId> seen{root};
    std::vector<ir::ExprId> open{root};
    while (!open.empty()) {
        const ir::ExprId id = open.back();
        open.pop_back();
        if (!visit(id)) return;
        ir::for_each_child(program[id], [&](ir::ExprId child, bool) {
            if (seen.insert(child).second) open.push_back(child);
        });
    }
}

/// Whether `expr` reads one of `binders`.
inline bool mentions(const ir::Program& program, ir::ExprId expr, const std::set<std::string>& binders) {
    bool found = false;
    for_each_reachable(program, expr, [&](ir::ExprId id) {
        const auto* path = std::get_if<ir::Path>(&program[id]);
        found = found || (path && binders.contains(path->root));
        return !found;
    });
    return found;
}

} // namespace iotsec::emitters::azure_policy
