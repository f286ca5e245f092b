#include "brain/sync/upkeep/upkeep_preview.hpp"

#include <algorithm>
#include <system_error>

#include "base/error.hpp"
#include "brain/sync/projects/projects.hpp"
#include "brain/sync/tasks/tasks_board.hpp"
#include "brain/vault/readable_path.hpp"

namespace secondbrain::sync {
namespace {

namespace fs = std::filesystem;

void add_list(upkeep_preview& preview, const list_preview_file& list) {
  auto& place = list.place;
  if (!place.person.empty())
    preview.remarks.push_back(place.person + " is yours and stays as it is; the list would be " + place.path + ".");
  if (place.text == list.after) return;
  auto kind = place.text.empty() ? file_change::create : file_change::change;
  preview.files.push_back({place.path, kind, place.text, list.after});
}

/// Files that the next sync would sort into the vault.
std::vector<std::string> waiting_captures(const fs::path& vault, const std::string& inbox) {
  std::vector<std::string> names;
  std::error_code problem;  // without an inbox nothing waits
  for (fs::directory_iterator each{vault / vault::system_path(inbox), problem}, end; !problem && each != end;
       each.increment(problem)) {
    std::error_code ignored;
    if (each->path().extension() == ".md" && each->is_regular_file(ignored))
      names.push_back(vault::readable_path(each->path().filename().native()));
  }
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace

result<upkeep_preview> preview_upkeep_of(const fs::path& vault, const fs::path& state_file, vault::day today,
                                         const std::string& inbox) {
  vault::vault_writer writer{vault};
  vault::daily_view view{vault};
  tasks_board board{writer, view, state_file};
  auto lists = board.preview(today);
  RETURN_IF_ERROR(lists);
  upkeep_preview preview;
  add_list(preview, lists->all);
  add_list(preview, lists->completed);
  preview.remarks.insert(preview.remarks.end(), lists->edits.begin(), lists->edits.end());
  auto projects = preview_projects(writer, view, today);
  RETURN_IF_ERROR(projects);
  preview.files.insert(preview.files.end(), projects->begin(), projects->end());
  preview.inbox = inbox;
  preview.captures = waiting_captures(vault, inbox);
  for (auto& file : preview.files) file.path = vault::readable_path(file.path);
  return preview;
}

}  // namespace secondbrain::sync
