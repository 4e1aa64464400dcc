#include "azure/expression/icu.hpp"

#include <cstdint>
#include <cstdlib>
#include <memory>
#include <unicode/uchar.h>
#include <unicode/ucol.h>
#include <unicode/ucoleitr.h>
#include <unicode/usearch.h>

namespace iotsec::azure::icu {

namespace {

constexpr std::int32_t ignored = 0; // the collation element of a character without weight

using Collator = std::unique_ptr<UCollator, decltype(&ucol_close)>;

/// The root collation, with or without letter case. Its data is part of ICU: to open it cannot fail.
Collator opened(UCollationStrength strength) {
    UErrorCode status = U_ZERO_ERROR;
    Collator result{ucol_open("", &status), &ucol_close};
    if (U_FAILURE(status) != 0) std::abort();
    ucol_setStrength(result.get(), strength);
    return result;
}

const UCollator* ordering() {
    static const Collator one = opened(UCOL_TERTIARY);
    return one.get();
}

const UCollator* ignoring_case() {
    static const Collator one = opened(UCOL_SECONDARY);
    return one.get();
}

/// The collation elements of a text from one end, letter case left out.
class Elements {
  public:
    Elements(std::u16string_view text, bool from_end)
        : from_end_{from_end}, all_{ucol_openElements(ignoring_case(), text.data(),
                                                      static_cast<std::int32_t>(text.size()), &status_),
                                    &ucol_closeElements} {
        if (from_end) ucol_setOffset(all_.get(), static_cast<std::int32_t>(text.size()), &status_);
    }

    /// `UCOL_NULLORDER` behind the last.
    std::int32_t next() {
        const std::int32_t element =
            from_end_ ? ucol_previous(all_.get(), &status_) : ucol_next(all_.get(), &status_);
        constexpr auto mask = static_cast<std::int32_t>(0xFFFFFF00U); // without the tertiary weight
        return element == UCOL_NULLORDER ? element : element & mask;
    }

  private:
    UErrorCode status_ = U_ZERO_ERROR;
    bool from_end_;
    std::unique_ptr<UCollationElements, decltype(&ucol_closeElements)> all_;
};

} // namespace

std::weak_ordering collate(std::string_view a, std::string_view b) {
    UErrorCode status = U_ZERO_ERROR;
    const UCollationResult found = ucol_strcollUTF8(ordering(), a.data(), static_cast<std::int32_t>(a.size()),
                                                    b.data(), static_cast<std::int32_t>(b.size()), &status);
    return found == UCOL_LESS      ? std::weak_ordering::less
           : found == UCOL_GREATER ? std::weak_ordering::greater
                                   : std::weak_ordering::equivalent;
}

bool has_affix(std::u16string_view text, std::u16string_view part, bool at_end) {
    Elements whole{text, at_end};
    Elements wanted{part, at_end};
    std::int32_t there = 0, sought = 0;
    bool move_there = true, move_sought = true;
    while (true) {
        if (move_sought) sought = wanted.next();
        if (move_there) there = whole.next();
        move_there = move_sought = true;
        if (sought == UCOL_NULLORDER) {
            // A combining character behind the part changes its last letter.
            constexpr std::uint32_t primary = 0xFFFF0000U, secondary = 0x0000FF00U;
            const auto bits = static_cast<std::uint32_t>(there);
            const bool combines = there != UCOL_NULLORDER && (bits & primary) == 0 && (bits & secondary) != 0;
            return at_end || !combines;
        }
        if (sought == ignored) {
            move_there = false;
        } else if (there == ignored) {
            move_sought = false;
        } else if (sought != there) {
            return false;
        }
    }
}

std::optional<std::size_t> find(std::u16string_view text, std::u16string_view part, bool last) {
    if (has_affix(u"", part, false))
        return last && !text.empty() ? text.size() - 1 : 0; // nothing but ignored
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<UStringSearch, decltype(&usearch_close)> search{
        usearch_openFromCollator(part.data(), static_cast<std::int32_t>(part.size()), text.data(),
                                 static_cast<std::int32_t>(text.size()), ignoring_case(), nullptr, &status),
        &usearch_close};
    if (U_FAILURE(status) != 0) return std::nullopt; // an empty text
    const std::int32_t place =
        last ? usearch_last(search.get(), &status) : usearch_first(search.get(), &status);
    return place < 0 ? std::nullopt : std::optional{static_cast<std::size_t>(place)};
}

char32_t lower(char32_t code) {
    return static_cast<char32_t>(u_tolower(static_cast<UChar32>(code)));
}

char32_t upper(char32_t code) {
    return static_cast<char32_t>(u_toupper(static_cast<UChar32>(code)));
}

} // namespace iotsec::azure::icu
