// The resources of a test: their bodies in Azure's form, where they stand, and their ids.
#pragma once

#include "compiler/ir/lowering/expr_lowering.hpp"
#include "compiler/ir/test_case.hpp"

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace iotsec::ir::lowering {

/// Works the givens of one test out. They may refer to each other, in any order.
class Givens {
  public:
    /// `at` is `now`; empty: it is not known.
    Givens(const sema::TypedProgram& typed, sema::DeclId test, std::string at, DiagnosticSink& sink);

    /// The givens in the order of the test.
    [[nodiscard]] std::vector<GivenResource> resources();
    /// The values that the test sets parameters to.
    [[nodiscard]] std::vector<std::pair<std::string, Value>> sets();

  private:
    /// A given while it is worked out.
    struct Given {
        const ast::Given& node;
        const catalog::ResourceType& type;
        LoweredBody body;
        std::string subscription, group;
    };

    void place(Given& given);
    GivenResource resource(const Given& given);
    [[nodiscard]] const Given* find(std::string_view name) const;
    [[nodiscard]] Value value(ExprId id);
    [[nodiscard]] Value node_value(ExprId id);
    [[nodiscard]] Value interpolated(const Text& text, Span span);
    [[nodiscard]] Value path_value(const Path& path);
    [[nodiscard]] Value param_value(const Param& param);
    [[nodiscard]] Value call_value(const Call& call);
    [[nodiscard]] Value member(const Given& given, std::string_view json);
    [[nodiscard]] Value name(const Given& given);
    [[nodiscard]] Value full_name(const Given& given);
    [[nodiscard]] Value id(const Given& given);
    [[nodiscard]] Value parent_id(const Given& given);

    std::uint32_t module_;
    const ast::Test& test_;
    std::string at_;
    Program scratch_;
    Facts facts_;
    ExprLowering exprs_;
    Scope scope_;
    std::vector<Given> givens_;
    std::map<std::string, Value> sets_; // by parameter
    std::size_t depth_ = 0;
    std::size_t owners_ = 0; ///< whose ids are being worked out
    std::size_t values_ = 0; ///< worked out so far
};

} // namespace iotsec::ir::lowering
