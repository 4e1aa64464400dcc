// Reads JSON as Azure's own files are written, with the place of every value.
#pragma once

#include "base/result.hpp"
#include "base/source.hpp"
#include "base/value.hpp"

#include <cstddef>
#include <string_view>

namespace iotsec {

/// Which dialect is accepted. The default is what Azure Resource Manager takes in a template file.
struct JsonDialect {
    bool comments = true;          ///< `//` and `/* */`
    bool trailing_commas = true;   ///< a comma before `]` or `}`
    bool breaks_in_strings = true; ///< raw line breaks and tabs inside `"…"`
    bool single_quotes = true;     ///< `'…'` beside `"…"`
    bool bare_names = true;        ///< member names without quotes
    bool odd_values = false; ///< `0x1F`, `017`, `.5`, `NaN`, `1e400`, `undefined`, and holes in lists as null
    bool many_objects = false;   ///< objects one behind another (JSON Lines), given as a list
    std::size_t max_depth = 256; ///< nesting of lists and objects; never more than 1000
};

/// Why a whole number beyond 64 bits is unknown, where `odd_values` are taken: its digits are its one piece.
inline constexpr std::string_view wide_integer_reason = "a whole number beyond 64 bits";

/// What Azure's deployment engine reads; more than one would want to write.
inline constexpr JsonDialect engine_json{.odd_values = true, .max_depth = 64};

/// What resources may be exported as: also one a line, as `jq -c` prints them (https://jsonlines.org).
inline constexpr JsonDialect evidence_json{.many_objects = true};

/// JSON as RFC 8259 has it.
inline constexpr JsonDialect strict_json{.comments = false,
                                         .trailing_commas = false,
                                         .breaks_in_strings = false,
                                         .single_quotes = false,
                                         .bare_names = false};

/// The one value of `file`. A byte order mark is skipped. Errors: IOT01xx with the place of the first
/// mistake; also for nesting deeper than `max_depth` and for text behind the value, but for further objects
/// where the dialect takes them. A whole number that fits 64 bits is an int, any other number a double.
/// Strings are checked to be UTF-8. The span of a text includes its quotes.
[[nodiscard]] Result<Value> read_json(const SourceFile& file, const JsonDialect& dialect = {});

} // namespace iotsec
