#include "ops/backup/vault/vault_walk.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <climits>
#include <memory>
#include <utility>

#include "base/stat_times.hpp"
#include "base/system_error.hpp"

namespace secondbrain::ops {
namespace {

namespace fs = std::filesystem;

constexpr int deepest = 200;  // folders within folders: each holds a descriptor while it is walked

struct directory_closer {
  void operator()(DIR* directory) const noexcept { ::closedir(directory); }
};

std::int64_t nanoseconds(const timespec& time) {
  return static_cast<std::int64_t>(time.tv_sec) * 1'000'000'000 + time.tv_nsec;
}

using identity = std::pair<dev_t, ino_t>;

std::vector<identity> identities_of(const std::vector<fs::path>& folders) {
  std::vector<identity> known;
  for (const auto& folder : folders) {
    struct stat seen {};
    if (::stat(folder.c_str(), &seen) == 0) known.emplace_back(seen.st_dev, seen.st_ino);
  }
  return known;
}

/// `.Name.md.icloud` stands for `Name.md` while iCloud holds its content.
std::string evicted_name(const std::string& name) {
  constexpr std::string_view suffix = ".icloud";
  if (name.size() <= suffix.size() + 1 || name.front() != '.' || !name.ends_with(suffix)) return {};
  return name.substr(1, name.size() - suffix.size() - 1);
}

/// On macOS: listed with its size, and to be fetched by whoever reads it.
bool is_only_listed([[maybe_unused]] const struct stat& seen) {
#ifdef SF_DATALESS
  return (seen.st_flags & SF_DATALESS) != 0;
#else
  return false;
#endif
}

constexpr auto in_the_cloud = "its cloud drive keeps the content, and not on this machine";

class walk {
 public:
  explicit walk(const std::vector<fs::path>& apart) : apart_{identities_of(apart)} {}

  vault_walk run(file_descriptor root) {
    enter(std::move(root), "", 0);
    std::sort(seen_.entries.begin(), seen_.entries.end(),
              [](const auto& left, const auto& right) { return left.path < right.path; });
    return std::move(seen_);
  }

 private:
  void enter(file_descriptor folder, const std::string& path, int depth) {
    for (const auto& name : names_in(folder, path))
      visit(folder.get(), name, path.empty() ? name : std::string{path}.append("/").append(name), depth);
  }

  std::vector<std::string> names_in(const file_descriptor& folder, const std::string& path) {
    std::vector<std::string> names;
    file_descriptor again{::openat(folder.get(), ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
    const std::unique_ptr<DIR, directory_closer> stream{again ? ::fdopendir(again.get()) : nullptr};
    if (!stream) {
      leave_gap(path, errno);
      return names;
    }
    again.release();  // the stream closes it
    for (;;) {
      errno = 0;
      const auto* entry = ::readdir(stream.get());
      if (!entry) break;
      std::string name = entry->d_name;
      if (name != "." && name != "..") names.push_back(std::move(name));
    }
    if (errno != 0) leave_gap(path, errno);
    return names;
  }

  void visit(int parent, const std::string& name, const std::string& path, int depth) {
    struct stat seen {};
    if (::fstatat(parent, name.c_str(), &seen, AT_SYMLINK_NOFOLLOW) != 0) {
      if (errno != ENOENT) leave_gap(path, errno);
      return;
    }
    auto entry = described(path, seen);
    if (S_ISDIR(seen.st_mode)) return visit_folder(parent, name, std::move(entry), seen, depth);
    if (S_ISLNK(seen.st_mode)) return visit_link(parent, name, std::move(entry));
    if (!S_ISREG(seen.st_mode)) return;  // a socket or a pipe is no note
    if (is_only_listed(seen)) return seen_.gaps.push_back({path, in_the_cloud});
    if (const auto evicted = evicted_name(name); !evicted.empty())
      seen_.gaps.push_back({path.substr(0, path.size() - name.size()) + evicted, in_the_cloud});
    seen_.entries.push_back(std::move(entry));
  }

  void visit_folder(int parent, const std::string& name, vault_entry entry, const struct stat& seen, int depth) {
    const identity self{seen.st_dev, seen.st_ino};
    if (std::find(apart_.begin(), apart_.end(), self) != apart_.end()) return;
    const auto path = entry.path;
    seen_.entries.push_back(std::move(entry));
    if (depth == deepest) return seen_.gaps.push_back({path, "it lies too deep"});
    file_descriptor folder{::openat(parent, name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)};
    if (!folder) return leave_gap(path, errno);
    enter(std::move(folder), path, depth + 1);
  }

  void visit_link(int parent, const std::string& name, vault_entry entry) {
    std::array<char, PATH_MAX> target{};
    const auto length = ::readlinkat(parent, name.c_str(), target.data(), target.size());
    if (length < 0) return leave_gap(entry.path, errno);
    entry.target.assign(target.data(), static_cast<std::size_t>(length));
    seen_.entries.push_back(std::move(entry));
  }

  void leave_gap(const std::string& path, int cause) {
    auto words = std::string{advice_for_errno(cause)};
    if (words.empty()) words = std::generic_category().message(cause);
    seen_.gaps.push_back({path, std::move(words)});
  }

  std::vector<identity> apart_;
  vault_walk seen_;
};

}  // namespace

vault_entry described(std::string path, const struct stat& seen) {
  vault_entry entry;
  entry.path = std::move(path);
  entry.kind = S_ISDIR(seen.st_mode)   ? vault_entry_kind::folder
               : S_ISLNK(seen.st_mode) ? vault_entry_kind::link
                                       : vault_entry_kind::file;
  entry.mode = seen.st_mode & 07777U;
  entry.modified = nanoseconds(modification_time(seen));
  if (entry.kind != vault_entry_kind::file) return entry;
  entry.bytes = static_cast<std::uint64_t>(seen.st_size);
  entry.changed = nanoseconds(status_change_time(seen));
  entry.inode = seen.st_ino;
  return entry;
}

result<vault_walk> walk_vault(const fs::path& vault, const std::vector<fs::path>& apart) {
  file_descriptor root{::open(vault.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
  if (!root)
    return errno == ENOENT || errno == ENOTDIR
               ? fail(errc::vault_missing, "the vault " + vault.string() + " is not there")
               : fail_with_errno("cannot read the vault " + vault.string());
  return walk{apart}.run(std::move(root));
}

result<file_descriptor> open_in_vault(const fs::path& vault, const std::string& path) {
  file_descriptor at{::open(vault.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
  for (std::size_t begin = 0; at && begin < path.size();) {
    const auto end = std::min(path.find('/', begin), path.size());
    const auto part = path.substr(begin, end - begin);
    const int kind = end == path.size() ? O_NONBLOCK : O_DIRECTORY;
    at = file_descriptor{::openat(at.get(), part.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC | kind)};
    begin = end + 1;
  }
  if (!at) return fail_with_errno("cannot read " + shown(path));
  return at;
}

}  // namespace secondbrain::ops
