// Who has a file open for writing, as far as the system tells.
#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <system_error>

#include "brain/vault/writing/file_operations.hpp"

namespace secondbrain::vault {

#ifdef __linux__

namespace {

namespace fs = std::filesystem;

std::string link_text(const fs::path& link) {
  std::array<char, 4096> text{};
  auto size = ::readlink(link.c_str(), text.data(), text.size());
  return {text.data(), size < 0 ? 0 : static_cast<std::size_t>(size)};
}

/// Of an open file of a process; `number` is its name in the folder `fd`.
bool is_open_for_writing(const fs::path& process, const std::string& number) {
  std::ifstream lines{process / "fdinfo" / number};
  constexpr std::string_view label = "flags:";
  constexpr int octal = 8;
  for (std::string line; std::getline(lines, line);) {
    if (line.compare(0, label.size(), label) != 0) continue;
    return (std::strtol(line.c_str() + label.size(), nullptr, octal) & O_ACCMODE) != O_RDONLY;
  }
  return false;
}

bool has_open_for_writing(const fs::path& process, const std::string& path) {
  std::error_code hidden;  // of another user, or gone meanwhile
  for (fs::directory_iterator file{process / "fd", hidden}, end; !hidden && file != end; file.increment(hidden)) {
    if (link_text(file->path()) == path && is_open_for_writing(process, file->path().filename().string())) return true;
  }
  return false;
}

}  // namespace

int file_operations::find_writers(int file) const {
  const fs::path processes = "/proc";
  auto path = link_text(processes / "self/fd" / std::to_string(file));
  std::error_code failure;
  fs::directory_iterator process{processes, failure};
  if (path.empty() || failure) {
    errno = ENOTSUP;
    return -1;
  }
  for (const fs::directory_iterator end; !failure && process != end; process.increment(failure)) {
    auto name = process->path().filename().string();
    if (name.find_first_not_of("0123456789") != name.npos) continue;
    if (has_open_for_writing(process->path(), path)) return 1;
  }
  return 0;
}

#else

int file_operations::find_writers(int) const {
  errno = ENOTSUP;
  return -1;
}

#endif

}  // namespace secondbrain::vault
