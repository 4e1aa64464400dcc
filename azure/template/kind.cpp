#include "azure/template/template.hpp"
#include "base/text.hpp"

#include <string_view>

namespace iotsec::azure {

namespace {

/// The file name of a schema's address: `deploymentTemplate.json`.
std::string_view schema_file(const Value& root) {
    const Value* schema = root.find("$schema");
    if (schema == nullptr || schema->as_string() == nullptr) return {};
    std::string_view address = *schema->as_string();
    address = address.substr(0, address.find_first_of("#?"));
    while (address.ends_with(' '))
        address.remove_suffix(1);
    return last_segment(address);
}

} // namespace

FileKind file_kind(const Value& root) {
    if (root.as_object() == nullptr) return FileKind::Other;
    const std::string_view file = schema_file(root);
    if (ends_with_ignoring_case(file, "deploymentTemplate.json")) return FileKind::Template;
    if (ends_with_ignoring_case(file, "deploymentParameters.json")) return FileKind::Parameters;
    if (!file.empty() || root.find("contentVersion") == nullptr) return FileKind::Other;
    return root.find("resources") != nullptr    ? FileKind::Template
           : root.find("parameters") != nullptr ? FileKind::Parameters
                                                : FileKind::Other;
}

} // namespace iotsec::azure
