#include "cli/driver/evidence_files.hpp"

#include "base/diagnostics/files.hpp"
#include "cli/driver/files.hpp"

#include <glob.h>
#include <set>

namespace iotsec::cli {

std::vector<EvidenceFile> evidence_files(Session& session, const std::vector<std::string>& operands) {
    std::vector<EvidenceFile> files;
    for (const std::string& operand : operands) {
        if (!is_folder(operand)) {
            files.push_back({operand, true});
            continue;
        }
        const auto below = files_below(operand, ".json");
        if (!below) {
            session.sink.add(below.error());
            continue;
        }
        if (below.value().empty()) {
            session.sink.report(diag::nothing_in_folder, {}, ".json file")
                .with_path(operand)
                .with_help("name the folder that holds the templates");
        }
        for (const std::string& path : below.value())
            files.push_back({path, false});
    }
    // A file that is named twice, or named and found, is judged once.
    std::set<std::string> seen;
    std::erase_if(files, [&](const EvidenceFile& file) { return !seen.insert(file.path).second; });
    return files;
}

std::vector<std::string> parameter_files(Session& session, const std::vector<std::string>& patterns) {
    std::vector<std::string> files;
    for (const std::string& pattern : patterns) {
        glob_t found{};
        if (pattern.find_first_of("*?[") != std::string::npos &&
            ::glob(pattern.c_str(), 0, nullptr, &found) == 0) {
            for (std::size_t i = 0; i < found.gl_pathc; ++i)
                files.emplace_back(found.gl_pathv[i]);
        } else if (pattern.find_first_of("*?") != std::string::npos) {
            session.sink.report(diag::nothing_in_folder, {}, "file that matches `" + pattern + "`");
        } else {
            files.push_back(pattern);
        }
        ::globfree(&found);
    }
    return files;
}

} // namespace iotsec::cli
