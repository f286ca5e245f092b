#include "brain/vault/changes/copy_finder.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "base/file_descriptor.hpp"
#include "brain/vault/changes/file_selection.hpp"
#include "brain/vault/changes/scan_entry.hpp"
#include "brain/vault/readable_path.hpp"

namespace secondbrain::vault {

namespace {

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

}  // namespace

bool copy_finder::leaves_out_folder(const std::string& path) {
  return leave_out(path, folder_of_tool(last_name_of(path)));
}

bool copy_finder::leaves_out_name(const std::string& path) {
  return leave_out(path, copy_by_name(last_name_of(path)));
}

bool copy_finder::leaves_out_file(int parent, const std::string& name, const std::string& path) {
  if (copies_ == tool_copies::taken_in) return false;
  if (leaves_out_name(path)) return true;
  const auto original = numbered_original(name);
  if (!original) return false;
  const auto shown = readable_path(*original);
  const auto beside = path.substr(0, path.size() - last_name_of(path).size()) + shown;
  return (!is_note_path(beside) || are_the_same(parent, name, *original)) && leave_out(path, same_as(shown));
}

bool copy_finder::lies_in_folder_of_tool(std::string_view folder) const {
  if (copies_ == tool_copies::taken_in) return false;
  for (; !folder.empty(); folder = parent_path_of(folder))
    if (!folder_of_tool(last_name_of(folder)).empty()) return true;
  return false;
}

/// Without a word of what is known for holding no notes.
bool copy_finder::leave_out(const std::string& path, std::string reason) {
  if (copies_ == tool_copies::taken_in || reason.empty()) return false;
  found_.push_back({path, is_quietly_left_out(last_name_of(path)) ? std::string{} : std::move(reason)});
  return true;
}

}  // namespace secondbrain::vault
