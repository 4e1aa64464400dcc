#include "cli/import/formula.hpp"

#include <utility>

namespace iotsec::cli::import {

namespace {

/// Parts of the same kind become parts of this; one part alone is that part.
Formula joined(Formula::Kind kind, std::vector<Formula> parts) {
    std::vector<Formula> flat;
    for (Formula& part : parts) {
        if (part.kind == kind) {
            for (Formula& inner : part.parts)
                flat.push_back(std::move(inner));
        } else {
            flat.push_back(std::move(part));
        }
    }
    if (flat.size() == 1) return std::move(flat.front());
    Formula formula;
    formula.kind = kind;
    formula.parts = std::move(flat);
    return formula;
}

} // namespace

Formula atom(std::string holds, std::string fails) {
    Formula formula;
    formula.holds = std::move(holds);
    formula.fails = std::move(fails);
    return formula;
}

Formula all_of(std::vector<Formula> parts) {
    return joined(Formula::Kind::And, std::move(parts));
}

Formula any_of(std::vector<Formula> parts) {
    return joined(Formula::Kind::Or, std::move(parts));
}

Formula opposite(Formula formula) {
    if (formula.kind == Formula::Kind::Atom) return atom(std::move(formula.fails), std::move(formula.holds));
    formula.kind = formula.kind == Formula::Kind::And ? Formula::Kind::Or : Formula::Kind::And;
    for (Formula& part : formula.parts)
        part = opposite(std::move(part));
    return formula;
}

std::string written(const Formula& formula) {
    if (formula.kind == Formula::Kind::Atom) return formula.holds;
    std::string text;
    for (const Formula& part : formula.parts) {
        if (!text.empty()) text += formula.kind == Formula::Kind::And ? " and " : " or ";
        text += written_as_one(part);
    }
    return text;
}

std::string written_as_one(const Formula& formula) {
    return formula.kind == Formula::Kind::Atom ? formula.holds : "(" + written(formula) + ")";
}

} // namespace iotsec::cli::import
