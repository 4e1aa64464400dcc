// Texts where the type says what they may be: enumerations, ranges, versions, ids.
#include "base/diagnostics/types.hpp"
#include "base/text.hpp"
#include "compiler/sema/expr_checker.hpp"
#include "compiler/sema/literals.hpp"

#include <algorithm>
#include <array>

namespace iotsec::sema {

namespace {

/// What a text of this type has to look like, if it does not; empty where it is fine.
std::string_view complaint(std::string_view text, Type::Kind kind) {
    struct Form {
        Type::Kind kind;
        bool (*fits)(std::string_view);
        std::string_view wanted;
    };
    constexpr std::array forms{
        Form{Type::Kind::Cidr, is_cidr, "a range of addresses such as '10.0.0.0/8'"},
        Form{Type::Kind::Version, is_version, "a version such as '1.2.0'"},
        Form{Type::Kind::ApiVersion, is_api_version, "an api-version such as '2023-06-30'"},
        Form{Type::Kind::Duration, is_iso_duration, "a duration such as 'PT5M'"},
        Form{Type::Kind::ResourceId, [](std::string_view id) { return id.starts_with('/'); },
             "a resource id, which starts with '/'"},
    };
    const auto* const form = std::ranges::find(forms, kind, &Form::kind);
    return form == forms.end() || form->fits(text) ? std::string_view{} : form->wanted;
}

} // namespace

void ExprChecker::check_text_as(const std::string& text, const Type& wanted, Span span, BodyUse use) {
    if (wanted.kind == Type::Kind::Enum) return check_enum_text(text, wanted, span);
    const bool is_stored_text = use == BodyUse::Given || text.empty(); // tests try malformed evidence, too
    const std::string_view expected = complaint(text, wanted.kind);
    if (!expected.empty() && !is_stored_text)
        state_.sink.report(diag::malformed_literal, span, text, expected);
}

void ExprChecker::check_enum_text(const std::string& text, const Type& wanted, Span span) {
    const catalog::Property* property = property_of(wanted);
    if (!property) return;
    const std::vector<std::string>& known = property->values.empty() ? property->order : property->values;
    if (known.empty() || std::ranges::find(known, text) != known.end()) return;
    const auto same =
        std::ranges::find_if(known, [&](const auto& value) { return equal_ignoring_case(value, text); });
    if (same != known.end()) {
        report_style(state_, module_, make_diagnostic(diag::value_case, span, text, *same));
        return;
    }
    const std::vector<std::string_view> names{known.begin(), known.end()};
    std::string help = "it has " + name(wanted);
    if (const auto near = nearest(text, names)) help = "did you mean '" + std::string{*near} + "'?";
    if (property->open) {
        report_style(
            state_, module_,
            make_diagnostic(diag::value_not_known, span, text, property->name).with_help(std::move(help)));
    } else {
        state_.sink.report(diag::value_not_in_enumeration, span, text, property->name)
            .with_help(std::move(help));
    }
}

} // namespace iotsec::sema
