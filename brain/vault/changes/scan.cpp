#include "brain/vault/changes/scan.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <memory>
#include <optional>
#include <string_view>
#include <system_error>
#include <utility>

#include "brain/vault/changes/file_selection.hpp"
#include "brain/vault/confined_open.hpp"
#include "brain/vault/readable_path.hpp"
#include "brain/vault/vault_path.hpp"

namespace secondbrain::vault {

namespace {

struct directory_closer {
  void operator()(DIR* directory) const noexcept { ::closedir(directory); }
};
using directory_stream = std::unique_ptr<DIR, directory_closer>;

enum class entry_kind : std::uint8_t { unknown, directory, file, link, other };

struct entry {
  std::string name;   // as the system knows it
  std::string shown;  // as readable text
  entry_kind kind = entry_kind::unknown;
};

entry_kind kind_of(mode_t mode) noexcept {
  if (S_ISDIR(mode)) return entry_kind::directory;
  if (S_ISREG(mode)) return entry_kind::file;
  return S_ISLNK(mode) ? entry_kind::link : entry_kind::other;
}

entry_kind kind_of(const dirent& listed) noexcept {
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

scanned_file described(std::string path, const struct stat& attributes) {
#ifdef __APPLE__
  auto& modified = attributes.st_mtimespec;
  auto& changed = attributes.st_ctimespec;
#else
  auto& modified = attributes.st_mtim;
  auto& changed = attributes.st_ctim;
#endif
  return {std::move(path), seconds_of(modified), attributes.st_size, seconds_of(changed),
          static_cast<std::int64_t>(attributes.st_ino)};
}

std::string reason_of(int code) {
  return std::generic_category().message(code) + ".";
}

/// `.Name.md.icloud` stands for `Name.md` while iCloud holds its contents.
std::string evicted_name(const std::string& name) {
  constexpr std::string_view suffix = ".icloud";
  bool is_placeholder = name.size() > suffix.size() + 1 && name[0] == '.' &&
                        name.compare(name.size() - suffix.size(), suffix.size(), suffix) == 0;
  return is_placeholder ? name.substr(1, name.size() - suffix.size() - 1) : std::string{};
}

std::string placeholder_of(const std::string& name) {
  return '.' + name + ".icloud";
}

/// Above the path; empty for what lies at the root.
std::string_view folder_of(std::string_view path) {
  const auto slash = path.rfind('/');
  return slash == path.npos ? std::string_view{} : path.substr(0, slash);
}

std::string_view name_of(std::string_view path) {
  return path.substr(path.rfind('/') + 1);  // npos + 1 is 0
}

/// Folders that every vault of Obsidian, every repository and every project has.
bool is_quietly_left_out(std::string_view folder_name) {
  constexpr std::string_view names[] = {".obsidian", ".trash", ".git", "node_modules"};
  return std::find(std::begin(names), std::end(names), folder_name) != std::end(names);
}

/// Whether two files of a folder hold the same bytes; of large ones it is not asked.
bool are_the_same(int parent, const std::string& one, const std::string& other) {
  constexpr off_t largest = 1 << 20;
  const auto open = [parent](const std::string& name) {
    return file_descriptor{::openat(parent, name.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)};
  };
  struct stat of_one, of_other;
  if (::fstatat(parent, one.c_str(), &of_one, AT_SYMLINK_NOFOLLOW) != 0 ||
      ::fstatat(parent, other.c_str(), &of_other, AT_SYMLINK_NOFOLLOW) != 0 || !S_ISREG(of_one.st_mode) ||
      !S_ISREG(of_other.st_mode) || of_one.st_size != of_other.st_size || of_one.st_size == 0 ||
      of_one.st_size > largest)
    return false;
  const auto first = open(one), second = open(other);
  if (!first || !second) return false;
  std::array<char, 16'384> left, right;
  for (;;) {
    const auto count = ::read(first.get(), left.data(), left.size());
    if (count < 0 || ::read(second.get(), right.data(), right.size()) != count) return false;
    if (count == 0) return true;
    if (!std::equal(left.begin(), left.begin() + count, right.begin())) return false;
  }
}

std::string with_case_swapped(std::string name) {
  for (char& c : name)
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) c ^= 0x20;
  return name;
}

bool is_listed(int directory, const std::string& name) {
  file_descriptor again{::openat(directory, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
  directory_stream entries{again ? ::fdopendir(again.get()) : nullptr};
  if (!entries) return true;  // for all that is known
  again.release();            // the stream closes it
  while (const auto* listed = ::readdir(entries.get()))
    if (name == listed->d_name) return true;
  return false;
}

/// Where capitals make no difference a file answers to names that it has not, as to the one it had before.
bool is_spelled_so(int directory, const std::string& name, const struct stat& found) {
  const auto other_name = with_case_swapped(name);
  struct stat other;
  if (other_name != name && ::fstatat(directory, other_name.c_str(), &other, AT_SYMLINK_NOFOLLOW) != 0) return true;
  const bool is_same = other_name == name || (other.st_ino == found.st_ino && other.st_dev == found.st_dev);
  return !is_same || is_listed(directory, name);
}

class vault_walk {
 public:
  vault_walk(const std::filesystem::path& root, tool_copies copies) : root_{root}, copies_{copies} {}

  scan_result run() {
    if (auto directory = open_root()) enter(std::move(directory), "");
    if (result_.condition == vault_condition::ok && result_.files.empty()) result_.condition = vault_condition::empty;
    return std::move(result_);
  }

  bool meets_a_note() {
    only_the_first_ = true;
    return !run().files.empty();
  }

  scan_result run(const place_set& places) {
    const auto directory = open_root();
    if (!directory) return std::move(result_);
    for (const auto& place : places)
      if (!covers(places, folder_of(place))) look_at(directory, place);
    std::sort(result_.files.begin(), result_.files.end(),
              [](auto& left, auto& right) { return path_less(left.path, right.path); });
    return std::move(result_);
  }

 private:
  file_descriptor open_root() {
    auto directory = open_vault_root(root_);
    if (directory) return std::move(*directory);
    bool missing = directory.error().code == errc::vault_missing;
    result_.condition = missing ? vault_condition::missing : vault_condition::unreadable;
    add_problem(scan_problem_kind::directory_unreadable, "", directory.error().message);
    return {};
  }

  // ---- one place ----

  void look_at(const file_descriptor& root, const std::string& place) {
    if (!check_vault_path(place) || (!is_note_path(place) && !may_hold_notes(place))) return;
    const auto folder = std::string{folder_of(place)};
    if (lies_in_folder_of_tool(folder)) return;
    const int parent = open_folder(root, folder);
    if (parent < 0) return;
    const auto shown = place.substr(folder.empty() ? 0 : folder.size() + 1);
    const auto name = system_path(shown);
    struct stat attributes;
    if (::fstatat(parent, name.c_str(), &attributes, AT_SYMLINK_NOFOLLOW) == 0) {
      if (is_spelled_so(parent, name, attributes)) visit(parent, {name, shown, kind_of(attributes.st_mode)}, place);
    } else if (errno != ENOENT) {
      directory_failed(place, errno);
    } else if (const auto placeholder = placeholder_of(shown);
               ::fstatat(parent, system_path(placeholder).c_str(), &attributes, AT_SYMLINK_NOFOLLOW) == 0) {
      visit_file(parent, {{}, placeholder, entry_kind::file},
                 folder.empty() ? placeholder : folder + '/' + placeholder);
    }
  }

  /// The folder, which stays open until another one is opened; -1: it is not there, or a problem says why not.
  int open_folder(const file_descriptor& root, const std::string& folder) {
    if (folder.empty()) return root.get();
    if (folder == open_folder_) return folder_.get();
    open_folder_.clear();
    file_descriptor reached;
    for (std::size_t begin = 0; begin < folder.size();) {
      const auto end = std::min(folder.find('/', begin), folder.size());
      const auto name = system_path(std::string_view{folder}.substr(begin, end - begin));
      const int parent = reached ? reached.get() : root.get();
      file_descriptor next{::openat(parent, name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)};
      if (!next) {
        if (errno != ENOENT && errno != ENOTDIR && errno != ELOOP) directory_failed(folder.substr(0, end), errno);
        return -1;
      }
      struct stat attributes;
      if (::fstat(next.get(), &attributes) != 0 || !is_spelled_so(parent, name, attributes)) return -1;
      reached = std::move(next);
      begin = end + 1;
    }
    open_folder_ = folder;
    folder_ = std::move(reached);
    return folder_.get();
  }

  // ---- all of a folder ----

  void enter(file_descriptor descriptor, const std::string& path) {
    directory_stream directory{::fdopendir(descriptor.get())};
    if (!directory) return directory_failed(path, errno);
    auto opened = descriptor.release();  // the stream closes it
    for (auto& found : list(directory.get(), path)) {
      if (only_the_first_ && !result_.files.empty()) return;
      visit(opened, found, path.empty() ? found.shown : path + '/' + found.shown);
    }
  }

  std::vector<entry> list(DIR* directory, const std::string& path) {
    std::vector<entry> entries;
    for (;;) {
      errno = 0;
      auto* listed = ::readdir(directory);
      if (!listed) {
        if (errno != 0) directory_failed(path, errno);
        break;
      }
      std::string name = listed->d_name;
      if (name == "." || name == "..") continue;
      auto shown = readable_path(name);
      entries.push_back({std::move(name), std::move(shown), kind_of(*listed)});
    }
    std::sort(entries.begin(), entries.end(), [](auto& left, auto& right) { return left.shown < right.shown; });
    return entries;
  }

  void visit(int parent, const entry& found, const std::string& path) {
    struct stat attributes;
    auto kind = found.kind;
    if (kind == entry_kind::unknown && ::fstatat(parent, found.name.c_str(), &attributes, AT_SYMLINK_NOFOLLOW) == 0) {
      kind = kind_of(attributes.st_mode);
    }
    switch (kind) {
      case entry_kind::directory: return visit_directory(parent, found.name, path);
      case entry_kind::link: return visit_link(parent, found.name, path);
      case entry_kind::file:
      case entry_kind::unknown: return visit_file(parent, found, path);
      case entry_kind::other: return;
    }
  }

  void visit_directory(int parent, const std::string& name, const std::string& path) {
    if (!may_hold_notes(path) || is_left_out(path, folder_of_tool(name_of(path)))) return;
    file_descriptor directory{::openat(parent, name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)};
    if (directory) return enter(std::move(directory), path);
    if (errno != ENOENT) directory_failed(path, errno);
  }

  void visit_file(int parent, const entry& found, const std::string& path) {
    if (auto evicted = evicted_name(found.shown); !evicted.empty()) {
      auto note_path = path.substr(0, path.size() - found.shown.size()) + evicted;
      if (!is_note_path(note_path)) return;
      return add_problem(scan_problem_kind::evicted, note_path,
                         note_path + " is kept by iCloud and not on this machine. Download it to have it read again.");
    }
    if (is_note_path(path) && !is_copy(parent, found.name, path))
      add_file(parent, found.name, path, AT_SYMLINK_NOFOLLOW);
  }

  // ---- what programs made ----

  /// Without a word of what is known for holding no notes.
  bool is_left_out(const std::string& path, std::string reason) {
    if (copies_ == tool_copies::taken_in || reason.empty()) return false;
    result_.left_out.push_back({path, is_quietly_left_out(name_of(path)) ? std::string{} : std::move(reason)});
    return true;
  }

  bool lies_in_folder_of_tool(std::string_view folder) const {
    if (copies_ == tool_copies::taken_in) return false;
    for (; !folder.empty(); folder = folder_of(folder))
      if (!folder_of_tool(name_of(folder)).empty()) return true;
    return false;
  }

  bool is_copy(int parent, const std::string& name, const std::string& path) {
    if (copies_ == tool_copies::taken_in) return false;
    if (is_left_out(path, copy_by_name(name_of(path)))) return true;
    const auto original = numbered_original(name);
    if (!original) return false;
    const auto shown = readable_path(*original);
    const auto beside = path.substr(0, path.size() - name_of(path).size()) + shown;
    return (!is_note_path(beside) || are_the_same(parent, name, *original)) && is_left_out(path, same_as(shown));
  }

  void visit_link(int parent, const std::string& name, const std::string& path) {
    if (!is_note_path(path)) return;
    if (is_left_out(path, copy_by_name(name_of(path)))) return;
    auto target = link_target(root_, path);
    if (!target) {
      add_problem(scan_problem_kind::link_refused, path, target.error().message);
      if (auto named = named_target(path)) result_.links.push_back({path, *std::move(named)});
      return;
    }
    add_file(parent, name, path, 0);
    result_.links.push_back({path, *std::move(target)});
  }

  /// Where in the vault a link leads, though nothing may be there.
  std::optional<std::string> named_target(const std::string& path) const {
    std::error_code unreadable;
    const auto named = std::filesystem::read_symlink(root_ / system_path(path), unreadable);
    if (unreadable) return std::nullopt;
    const auto folder = root_ / system_path(folder_of(path));
    const auto target = (folder / named).lexically_normal().lexically_relative(root_.lexically_normal());
    if (target.empty() || *target.begin() == ".." || *target.begin() == ".") return std::nullopt;
    return readable_path(target.generic_string());
  }

  void add_file(int parent, const std::string& name, const std::string& path, int flags) {
    struct stat attributes;
    if (::fstatat(parent, name.c_str(), &attributes, flags) == 0) {
      if (S_ISREG(attributes.st_mode)) result_.files.push_back(described(path, attributes));
    } else if (errno != ENOENT) {  // it may go between the listing and the look
      add_problem(scan_problem_kind::file_unreadable, path, "Cannot look at " + path + ": " + reason_of(errno));
    }
  }

  void directory_failed(const std::string& path, int code) {
    if (path.empty()) result_.condition = vault_condition::unreadable;
    add_problem(scan_problem_kind::directory_unreadable, path,
                "Cannot list " + (path.empty() ? root_.string() : path) + ": " + reason_of(code));
  }

  void add_problem(scan_problem_kind kind, std::string path, std::string message) {
    result_.problems.push_back({kind, std::move(path), std::move(message)});
  }

  const std::filesystem::path& root_;
  tool_copies copies_;
  bool only_the_first_ = false;
  std::string open_folder_;  // where the last place was looked for
  file_descriptor folder_;
  scan_result result_;
};

}  // namespace

scan_result scan_vault(const std::filesystem::path& root, tool_copies copies) {
  return vault_walk{root, copies}.run();
}

scan_result scan_places(const std::filesystem::path& root, const place_set& places, tool_copies copies) {
  return vault_walk{root, copies}.run(places);
}

bool holds_notes(const std::filesystem::path& root, tool_copies copies) {
  return vault_walk{root, copies}.meets_a_note();
}

}  // namespace secondbrain::vault
