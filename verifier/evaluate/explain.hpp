// Why a condition is as it is: the place that decides, what was wanted there, and what keeps it open.
#pragma once

#include "verifier/evaluate/evaluator.hpp"

#include <string>
#include <vector>

namespace iotsec::verifier {

/// What would have to be otherwise for a condition to be met.
struct Want {
    Span place;        ///< the value that decides; where it is absent, what should have held it
    std::string words; ///< what is wanted there: `'Disabled'`; empty where there is nothing to say
    std::string found; ///< the value there, as requirements write it; empty where no single value decides
};

/// What is wanted for `condition`, which is not met, to become `wanted`. The subject is already bound.
[[nodiscard]] Want want(Evaluator& evaluator, ir::ExprId condition, bool wanted);

/// The causes of everything unknown that could still decide `condition`, each once.
void add_reasons(Evaluator& evaluator, ir::ExprId condition, std::vector<Reason>& reasons);

/// `reason`, unless it is there already.
void add_reason(std::vector<Reason>& reasons, Reason reason);

/// The text of an `otherwise` message with the values of the subject; the clause where there is none.
[[nodiscard]] std::string message(Evaluator& evaluator, const ir::Check& check);

/// Whether a text stands in quotes, as requirements write it.
enum class Quotes { None, Texts };

/// A value as messages show it: `Enabled (default)`, `(not set)`, an unknown by its cause; never a secret.
[[nodiscard]] std::string shown(Evaluator& evaluator, ir::ExprId value, Quotes quotes = Quotes::None);

} // namespace iotsec::verifier
