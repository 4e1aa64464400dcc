// What an emitter returns: files by name, and what of each requirement they carry.
#pragma once

#include "base/span.hpp"

#include <string>
#include <vector>

namespace iotsec::emitters {

/// One file of a target, by its path below the target's folder. Text in UTF-8 with `\n`, one at the end.
struct OutputFile {
    std::string path;
    std::string content;
};
using OutputFiles = std::vector<OutputFile>;

enum class Carriage { Carried, Part, Attested, No };

/// Why an expectation is not carried: which, where in the source, in words.
struct NotCarried {
    Span span;
    std::string reason;
};

/// What one target carries of one requirement: the emitter's own result, never a table.
struct Coverage {
    std::string requirement; ///< its id
    std::string target;      ///< `azure-policy`
    Carriage carriage = Carriage::No;
    std::vector<std::string> effects; ///< that are offered, in the target's words
    std::vector<NotCarried> reasons;
    std::vector<std::string> notes; ///< carried, but the user should know
};

struct Emitted {
    OutputFiles files; ///< by path
    std::vector<Coverage> coverage;
};

} // namespace iotsec::emitters
