// The parts of `verify`, and where they put what they find.
#pragma once

#include "compiler/ir/ir.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace iotsec::ir {

/// Collects what is wrong; bounded, because one mistake of a pass may show in every node.
class Problems {
  public:
    static constexpr std::size_t limit = 20;

    void add(std::string problem) {
        if (found_.size() < limit) found_.push_back(std::move(problem));
    }
    [[nodiscard]] bool none() const { return found_.empty(); }
    [[nodiscard]] std::vector<std::string> take() { return std::move(found_); }

  private:
    std::vector<std::string> found_;
};

/// Indices are in range, expressions refer to earlier ones, nothing is too deep or too large.
void verify_structure(const Program& program, Problems& problems);
/// The form of every node by itself: `Not` over no `Not`, `All` flat, operators that its kind allows.
void verify_nodes(const Program& program, Problems& problems);
/// Requirement by requirement: binders, properties below them, secrets, and the types that are compared.
void verify_requirements(const Program& program, Problems& problems);

} // namespace iotsec::ir
