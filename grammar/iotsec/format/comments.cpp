#include "grammar/iotsec/format/comments.hpp"

#include "base/overloaded.hpp"

#include <algorithm>
#include <limits>

namespace iotsec::grammar {

namespace {

using namespace ast;
using Holder = Comments::Holder;

/// Everything in a module that holds parts, in the order in which it begins.
class Holders {
  public:
    explicit Holders(const Module& module) : module_{module} {
        add_file();
        for (const Declaration& declaration : module.declarations)
            add_body(declaration);
        for (const Expr& expr : module.exprs)
            add_expression(expr);
        const auto begins_first = [](const Holder& a, const Holder& b) {
            return std::pair{a.whole.begin, b.whole.end} < std::pair{b.whole.begin, a.whole.end};
        };
        std::ranges::stable_sort(holders_, begins_first);
        keep_outermost_texts();
        for (Holder& holder : holders_)
            std::ranges::sort(holder.parts);
    }

    [[nodiscard]] const std::vector<Holder>& all() const { return holders_; }
    [[nodiscard]] const std::vector<Span>& texts() const { return texts_; }

  private:
    void keep_outermost_texts() {
        std::ranges::sort(texts_);
        std::uint32_t end = 0;
        std::erase_if(texts_, [&](const Span& text) {
            if (text.begin < end) return true;
            end = text.end;
            return false;
        });
    }

    void add_file() {
        Holder file{file_span(module_), {header_span(module_)}};
        for (const Import& import : module_.imports)
            file.parts.push_back(import.span);
        for (const Declaration& declaration : module_.declarations)
            file.parts.push_back(declaration.span);
        holders_.push_back(std::move(file));
    }

    template <typename Part>
    static void add_spans(std::vector<Span>& spans, const std::vector<Part>& parts) {
        for (const Part& part : parts)
            spans.push_back(part.span);
    }

    void add_body(const Declaration& declaration) {
        Holder body{body_span(module_, declaration), {}};
        auto& parts = body.parts;
        std::visit(overloaded{
                       [](const InvalidDecl&) {},
                       [](const Let&) {},
                       [](const Predicate&) {},
                       [&](const Param& d) { add_spans(parts, d.meta); },
                       [&](const Waiver& d) { add_spans(parts, d.meta); },
                       [&](const Requirement& d) { add_parts(parts, d); },
                       [&](const Baseline& d) {
                           add_spans(parts, d.meta);
                           add_spans(parts, d.includes);
                           add_spans(parts, d.omits);
                       },
                       [&](const Assignment& d) { add_parts(parts, d); },
                       [&](const Test& d) { add_parts(parts, d); },
                   },
                   declaration.kind);
        if (body.whole.begin != body.whole.end) holders_.push_back(std::move(body));
    }

    static void add_parts(std::vector<Span>& parts, const Requirement& d) {
        add_spans(parts, d.meta);
        add_spans(parts, d.lets);
        add_spans(parts, d.whens);
        add_spans(parts, d.expects);
        add_spans(parts, d.attests);
        add_spans(parts, d.remedies);
        add_spans(parts, d.effects);
    }

    void add_parts(std::vector<Span>& parts, const Assignment& d) {
        add_spans(parts, d.meta);
        add_spans(parts, d.sets);
        add_spans(parts, d.effects);
        add_spans(parts, d.excludes);
        add_spans(parts, d.rings);
        for (const Selector& selector : d.only)
            parts.push_back(span_of(module_, selector));
        for (const Ring& ring : d.rings) {
            Holder body{ring_body_span(module_, ring), {}};
            add_spans(body.parts, ring.effects);
            holders_.push_back(std::move(body));
        }
    }

    void add_parts(std::vector<Span>& parts, const Test& d) const {
        add_spans(parts, d.meta);
        add_spans(parts, d.givens);
        add_spans(parts, d.sets);
        if (d.at) parts.push_back(module_[*d.at].span);
        add_spans(parts, d.incomplete);
        add_spans(parts, d.verdicts);
    }

    void add_expression(const Expr& expr) {
        if (const auto* list = std::get_if<ListLiteral>(&expr.kind)) {
            Holder holder{expr.span, {}};
            for (const ExprId id : list->items)
                holder.parts.push_back(module_[id].span);
            holders_.push_back(std::move(holder));
        } else if (const auto* object = std::get_if<ObjectLiteral>(&expr.kind)) {
            Holder holder{expr.span, {}};
            for (const ObjectMember& member : object->members)
                holder.parts.push_back(span_of(module_, member));
            holders_.push_back(std::move(holder));
        } else if (std::holds_alternative<StringLiteral>(expr.kind)) {
            texts_.push_back(expr.span);
        }
    }

    const Module& module_;
    std::vector<Holder> holders_;
    std::vector<Span> texts_;
};

/// The comment's own text: line breaks are `\n`, and `///` that documents nothing is an ordinary comment.
std::string printed(std::string_view comment) {
    std::string text;
    text.reserve(comment.size());
    for (std::size_t i = 0; i < comment.size(); ++i)
        if (comment[i] != '\r' || comment.substr(i, 2) != "\r\n") text += comment[i];
    if (text.starts_with("//")) text.erase(text.find_last_not_of(" \t\r") + 1);
    if (text.starts_with("///") && !text.starts_with("////")) text.erase(0, 1);
    return text;
}

bool has_blank_line(std::string_view text, std::size_t from) {
    const std::size_t next = std::min(text.find_first_not_of(" \t\r\n", from), text.size());
    return std::ranges::count(text.substr(from, next - from), '\n') > 1;
}

/// Where a comment counts as standing: one inside `${…}` at the text, which stays on its line.
std::uint32_t effective_place(const std::vector<Span>& texts, std::uint32_t place) {
    const auto next = std::ranges::upper_bound(texts, place, {}, &Span::begin);
    if (next == texts.begin() || std::prev(next)->end <= place) return place;
    return std::prev(next)->begin;
}

std::pair<std::uint32_t, std::uint32_t> key(Span part) {
    return {part.begin, part.end};
}

} // namespace

Span header_span(const Module& module) {
    return {module.source, 0, module.name.span.end};
}

Span file_span(const Module& module) {
    return {module.source, 0, std::numeric_limits<std::uint32_t>::max()};
}

Span span_of(const Module& module, const ObjectMember& member) {
    return {module.source, member.key.span.begin, module[member.value].span.end};
}

Span span_of(const Module& module, const Selector& selector) {
    return {module.source, selector.what.span.begin, module[selector.values].span.end};
}

Span ring_body_span(const Module& module, const Ring& ring) {
    return {module.source, module[ring.where.values].span.end, ring.span.end};
}

Span body_span(const Module& module, const Declaration& declaration) {
    const std::uint32_t end = declaration.span.end;
    const std::uint32_t begin =
        std::visit(overloaded{
                       [&](const InvalidDecl&) { return end; },
                       [&](const Let&) { return end; },
                       [&](const Predicate&) { return end; },
                       [&](const Param& d) {
                           return d.default_value ? module[*d.default_value].span.end : d.type.span.end;
                       },
                       [](const Requirement& d) { return d.type.span.end; },
                       [](const Baseline& d) { return d.name.span.end; },
                       [&](const Assignment& d) { return module[d.scope].span.end; },
                       [](const Waiver& d) { return d.assignment.span.end; },
                       [](const Test& d) { return d.requirement.span.end; },
                   },
                   declaration.kind);
    return {module.source, begin, end};
}

Comments::Comments(const Module& module, std::string_view text) {
    const Holders holders{module};
    std::vector<const Holder*> open;
    auto next = holders.all().begin();
    for (const Comment& comment : module.comments) {
        const std::uint32_t place = effective_place(holders.texts(), comment.span.begin);
        const auto close_before = [&](std::uint32_t offset) {
            while (open.size() > 1 && open.back()->whole.end <= offset)
                open.pop_back();
        };
        for (; next != holders.all().end() && next->whole.begin <= place; ++next) {
            close_before(next->whole.begin);
            open.push_back(&*next);
        }
        close_before(place);
        const std::string_view own = text.substr(comment.span.begin, comment.span.end - comment.span.begin);
        this->place(*open.back(), text, place, {printed(own), has_blank_line(text, comment.span.end)});
    }
}

void Comments::place(const Holder& holder, std::string_view text, std::uint32_t place,
                     PlacedComment comment) {
    const auto behind = std::ranges::upper_bound(holder.parts, place, {}, &Span::begin);
    if (behind != holder.parts.begin()) {
        const Span before = *std::prev(behind);
        if (before.end > place) {
            leading_[key(before)].push_back(std::move(comment));
            return;
        }
        const std::string_view between = text.substr(before.end, place - before.end);
        if (between.find('\n') == std::string_view::npos) {
            trailing_[key(before)].push_back(std::move(comment));
            return;
        }
    }
    if (behind != holder.parts.end())
        leading_[key(*behind)].push_back(std::move(comment));
    else
        at_end_[key(holder.whole)].push_back(std::move(comment));
}

const std::vector<PlacedComment>& Comments::find(const ByPart& comments, Span part) {
    static const std::vector<PlacedComment> none;
    const auto found = comments.find(key(part));
    return found == comments.end() ? none : found->second;
}

} // namespace iotsec::grammar
