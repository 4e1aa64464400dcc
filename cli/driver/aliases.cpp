#include "cli/driver/aliases.hpp"

#include "base/diagnostics/aliases.hpp"
#include "cli/driver/files.hpp"
#include "cli/driver/mapped_file.hpp"
#include "stdlib/built_in.hpp"
#include "verifier/catalog_aliases.hpp"

namespace iotsec::cli {

namespace {

using azure::policy::AliasTable;

/// The list with the metadata of all of Azure has more bytes than any template.
constexpr std::uint64_t largest_list = 1024ULL * 1024 * 1024;

std::string path_of(const Arguments& arguments, const std::optional<Project>& project) {
    if (arguments.has("--aliases")) return arguments.value("--aliases");
    if (!project || project->aliases.empty()) return {};
    return join_path(project->folder, project->aliases);
}

std::unique_ptr<AliasTable> mapped(const std::string& path, Session& session) {
    auto file = MappedFile::open(path);
    if (!file) {
        session.sink.add(file.error());
        return nullptr;
    }
    const std::string_view bytes = file.value()->bytes();
    if (!azure::policy::is_alias_table(bytes)) return nullptr;
    auto table = AliasTable::open(bytes, std::move(file).value());
    if (table) return std::move(table).value();
    session.sink.add(Diagnostic{table.error()}.with_path(path));
    return nullptr;
}

} // namespace

std::unique_ptr<AliasTable> load_aliases(const std::string& path, Session& session, Host& host) {
    const std::size_t errors = session.sink.error_count();
    if (path != "-") {
        auto table = mapped(path, session);
        if (table || session.sink.error_count() > errors) return table;
    }
    auto text = path == "-" ? Result<std::string>{host.read_input()} : read_file(path, largest_list);
    if (!text) {
        session.sink.add(text.error());
        return nullptr;
    }
    const SourceFile& file = session.sources.add(path, std::move(text).value());
    const auto list = azure::policy::read_alias_list(file, session.sink);
    if (session.sink.error_count() > errors) return nullptr;
    if (list.alias_count() == 0) {
        session.sink.report(diag::no_aliases, {})
            .with_path(path)
            .with_help("ask for them: az provider list --expand resourceTypes/aliases");
        return nullptr;
    }
    return AliasTable::of(list, file.text());
}

AliasSources::AliasSources(const Arguments& arguments, const std::optional<Project>& project,
                           Session& session, Host& host)
    : built_in_{AliasTable::of(verifier::alias_list(stdlib::catalogue()))} {
    const std::string path = path_of(arguments, project);
    if (!path.empty()) imported_ = load_aliases(path, session, host);
    if (imported_) both_.emplace(*imported_, *built_in_);
}

const azure::policy::AliasIndex& AliasSources::index() const {
    if (both_) return *both_;
    return *built_in_;
}

} // namespace iotsec::cli
