// Which comment belongs to which part of a file, so that each is printed with it wherever that goes.
#pragma once

#include "grammar/iotsec/ast.hpp"

#include <compare>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace iotsec::grammar {

/// A comment as it is printed.
struct PlacedComment {
    std::string text;
    bool blank_behind = false; ///< the author left an empty line behind it
};

/// The comments of a module by the parts they stand at. A comment in front of a part, or inside it where no
/// smaller part holds it, leads the part; one behind it on its line trails it; one behind the last part of
/// something is left at its end.
class Comments {
  public:
    /// Something that holds parts side by side.
    struct Holder {
        Span whole;
        std::vector<Span> parts;
    };

    Comments() = default;
    Comments(const ast::Module& module, std::string_view text);

    [[nodiscard]] const std::vector<PlacedComment>& leading(Span part) const { return find(leading_, part); }
    [[nodiscard]] const std::vector<PlacedComment>& trailing(Span part) const {
        return find(trailing_, part);
    }
    /// At the end of what holds parts: a file, a body, a list, an object.
    [[nodiscard]] const std::vector<PlacedComment>& at_end(Span whole) const { return find(at_end_, whole); }

  private:
    using ByPart = std::map<std::pair<std::uint32_t, std::uint32_t>, std::vector<PlacedComment>>;

    void place(const Holder& holder, std::string_view text, std::uint32_t place, PlacedComment comment);
    static const std::vector<PlacedComment>& find(const ByPart& comments, Span part);

    ByPart leading_;
    ByPart trailing_;
    ByPart at_end_;
};

/// The body of a declaration: all behind its header.
[[nodiscard]] Span body_span(const ast::Module& module, const ast::Declaration& declaration);
[[nodiscard]] Span ring_body_span(const ast::Module& module, const ast::Ring& ring);
[[nodiscard]] Span header_span(const ast::Module& module);
[[nodiscard]] Span file_span(const ast::Module& module);
[[nodiscard]] Span span_of(const ast::Module& module, const ast::ObjectMember& member);
[[nodiscard]] Span span_of(const ast::Module& module, const ast::Selector& selector);

} // namespace iotsec::grammar
