#include "brain/vault/changes/scan_entry.hpp"

#include <algorithm>
#include <cerrno>
#include <utility>

#include "base/stat_times.hpp"
#include "brain/vault/readable_path.hpp"

namespace secondbrain::vault {

namespace {

entry_kind kind_of_listed(const dirent& listed) noexcept {
  switch (listed.d_type) {
    case DT_DIR: return entry_kind::directory;
    case DT_REG: return entry_kind::file;
    case DT_LNK: return entry_kind::link;
    case DT_UNKNOWN: return entry_kind::unknown;  // some file systems do not tell
    default: return entry_kind::other;
  }
}

double seconds_of(const timespec& time) noexcept {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

}  // namespace

entry_kind kind_of(mode_t mode) noexcept {
  if (S_ISDIR(mode)) return entry_kind::directory;
  if (S_ISREG(mode)) return entry_kind::file;
  return S_ISLNK(mode) ? entry_kind::link : entry_kind::other;
}

std::vector<scan_entry> list_entries(DIR* directory, int& failed) {
  std::vector<scan_entry> entries;
  for (;;) {
    errno = 0;
    const auto* listed = ::readdir(directory);
    if (listed == nullptr) break;
    std::string name = listed->d_name;
    if (name == "." || name == "..") continue;
    auto shown = readable_path(name);
    entries.push_back({std::move(name), std::move(shown), kind_of_listed(*listed)});
  }
  failed = errno;
  std::sort(entries.begin(), entries.end(), [](auto& left, auto& right) { return left.shown < right.shown; });
  return entries;
}

scanned_file described(std::string path, const struct stat& attributes) {
  return {std::move(path), seconds_of(modification_time(attributes)), attributes.st_size,
          seconds_of(status_change_time(attributes)), static_cast<std::int64_t>(attributes.st_ino)};
}

std::string_view parent_path_of(std::string_view path) {
  const auto slash = path.rfind('/');
  return slash == path.npos ? std::string_view{} : path.substr(0, slash);
}

std::string_view last_name_of(std::string_view path) {
  return path.substr(path.rfind('/') + 1);  // npos + 1 is 0
}

}  // namespace secondbrain::vault
