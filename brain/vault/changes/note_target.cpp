#include "brain/vault/changes/note_target.hpp"

#include <algorithm>
#include <system_error>
#include <utility>
#include <vector>

#include "brain/vault/changes/file_selection.hpp"
#include "brain/vault/changes/scan_entry.hpp"
#include "brain/vault/readable_path.hpp"
#include "brain/vault/vault_path.hpp"
#include "brain/vault/writing/single_line.hpp"
#include "text/folding.hpp"

namespace secondbrain::vault {
namespace {

namespace fs = std::filesystem;

/// What the folder holds that is called so: the name itself where it is there, else all that are the same to links.
std::vector<std::string> called_so(const fs::path& folder, std::string_view name) {
  const auto wanted = text::case_folded(name);
  std::vector<std::string> found;
  std::error_code problem;
  for (fs::directory_iterator each{folder, problem}, end; !problem && each != end; each.increment(problem)) {
    auto shown = readable_path(each->path().filename().native());
    if (shown == name) return {std::move(shown)};
    if (text::case_folded(shown) == wanted) found.push_back(std::move(shown));
  }
  std::sort(found.begin(), found.end());
  return found;
}

std::string joined(std::string_view folder, std::string_view name) {
  return folder.empty() ? std::string{name} : std::string{folder}.append("/").append(name);
}

/// Every place that is there and called so; of a folder that is spelled as asked no other one is looked at.
std::vector<std::string> places_called(const fs::path& root, std::string_view asked) {
  std::vector<std::string> places{{}};
  for (auto rest = asked; !rest.empty() && !places.empty();) {
    const auto part = rest.substr(0, rest.find('/'));
    rest.remove_prefix(std::min(rest.size(), part.size() + 1));
    std::vector<std::string> next;
    for (const auto& place : places)
      for (const auto& name : called_so(place.empty() ? root : root / system_path(place), part))
        next.push_back(joined(place, name));
    places = std::move(next);
  }
  return places;
}

/// As the folders that are there spell it; what is not there stays as it was asked for.
std::string with_known_folders(const fs::path& root, std::string_view asked) {
  std::string known;
  for (auto rest = asked; !rest.empty();) {
    const auto part = rest.substr(0, rest.find('/'));
    const bool is_folder = part.size() < rest.size();
    rest.remove_prefix(std::min(rest.size(), part.size() + 1));
    const auto names =
        is_folder ? called_so(known.empty() ? root : root / system_path(known), part) : std::vector<std::string>{};
    known = joined(known, names.empty() ? part : std::string_view{names.front()});
  }
  return known;
}

result<std::string> spelled_as_there(const fs::path& root, std::string_view asked) {
  auto places = places_called(root, asked);
  if (places.size() == 1) return std::move(places.front());
  if (places.empty()) return with_known_folders(root, asked);
  return fail(errc::invalid_argument, "\"" + std::string{asked} + "\" could be " + places[0] + " or " + places[1] +
                                          "; name the one that is meant exactly as it is written.");
}

failed no_place(std::string_view path, std::string_view why) {
  return fail(errc::invalid_argument,
              std::string{path} + " is no place for a note: " + std::string{why} + " Name another one.");
}

status check_folders(std::string_view folder, tool_copies copies) {
  if (copies == tool_copies::taken_in) return {};
  for (; !folder.empty(); folder = parent_path_of(folder))
    if (const auto why = folder_of_tool(last_name_of(folder)); !why.empty())
      return no_place(folder, "it is a folder that a program keeps for itself.");
  return {};
}

status check_lengths(std::string_view path) {
  constexpr std::size_t longest = 255;  // bytes, of file systems
  for (auto rest = path; !rest.empty();) {
    const auto part = rest.substr(0, rest.find('/'));
    rest.remove_prefix(std::min(rest.size(), part.size() + 1));
    if (part.size() > longest)
      return fail(errc::invalid_argument,
                  "A name in this path is longer than the 255 bytes that a file system takes; choose a shorter one.");
  }
  return {};
}

}  // namespace

result<std::string> note_target(const fs::path& root, std::string_view asked, tool_copies copies) {
  RETURN_IF_ERROR(check_single_line("The path of the note", asked));
  RETURN_IF_ERROR(check_vault_path(asked));
  if (!asked.ends_with(".md"))
    return fail(errc::invalid_argument, "The note must be named with its path and .md, as in Projects/House.md.");
  auto path = spelled_as_there(root, asked);
  RETURN_IF_ERROR(path);
  RETURN_IF_ERROR(check_lengths(*path));
  RETURN_IF_ERROR(check_folders(parent_path_of(*path), copies));
  if (copies == tool_copies::left_out && !copy_by_name(last_name_of(*path)).empty())
    return no_place(*path, "its name is that of a copy or of a file that programs keep for themselves.");
  if (!is_note_path(*path)) return no_place(*path, "what lies there is not read as a note.");
  return path;
}

result<std::string> folder_target(const fs::path& root, std::string_view asked, tool_copies copies) {
  if (asked.empty()) return std::string{};
  RETURN_IF_ERROR(check_single_line("The folder", asked));
  RETURN_IF_ERROR(check_vault_path(asked));
  const auto below = with_known_folders(root, std::string{asked}.append("/x.md"));
  const auto folder = std::string{parent_path_of(below)};
  RETURN_IF_ERROR(check_lengths(folder));
  RETURN_IF_ERROR(check_folders(folder, copies));
  if (!is_note_path(below)) return no_place(folder, "what lies there is not read as notes.");
  return folder;
}

}  // namespace secondbrain::vault
