#include "verifier/inputs/exported_resources.hpp"

#include "base/diagnostics/evidence.hpp"
#include "base/text.hpp"
#include "verifier/evaluate/evaluator.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace iotsec::verifier {

namespace {

constexpr int deepest = 6; // wrappers in wrappers
constexpr std::string_view provider = "/providers/";
constexpr std::array<std::string_view, 2> wrappers{"value", "data"};
/// What every row of Resource Graph has, null where the resource has none: a row without it was projected.
constexpr std::array<std::string_view, 8> columns_of_rows{"properties", "tags", "identity", "sku",
                                                          "kind",       "plan", "location", "zones"};

/// The first of `names` that is a text: PowerShell has names of its own.
const Value* named(const Value& value, std::string_view name, std::string_view of_powershell) {
    for (const std::string_view candidate : {name, of_powershell}) {
        const Value* member = value.find(candidate);
        if (member != nullptr && member->as_string() != nullptr && !member->as_string()->empty())
            return member;
    }
    return nullptr;
}

/// The type that an id tells: of `…/providers/A.B/hubs/h/certs/c` it is `A.B/hubs/certs`.
std::string type_of_id(std::string_view id) {
    auto at = std::string_view::npos;
    for (auto next = find_ignoring_case(id, provider); next != std::string_view::npos;) {
        at = next + provider.size();
        const auto further = find_ignoring_case(id.substr(at), provider);
        next = further == std::string_view::npos ? further : at + further;
    }
    if (at == std::string_view::npos) return {};
    const auto segments = split(id.substr(at), '/');
    std::string type{segments.front()};
    for (std::size_t i = 1; i < segments.size(); i += 2)
        type.append("/").append(segments[i]);
    return type;
}

/// A resource has a type (`Provider/kind`) and a name or an id, or an id that tells its type.
bool is_resource(const Value& value) {
    if (value.as_object() == nullptr) return false;
    const Value* id = named(value, "id", "resourceId");
    const Value* type = named(value, "type", "resourceType");
    if (type == nullptr) return id != nullptr && type_of_id(*id->as_string()).find('/') != std::string::npos;
    return type->as_string()->find('/') != std::string::npos &&
           (id != nullptr || named(value, "name", "resourceName") != nullptr);
}

bool is_table(const Value& value) {
    const Value* columns = value.find("columns");
    const Value* rows = value.find("rows");
    return columns != nullptr && rows != nullptr && columns->as_list() != nullptr &&
           rows->as_list() != nullptr;
}

/// The rows of `{"columns": [{"name": …}], "rows": [[…]]}` as objects.
List rows_of(Value& table) {
    List result;
    const List& columns = *table.find("columns")->as_list();
    for (Value& row : std::get<List>(table.find("rows")->data)) {
        auto* cells = std::get_if<List>(&row.data);
        if (cells == nullptr) {
            result.push_back(std::move(row));
            continue;
        }
        Object object;
        for (std::size_t i = 0; i < std::min(cells->size(), columns.size()); ++i) {
            const Value* name = columns[i].find("name");
            if (name != nullptr && name->as_string() != nullptr)
                object.push_back({*name->as_string(), name->span, std::move((*cells)[i])});
        }
        result.emplace_back(Value::Data{std::move(object)}, row.span);
    }
    return result;
}

/// Whether there is a resource in `value`, or in a wrapper in it.
bool holds(const Value& value, int depth) {
    if (depth < 0) return false;
    if (const List* list = value.as_list())
        return std::ranges::any_of(*list, [&](const Value& item) { return holds(item, depth - 1); });
    if (value.as_object() == nullptr) return false;
    if (is_resource(value)) return true;
    if (is_table(value)) {
        const List& columns = *value.find("columns")->as_list();
        return std::ranges::any_of(
            columns, [](const Value& column) { return equal_ignoring_case(column.text_at("name"), "id"); });
    }
    return std::ranges::any_of(wrappers, [&](std::string_view wrapper) {
        const Value* inner = value.find(wrapper);
        return inner != nullptr && holds(*inner, depth - 1);
    });
}

bool is_empty_list(const Value* value) {
    return value != nullptr && value->as_list() != nullptr && value->as_list()->empty();
}

/// The names out of an id, as many as the type has segments for them.
std::string full_name(std::string_view id, std::string_view name, std::string_view type) {
    const auto depth = static_cast<std::size_t>(std::ranges::count(type, '/'));
    const auto segments = split(id, '/');
    if (depth <= 1 || segments.size() < depth * 2) return std::string{name};
    std::vector<std::string> names;
    for (std::size_t i = depth; i > 0; --i)
        names.emplace_back(segments[segments.size() - 1 - 2 * (i - 1)]);
    return join(names, "/");
}

Value not_exported(const Value& body, std::string_view name) {
    return make_unknown({.cause = Cause::NotExported,
                         .reason = fmt::format("the export leaves out `{}`", name),
                         .parameter = {},
                         .identity = derived_identity(std::uint64_t{body.span.begin} + 1, name),
                         .domain = {},
                         .never = {},
                         .may_be_absent = true,
                         .pieces = {},
                         .gaps = {}});
}

void set_name(Value& body, std::string_view name, std::string_view of_powershell) {
    const Value* told = named(body, name, of_powershell);
    if (told != nullptr && told != body.find(name)) body.set(name, Value{*told});
}

class Collector {
  public:
    Exported collect(Value root, DiagnosticSink& sink) {
        collect(root, deepest, false);
        if (!no_resources_.empty()) {
            const std::size_t more = no_resources_.size() - 1;
            sink.report(diag::not_a_resource, no_resources_.front(),
                        more == 0 ? std::string{} : fmt::format("; nor have {} more items", more));
        }
        if (next_page_) {
            sink.report(diag::more_pages, *next_page_)
                .with_help("export all pages; what may be on others is unknown");
        }
        if (without_properties_) {
            sink.report(diag::properties_left_out, *without_properties_)
                .with_help(
                    "`az resource show`, `az iot hub show` and Resource Graph print them, `az resource "
                    "list` does not");
        }
        found_.is_whole = !next_page_;
        return std::move(found_);
    }

  private:
    void collect(Value& value, int depth, bool is_row) {
        if (is_resource(value)) return add(std::move(value), is_row);
        if (depth < 0) return no_resources_.push_back(value.span);
        if (auto* list = std::get_if<List>(&value.data)) {
            for (Value& item : *list)
                collect(item, depth - 1, is_row);
        } else if (is_table(value)) {
            for (Value& row : rows_of(value))
                collect(row, depth - 1, true);
        } else if (!unwrap(value, depth)) {
            no_resources_.push_back(value.span);
        }
    }

    bool unwrap(Value& value, int depth) {
        bool is_wrapper = false;
        for (const std::string_view name : wrappers) {
            Value* inner = value.find(name);
            if (inner == nullptr || (inner->as_list() == nullptr && !is_table(*inner))) continue;
            is_wrapper = true;
            collect(*inner, depth - 1, name == "data");
        }
        if (is_wrapper) note_next_page(value);
        return is_wrapper;
    }

    void note_next_page(const Value& envelope) {
        for (const std::string_view name : {"nextLink", "$skipToken", "skip_token", "skipToken"}) {
            const std::string_view token = envelope.text_at(name);
            if (!token.empty()) next_page_ = envelope.find(name)->span;
        }
        if (equal_ignoring_case(envelope.text_at("resultTruncated"), "true"))
            next_page_ = envelope.find("resultTruncated")->span;
    }

    void add(Value body, bool is_row) {
        complete_names(body);
        const Value* properties = body.find("properties");
        if (properties == nullptr || properties->is_null()) {
            const Value* name = body.find("name");
            if (!without_properties_)
                without_properties_ = name != nullptr && name->span.is_known() ? name->span : body.span;
            body.set("properties", not_exported(body, "properties"));
        }
        for (const std::string_view column : columns_of_rows) {
            if (is_row && body.find(column) == nullptr) body.set(column, not_exported(body, column));
        }
        found_.bodies.push_back(std::move(body));
    }

    Exported found_;
    std::vector<Span> no_resources_;
    std::optional<Span> next_page_;
    std::optional<Span> without_properties_;
};

} // namespace

bool holds_resources(const Value& root) {
    if (holds(root, deepest)) return true;
    if (is_empty_list(&root)) return true;
    return is_empty_list(root.find("value")) || is_empty_list(root.find("data"));
}

Exported exported_resources(Value root, DiagnosticSink& sink) {
    return Collector{}.collect(std::move(root), sink);
}

Evidence export_evidence(Value root, DiagnosticSink& sink) {
    Exported exported = exported_resources(std::move(root), sink);
    Evidence evidence;
    evidence.is_whole = exported.is_whole;
    for (Value& body : exported.bodies)
        evidence.resources.push_back(exported_resource(std::move(body), View::Stored));
    return evidence;
}

void complete_names(Value& body) {
    set_name(body, "id", "resourceId");
    set_name(body, "name", "resourceName");
    set_name(body, "type", "resourceType");
    const Value* id = named(body, "id", "resourceId");
    if (id == nullptr) return;
    const std::string text = *id->as_string();
    const Span place = id->span;
    if (body.text_at("type").empty()) body.set("type", Value{type_of_id(text), place});
    if (body.text_at("name").empty()) body.set("name", Value{std::string{last_segment(text)}, place});
}

Resource exported_resource(Value body, View view) {
    Resource resource;
    const auto member = [&](std::string_view name) {
        const Value* found = body.find(name);
        return found == nullptr ? Value{} : *found;
    };
    const std::string_view type = body.text_at("type");
    const std::string_view id = body.text_at("id");
    resource.type = type;
    resource.id = member("id");
    resource.name = member("name");
    const Span place = resource.name.span.is_known() ? resource.name.span : body.span;
    if (resource.name.as_string() != nullptr)
        resource.name = Value{full_name(id, *resource.name.as_string(), type), resource.name.span};
    resource.api_version = body.text_at("apiVersion");
    resource.view = view;
    resource.span = body.span;
    resource.name_span = place;
    resource.body = std::move(body);
    return resource;
}

} // namespace iotsec::verifier
