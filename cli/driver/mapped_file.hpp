// A file in memory as the system maps it: nothing is copied, and only what is looked at is read.
#pragma once

#include "base/result.hpp"

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace iotsec::cli {

class MappedFile {
  public:
    [[nodiscard]] static Result<std::shared_ptr<const MappedFile>> open(const std::string& path);

    MappedFile(const MappedFile&) = delete;
    MappedFile& operator=(const MappedFile&) = delete;
    MappedFile(MappedFile&&) = delete;
    MappedFile& operator=(MappedFile&&) = delete;
    ~MappedFile();

    [[nodiscard]] std::string_view bytes() const { return {static_cast<const char*>(start_), size_}; }

  private:
    MappedFile(void* start, std::size_t size) : start_{start}, size_{size} {}

    void* start_;
    std::size_t size_;
};

} // namespace iotsec::cli
