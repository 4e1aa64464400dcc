// What `when request.apiVersion …` leaves of the api-versions of the subject, and the properties that none of
// those has.
#include "base/diagnostics/types.hpp"
#include "compiler/sema/expansion.hpp"
#include "compiler/sema/laws.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <string>

namespace iotsec::sema {

namespace {

class ApiVersions {
  public:
    ApiVersions(State& state, DeclId id)
        : state_{state}, module_{id.module}, expansion_{state.program},
          requirement_{std::get<ast::Requirement>(state.program[id].kind)}, subject_{state.catalog.type(
                                                                                requirement_.type.text)} {}

    void check() {
        if (subject_ == nullptr || subject_->api_versions.empty()) return;
        left_ = subject_->api_versions;
        for (const ast::When& when : requirement_.whens)
            narrow(when.condition);
        if (left_.empty() || left_.size() == subject_->api_versions.size()) return;
        for (const ast::Expect& expect : requirement_.expects)
            expansion_.walk({module_, expect.condition, nullptr}, [&](Site site) { check_path(site); });
    }

  private:
    void narrow(ast::ExprId condition) {
        if (left_.empty()) return;
        const Site site{module_, condition, nullptr};
        std::erase_if(left_, [&](const std::string& version) { return holds(site, version, 0) == false; });
        if (!left_.empty()) return;
        state_.sink.report(diag::never_holds, expansion_.expr(site).span,
                           "no api-version of `" + subject_->name + "` satisfies it");
    }

    /// Whether a condition holds for a request of `version`; none where more than the version decides.
    std::optional<bool> holds(Site start, const std::string& version, int depth) {
        if (depth > deepest) return std::nullopt;
        const Site site = expansion_.follow(start);
        const ast::Expr& expr = expansion_.expr(site);
        if (const auto* negation = std::get_if<ast::Not>(&expr.kind)) {
            const auto inner = holds(expansion_.at(site, negation->operand), version, depth + 1);
            return inner ? std::optional{!*inner} : std::nullopt;
        }
        const auto* binary = std::get_if<ast::Binary>(&expr.kind);
        if (binary == nullptr) return std::nullopt;
        if (binary->op == ast::BinaryOp::And || binary->op == ast::BinaryOp::Or)
            return connected(site, binary->op == ast::BinaryOp::And, version, depth);
        return compared(site, *binary, version);
    }

    std::optional<bool> connected(Site site, bool is_and, const std::string& version, int depth) {
        std::optional<bool> result{is_and};
        for (const ast::ExprId part : expansion_.parts(site)) {
            const auto one = holds(expansion_.at(site, part), version, depth + 1);
            if (one == !is_and) return one;
            if (!one) result.reset();
        }
        return result;
    }

    std::optional<bool> compared(Site site, const ast::Binary& binary, const std::string& version) const {
        const auto* request = std::get_if<ast::Request>(
            &expansion_.expr(expansion_.follow(expansion_.at(site, binary.lhs))).kind);
        const auto literal = text(expansion_.follow(expansion_.at(site, binary.rhs)));
        if (request == nullptr || request->member.text != "apiVersion" || !literal) return std::nullopt;
        const auto order = version.compare(*literal); // as text, which is how Azure compares them
        switch (binary.op) {
        case ast::BinaryOp::Equal:
            return order == 0;
        case ast::BinaryOp::NotEqual:
            return order != 0;
        case ast::BinaryOp::Less:
            return order < 0;
        case ast::BinaryOp::LessEqual:
            return order <= 0;
        case ast::BinaryOp::Greater:
            return order > 0;
        case ast::BinaryOp::GreaterEqual:
            return order >= 0;
        case ast::BinaryOp::Implies:
        case ast::BinaryOp::Or:
        case ast::BinaryOp::And:
        case ast::BinaryOp::In:
        case ast::BinaryOp::NotIn:
        case ast::BinaryOp::Like:
        case ast::BinaryOp::StartsWith:
        case ast::BinaryOp::EndsWith:
        case ast::BinaryOp::Contains:
        case ast::BinaryOp::Within:
        case ast::BinaryOp::Under:
        case ast::BinaryOp::Coalesce:
            return std::nullopt;
        }
        return std::nullopt;
    }

    std::optional<std::string> text(Site site) const {
        const auto* literal = std::get_if<ast::StringLiteral>(&expansion_.expr(site).kind);
        if (literal == nullptr || literal->parts.size() != 1) return std::nullopt;
        const auto* constant = std::get_if<std::string>(&literal->parts.front());
        return constant == nullptr ? std::nullopt : std::optional{*constant};
    }

    void check_path(Site site) {
        const Type& type = expansion_.type(site);
        if (type.resource != subject_ || !type.property || expansion_.path(site).empty()) return;
        const bool is_there = std::ranges::any_of(
            left_, [&](const std::string& version) { return subject_->has(*type.property, version); });
        const catalog::Property& property = (*subject_)[*type.property];
        if (is_there || !reported_.insert(property.path).second) return;
        const bool is_gone = !property.until.empty() && left_.front() > property.until;
        const std::string versions =
            left_.size() == 1 ? left_.front() : left_.front() + " to " + left_.back();
        state_.sink.report(diag::not_in_api_version, expansion_.expr(site).span, property.path, versions,
                           is_gone ? "it went after " + property.until : "it came with " + property.since);
    }

    static constexpr int deepest = 200;

    State& state_;
    std::uint32_t module_;
    Expansion expansion_;
    const ast::Requirement& requirement_;
    const catalog::ResourceType* subject_;
    std::vector<std::string> left_; // the versions that `when` admits, oldest first
    std::set<std::string> reported_;
};

} // namespace

void check_api_versions(State& state, DeclId requirement) {
    ApiVersions{state, requirement}.check();
}

} // namespace iotsec::sema
