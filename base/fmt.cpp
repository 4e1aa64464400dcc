// The compiled part of fmt. Debian has it as a shared library only, and a program that links nothing when it
// starts, starts in a fraction of the time; so it is compiled here, out of fmt's own headers.
#include <fmt/format-inl.h>

#include <locale>

// clang-format 14 does not know `namespace a::inline b`. NOLINTNEXTLINE(modernize-concat-nested-namespaces)
namespace fmt {
inline namespace v9 {
namespace detail {

template FMT_API auto dragonbox::to_decimal(float) noexcept -> dragonbox::decimal_fp<float>;
template FMT_API auto dragonbox::to_decimal(double) noexcept -> dragonbox::decimal_fp<double>;
template FMT_API locale_ref::locale_ref(const std::locale&);
template FMT_API auto locale_ref::get<std::locale>() const -> std::locale;
template FMT_API auto thousands_sep_impl(locale_ref) -> thousands_sep_result<char>;
template FMT_API auto decimal_point_impl(locale_ref) -> char;
template FMT_API void buffer<char>::append(const char*, const char*);
template FMT_API void vformat_to(buffer<char>&, string_view, basic_format_args<FMT_BUFFER_CONTEXT(char)>,
                                 locale_ref);

} // namespace detail
} // namespace v9
} // namespace fmt
