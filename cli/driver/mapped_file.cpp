#include "cli/driver/mapped_file.hpp"

#include "base/diagnostics/files.hpp"
#include "cli/driver/files.hpp"

#include <cerrno>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace iotsec::cli {

namespace {

Diagnostic unreadable(const std::string& path, int error) {
    return make_diagnostic(diag::cannot_read_file, {}, path, std::generic_category().message(error))
        .with_path(path)
        .with_help(error == ENOENT ? "check the spelling, and the folder you are in" : "");
}

} // namespace

Result<std::shared_ptr<const MappedFile>> MappedFile::open(const std::string& path) {
    if (is_folder(path)) return make_diagnostic(diag::is_a_folder, {}, path).with_path(path);
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) return unreadable(path, errno);
    struct stat state {};
    void* start = MAP_FAILED;
    int error = ::fstat(file, &state) == 0 ? 0 : errno;
    const auto size = static_cast<std::size_t>(state.st_size);
    if (error == 0 && size > 0) {
        start = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, file, 0);
        if (start == MAP_FAILED) error = errno;
    }
    ::close(file);
    if (error != 0) return unreadable(path, error);
    return std::shared_ptr<const MappedFile>{
        new MappedFile{start == MAP_FAILED ? nullptr : start, start == MAP_FAILED ? 0 : size}};
}

MappedFile::~MappedFile() {
    if (start_ != nullptr) ::munmap(start_, size_);
}

} // namespace iotsec::cli
