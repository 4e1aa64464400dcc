// The verdict of one requirement on one subject, for those who bring their own evaluator.
#pragma once

#include "verifier/evaluate/evaluate.hpp"
#include "verifier/evaluate/evaluator.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>

namespace iotsec::verifier {

/// The verdict of requirement `index` with everything that a person wants to know of it. `subject` is
/// resource `resource` of the evidence; none of both is the whole fleet.
[[nodiscard]] Finding finding(Evaluator& evaluator, std::uint32_t index, const Resource* subject,
                              std::optional<std::size_t> resource);

/// The verdict alone. The evaluator is left at the subject.
[[nodiscard]] Verdict verdict(Evaluator& evaluator, const ir::Requirement& requirement,
                              const Resource* subject);

} // namespace iotsec::verifier
