#include "cli/driver/policies.hpp"

#include "azure/policy/read.hpp"
#include "base/json/reader.hpp"
#include "base/render.hpp"
#include "cli/driver/evidence_files.hpp"

#include <fmt/core.h>

namespace iotsec::cli {

azure::policy::Documents read_policies(Session& session, Host& host,
                                       const std::vector<std::string>& operands) {
    constexpr std::size_t deepest = 1000; // conditions may be nested deeper than templates ever are
    azure::policy::Documents documents;
    for (const EvidenceFile& file : evidence_files(session, operands)) {
        const SourceFile* source = load(session, host, file.path);
        if (source == nullptr) continue;
        const auto root = read_json(*source, {.max_depth = deepest});
        if (root && (file.is_named || azure::policy::is_policy_document(root.value()))) {
            azure::policy::read_documents(root.value(), documents, session.sink);
        } else if (!root && file.is_named) {
            session.sink.add(root.error());
        }
    }
    return documents;
}

std::string shown_name(const azure::policy::Definition& definition, const Sources& sources) {
    if (!definition.name.value.empty()) return definition.name.value;
    if (!definition.display_name.value.empty()) return definition.display_name.value;
    const Place where = place(sources, definition.span);
    return where.is_known() ? fmt::format("{}:{}", where.path, where.begin.line) : where.path;
}

} // namespace iotsec::cli
