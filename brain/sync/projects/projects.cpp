#include "brain/sync/projects/projects.hpp"

#include <algorithm>
#include <filesystem>
#include <functional>
#include <iterator>
#include <system_error>

#include "base/error.hpp"
#include "brain/sync/projects/projects_names.hpp"
#include "brain/sync/projects/projects_sections.hpp"
#include "brain/vault/planner/task_table.hpp"

namespace secondbrain::sync {
namespace {

constexpr std::string_view projects_folder = "20_Projects";
constexpr std::string_view open_tasks_heading = "## Open Tasks";
constexpr std::string_view recent_notes_heading = "## Recent Notes";
constexpr std::chrono::days mention_window{30};

/// A bullet under Notes of a recent day.
struct noted_bullet {
  std::string date;
  std::string text;
  std::vector<std::string> words;
};

/// Newest day first, in the order of the note within a day.
std::vector<noted_bullet> recent_bullets(const vault::daily_note_map& notes, vault::day today) {
  auto oldest = vault::format_day(today - mention_window);
  std::vector<noted_bullet> bullets;
  for (auto note = notes.rbegin(); note != notes.rend() && note->first >= oldest; ++note) {
    for (auto& text : note->second.notes_items) bullets.push_back({note->first, text, words_of(text)});
  }
  return bullets;
}

std::vector<task> open_tasks_of(std::string_view project, const std::vector<task>& tasks) {
  std::vector<task> matching;
  std::copy_if(tasks.begin(), tasks.end(), std::back_inserter(matching),
               [&](auto& one) { return one.status != task_status::done && names_match(project, one.sub_project); });
  return matching;
}

std::string recent_notes_of(std::string_view project, const std::vector<noted_bullet>& bullets) {
  auto name = normalise_project_name(project);
  std::string body, day;
  for (auto& bullet : bullets) {
    if (!mentions(bullet.words, name)) continue;
    if (bullet.date != day) {
      body += (day.empty() ? "**[[" : "\n**[[") + bullet.date + "]]**\n";
      day = bullet.date;
    }
    body += "- " + bullet.text + "\n";
  }
  return body;
}

/// The stems of the notes, sorted; nothing: there is no such folder.
result<std::optional<std::vector<std::string>>> list_projects(const std::filesystem::path& root) {
  namespace fs = std::filesystem;
  std::error_code problem;
  fs::directory_iterator entry{root / projects_folder, problem};
  if (problem == std::errc::no_such_file_or_directory || problem == std::errc::not_a_directory) return std::nullopt;
  std::vector<std::string> stems;
  for (; !problem && entry != fs::directory_iterator{}; entry.increment(problem)) {
    auto& path = entry->path();
    std::error_code ignored;  // what cannot be looked at is no note
    if (path.extension() == ".md" && entry->is_regular_file(ignored)) stems.push_back(path.stem().string());
  }
  if (problem) {
    return fail(errc::io_failure,
                "Cannot list " + std::string{projects_folder} + ": " + problem.message() + ". Check its permissions.");
  }
  std::sort(stems.begin(), stems.end());
  return stems;
}

struct project_sections {
  std::string open_tasks;
  std::string recent_notes;
};

/// A project that nothing is said of keeps its sections, emptied, but gets none.
std::optional<std::string> with_sections(const std::string& bytes, const project_sections& sections) {
  vault::text_lines lines{bytes};
  bool says_something = !sections.open_tasks.empty() || !sections.recent_notes.empty();
  auto put = [&](std::string_view heading, const std::string& body, std::string_view placeholder) {
    if (!says_something && !has_section(lines, heading)) return;
    put_section(lines, heading, (body.empty() ? std::string{placeholder} + "\n" : body) + "\n");
  };
  put(open_tasks_heading, sections.open_tasks, "*No matching open tasks.*");
  put(recent_notes_heading, sections.recent_notes, "*No recent notes mentioning this project.*");
  return lines.bytes();
}

}  // namespace

namespace {

using section_source = std::function<project_sections(const std::string& project)>;

/// What each project's note is to say; the view is as it was refreshed last and outlives it.
section_source sections_from(const vault::daily_view& view, vault::day today) {
  return [&view, today, bullets = recent_bullets(view.notes(), today)](const std::string& project) {
    project_sections sections;
    auto tasks = open_tasks_of(project, view.tasks());
    if (!tasks.empty()) sections.open_tasks = vault::render_task_table(tasks, today);
    sections.recent_notes = recent_notes_of(project, bullets);
    return sections;
  };
}

std::string path_of(const std::string& project) {
  return std::string{projects_folder} + "/" + project + ".md";
}

}  // namespace

result<step_result> sync_projects(const vault::vault_writer& writer, vault::daily_view& view, vault::day today) {
  RETURN_IF_ERROR(view.refresh(today));
  auto projects = list_projects(writer.root());
  RETURN_IF_ERROR(projects);
  if (!*projects) return step_result{"No " + std::string{projects_folder} + " folder in the vault.", {}};
  auto sections_of = sections_from(view, today);
  step_result outcome;
  std::size_t changed = 0;
  for (auto& project : **projects) {
    auto sections = sections_of(project);
    auto path = path_of(project);
    auto written = writer.edit(path, [&](const std::string* current) -> result<std::optional<std::string>> {
      return current ? with_sections(*current, sections) : std::nullopt;
    });
    if (!written) {
      if (written.error().code == errc::vault_missing) return fail(written.error());
      outcome.actions.push_back("FAILED: " + path + ": " + written.error().message);
    } else if (*written != vault::write_outcome::unchanged) {
      outcome.actions.push_back("Updated " + path);
      ++changed;
    }
  }
  outcome.summary = std::to_string(changed) + (changed == 1 ? " project file updated." : " project files updated.");
  return outcome;
}

result<std::vector<previewed_file>> preview_projects(const vault::vault_writer& writer, vault::daily_view& view,
                                                     vault::day today) {
  RETURN_IF_ERROR(view.refresh(today));
  auto projects = list_projects(writer.root());
  RETURN_IF_ERROR(projects);
  std::vector<previewed_file> changes;
  if (!*projects) return changes;
  auto sections_of = sections_from(view, today);
  for (auto& project : **projects) {
    auto bytes = writer.read(path_of(project));
    if (!bytes) continue;  // what cannot be read is not written either
    auto after = with_sections(*bytes, sections_of(project));
    if (after && *after != *bytes) changes.push_back({path_of(project), file_change::change, *bytes, *after});
  }
  return changes;
}

}  // namespace secondbrain::sync
