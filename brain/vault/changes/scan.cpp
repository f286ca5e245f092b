#include "brain/vault/changes/scan.hpp"

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <optional>
#include <string_view>
#include <system_error>
#include <utility>

#include "brain/vault/changes/copy_finder.hpp"
#include "brain/vault/changes/file_selection.hpp"
#include "brain/vault/changes/scan_entry.hpp"
#include "brain/vault/changes/spelled_name.hpp"
#include "brain/vault/confined_open.hpp"
#include "brain/vault/readable_path.hpp"
#include "brain/vault/vault_path.hpp"

namespace secondbrain::vault {

namespace {

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

class vault_walk {
 public:
  vault_walk(const std::filesystem::path& root, tool_copies copies) : root_{root}, copies_{copies, result_.left_out} {}

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
      if (!covers(places, parent_path_of(place))) look_at(directory, place);
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
    const auto folder = std::string{parent_path_of(place)};
    if (copies_.lies_in_folder_of_tool(folder)) return;
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
    int failed = 0;
    const auto entries = list_entries(directory.get(), failed);
    if (failed != 0) directory_failed(path, failed);
    for (const auto& found : entries) {
      if (only_the_first_ && !result_.files.empty()) return;
      visit(opened, found, path.empty() ? found.shown : path + '/' + found.shown);
    }
  }

  void visit(int parent, const scan_entry& found, const std::string& path) {
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
    if (!may_hold_notes(path) || copies_.leaves_out_folder(path)) return;
    file_descriptor directory{::openat(parent, name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)};
    if (directory) return enter(std::move(directory), path);
    if (errno != ENOENT) directory_failed(path, errno);
  }

  void visit_file(int parent, const scan_entry& found, const std::string& path) {
    if (auto evicted = evicted_name(found.shown); !evicted.empty()) {
      auto note_path = path.substr(0, path.size() - found.shown.size()) + evicted;
      if (!is_note_path(note_path)) return;
      return add_problem(scan_problem_kind::evicted, note_path,
                         note_path + " is kept by iCloud and not on this machine. Download it to have it read again.");
    }
    if (is_note_path(path) && !copies_.leaves_out_file(parent, found.name, path))
      add_file(parent, found.name, path, AT_SYMLINK_NOFOLLOW);
  }

  void visit_link(int parent, const std::string& name, const std::string& path) {
    if (!is_note_path(path)) return;
    if (copies_.leaves_out_name(path)) return;
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
    const auto folder = root_ / system_path(parent_path_of(path));
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
  bool only_the_first_ = false;
  std::string open_folder_;  // where the last place was looked for
  file_descriptor folder_;
  scan_result result_;
  copy_finder copies_;  // adds to the result
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
