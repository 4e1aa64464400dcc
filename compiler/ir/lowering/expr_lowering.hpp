// Expressions of the checked tree as expressions of the IR. One short function per construct; the functions
// of a construct share a file.
#pragma once

#include "base/diagnostic.hpp"
#include "compiler/ir/lowering/facts.hpp"
#include "compiler/ir/lowering/scope.hpp"

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace iotsec::ir::lowering {

/// A resource body, as Azure's API takes it.
struct LoweredBody {
    ExprId object;
    std::string api_version;                     ///< that the body states; empty: none
    std::vector<catalog::PropertyId> properties; ///< that the body gives values to
};

class ExprLowering {
  public:
    ExprLowering(Facts& facts, Program& program, DiagnosticSink& sink)
        : facts_{facts}, program_{program}, sink_{sink} {}

    /// A new requirement: binder names are free again. Gives the element of its subject.
    Element start(const std::string& binder, const catalog::ResourceType& type, bool is_fleet);

    ExprId condition(const Site& site);
    /// A value; a path with a service default as its effective value.
    Operand operand(const Site& site);
    /// A path as it is, without service default.
    ExprId raw_path(const Site& site);
    /// What `path` relates to; the binder of a resource.
    [[nodiscard]] std::string related_root(const ast::Relation& relation, const Site& site);
    /// A value of a body or of a remedy: `property` says what it is of.
    ExprId body_value(const Site& from, const catalog::ResourceType& type,
                      std::optional<catalog::PropertyId> property);
    /// The body of a resource, in Azure's form.
    LoweredBody body(const Site& site, const catalog::ResourceType& type);
    /// Parts of a message.
    std::vector<MessagePart> message(const Site& site);

    /// What a path or any other expression comes to.
    [[nodiscard]] Resolved resolve(const Site& from);
    [[nodiscard]] const ast::Expr& expr(const Site& site) const { return tree(site)[site.expr]; }
    [[nodiscard]] Facts& facts() { return facts_; }
    [[nodiscard]] Program& program() { return program_; }

  private:
    friend class Deeper;

    /// What a quantifier ranges over, and the element that it binds.
    struct Source {
        Over over;
        Element element;
    };
    /// A quantifier being lowered: its parts, and where they stand.
    struct Quantity {
        const ast::Quantified& node;
        const Site& site;
        Span span;
    };
    enum class Body { None, Holds, Fails };

    // operand.cpp
    Operand expression_operand(const Site& site);
    Operand path_operand(const Resolved& resolved, bool effective, Span span);
    Operand param_operand(const Resolved& resolved, Span span);
    Operand coalesce(const Site& site, const ast::Binary& binary);
    Operand text(const Site& site, const ast::StringLiteral& node);
    Operand call(const Site& site, const ast::Call& call);
    Operand list(const Site& site, const ast::ListLiteral& list);
    Operand literal(LiteralType type, Value value, Span span);

    // condition.cpp
    ExprId condition_of_kind(const Site& site);
    ExprId operand_condition(const Site& site);
    ExprId binary_condition(const Site& site, const ast::Binary& binary);
    std::vector<ExprId> chain(const Site& site, ast::BinaryOp op);
    ExprId is(const Site& site, const ast::Is& is);
    ExprId predicate(const Site& site, const ast::Call& call, sema::DeclId id);

    // comparison.cpp
    ExprId comparison(const Site& site, const ast::Binary& binary);
    ExprId count_comparison(const Site& site, CompareOp op, const ast::CountOf& node, ast::ExprId bound);
    ExprId compare(CompareOp op, const Operand& left, const Operand& right, Span span);
    ExprId membership(const Site& site, const ast::Binary& binary);
    ExprId member_of_list(const Operand& left, const Site& site, const ast::ListLiteral& list);
    ExprId member_of_path(const Operand& left, const Resolved& path, Span span);
    ExprId match(const Site& site, const ast::Binary& binary, MatchOp op);
    ExprId inside(const Site& site, const ast::Binary& binary, InsideOf of);
    void retype(ExprId id, CompareBy by);
    void retype(ExprId id, LiteralType type);

    // quantifier.cpp
    ExprId quantified(const Site& site, const ast::Quantified& node);
    ExprId quantify(const Quantity& quantity, Body body, CompareOp op, ExprId bound);
    ExprId share(const Quantity& quantity, CompareOp op, ExprId percent);
    ExprId not_empty(const Quantity& quantity);
    ExprId bounded(const Quantity& quantity, CompareOp op);
    ExprId unique(const Site& site, const ast::Unique& node);
    Source source(const ast::Source& source, const std::string& binder, const Site& site);
    Source collection(const Site& site, const std::string& binder);
    Source items(const Resolved& path, const std::string& binder, Span span);
    Source listed(const Site& site, const ast::ListLiteral& list, const std::string& binder);
    Source listed(sema::DeclId param, const std::string& binder);
    Source related(const ast::RelatedSource& source, const std::string& binder, const Site& site);
    [[nodiscard]] std::string fresh(const std::string& name);
    ExprId int_literal(std::int64_t value, Span span);

    // body.cpp
    struct Draft;
    void place_members(const Site& site, const ast::ObjectLiteral& object, const catalog::ResourceType& type,
                       std::optional<catalog::PropertyId> below, Draft& draft);
    ExprId finish(const Draft& draft, Span span);
    ExprId free_value(const Site& site);
    ExprId unknown(const ast::UnknownLiteral& node, const catalog::Property* property, Span span);

    [[nodiscard]] const ast::Module& tree(const Site& site) const {
        return *facts_.typed().modules[site.module].tree;
    }
    [[nodiscard]] const sema::Reference& reference(const Site& site) const {
        return facts_.typed().modules[site.module].references[site.expr.index];
    }
    [[nodiscard]] Site unwrapped(Site site) const;

    Facts& facts_;
    Program& program_;
    DiagnosticSink& sink_;
    std::set<std::string> binders_; ///< of the requirement at hand
    std::string subject_;
    std::vector<catalog::PropertyId>* body_properties_ = nullptr;
    std::size_t depth_ = 0;
    std::uint64_t unknowns_ = 0;
};

/// Goes one level deeper for as long as it lives; past the limit it is not `ok` and has reported so.
class Deeper {
  public:
    Deeper(ExprLowering& lowering, Span span);
    ~Deeper() { --lowering_.depth_; }
    Deeper(const Deeper&) = delete;
    Deeper& operator=(const Deeper&) = delete;

    [[nodiscard]] bool ok() const { return ok_; }

  private:
    ExprLowering& lowering_;
    bool ok_;
};

} // namespace iotsec::ir::lowering
