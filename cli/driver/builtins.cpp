#include "cli/driver/builtins.hpp"

#include "azure/expression/json_writer.hpp"
#include "base/json/reader.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <string_view>

namespace iotsec::cli {

namespace {

/// The definitions in a document, wherever they are wrapped.
void add_definitions(const Value& document, std::map<std::string, std::string>& into) {
    if (const List* list = document.as_list()) {
        for (const Value& item : *list)
            add_definitions(item, into);
        return;
    }
    for (const char* wrapper : {"definition", "value"}) {
        if (const Value* inner = document.find(wrapper);
            inner != nullptr && document.find("properties") == nullptr)
            return add_definitions(*inner, into);
    }
    const Value* name = document.find("name");
    const std::string* text = name == nullptr ? nullptr : name->as_string();
    if (text != nullptr && document.find("properties") != nullptr)
        into.insert_or_assign(*text, azure::json_text_of(document));
}

bool is_one_document_a_line(std::string_view text) {
    const auto end = text.find('\n');
    const auto rest = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
    return text.substr(0, end).ends_with('}') && rest.starts_with('{');
}

} // namespace

std::map<std::string, std::string> read_builtins(const std::string& path, Session& session, Host& host) {
    std::map<std::string, std::string> result;
    const SourceFile* file = load(session, host, path);
    if (file == nullptr) return result;
    if (!is_one_document_a_line(file->text())) {
        const auto root = read_json(*file);
        if (!root)
            session.sink.add(root.error());
        else
            add_definitions(root.value(), result);
        return result;
    }
    for (const std::string_view line : split(file->text(), '\n')) {
        if (line.empty()) continue;
        const auto root = read_json(session.sources.add(path, std::string{line}));
        if (!root)
            session.sink.add(root.error());
        else
            add_definitions(root.value(), result);
    }
    return result;
}

} // namespace iotsec::cli
