// Values that are known when a program is compiled: defaults, bindings, metadata.
#pragma once

#include "base/value.hpp"
#include "compiler/sema/typed_program.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace iotsec::ir::lowering {

/// The value of an expression without parameters and paths, lets expanded; null where it has none. Durations
/// are in seconds, dates instants.
[[nodiscard]] Value constant_value(const sema::TypedProgram& typed, std::uint32_t module, ast::ExprId id);

/// The text of a string without interpolation; empty for anything else.
[[nodiscard]] std::string constant_text(const ast::Module& tree, ast::ExprId id);
/// The text of a string or a bare word.
[[nodiscard]] std::string word_or_text(const ast::Module& tree, ast::ExprId id);

/// The value of the metadata member `key`; null where there is none.
[[nodiscard]] const ast::Meta* find(const std::vector<ast::Meta>& meta, std::string_view key);

[[nodiscard]] std::int64_t seconds(const ast::DurationLiteral& duration);
/// `2027-03-31` as the instant at which it begins.
[[nodiscard]] std::string start_of(const ast::DateLiteral& date);
/// The lines of a documentation comment as one text; a blank line stays a line break.
[[nodiscard]] std::string documentation(const std::vector<std::string>& lines);

} // namespace iotsec::ir::lowering
