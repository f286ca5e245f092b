#include "brain/sync/inbox/inbox_captures.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "base/error.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"
#include "base/time_text.hpp"
#include "base/utf8.hpp"
#include "brain/sync/inbox/inbox_files.hpp"
#include "brain/sync/inbox/inbox_journal.hpp"
#include "brain/sync/inbox/note_name.hpp"
#include "brain/vault/changes/file_selection.hpp"
#include "brain/vault/changes/note_target.hpp"
#include "brain/vault/notes/note_text.hpp"
#include "brain/vault/planner/calendar.hpp"
#include "brain/vault/planner/daily_note.hpp"
#include "brain/vault/planner/daily_note_edit.hpp"
#include "brain/vault/readable_path.hpp"
#include "brain/vault/writing/editable_text.hpp"
#include "brain/vault/writing/note_edit.hpp"
#include "brain/vault/writing/single_line.hpp"

namespace secondbrain::sync {
namespace {

namespace fs = std::filesystem;
using std::chrono::system_clock;

constexpr std::size_t shown_bytes = 2'000;
constexpr std::size_t longest_title = 80;  // code points, of a title taken from the text
constexpr std::string_view usual_folder = "10_Notes";

/// A file of the inbox that holds something.
struct found_file {
  std::string path;  // relative to the vault
  capture_state state;
  system_clock::time_point changed;
};

void find_in(const fs::path& root, std::string_view folder, capture_state state, std::vector<found_file>& found) {
  auto names = inbox_file_names(root / folder);
  if (!names) return;  // an unreadable folder shows in health as an unreadable vault
  for (const auto& name : *names) {
    auto path = std::string{folder}.append("/").append(name);
    struct stat about {};
    if (::stat((root / vault::system_path(path)).c_str(), &about) != 0 || about.st_size == 0) continue;
    found.push_back({std::move(path), state, system_clock::from_time_t(about.st_mtime)});
  }
}

std::vector<found_file> find_waiting(const fs::path& root, const std::string& inbox) {
  std::vector<found_file> found;
  find_in(root, inbox, capture_state::waiting, found);
  find_in(root, vault::failed_below(inbox), capture_state::failed, found);
  std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.changed < b.changed; });
  return found;
}

capture_counts counted(const std::vector<found_file>& files, system_clock::time_point now) {
  capture_counts counts;
  for (const auto& file : files) ++(file.state == capture_state::failed ? counts.failed : counts.waiting);
  if (!files.empty())
    counts.oldest_seconds = std::chrono::duration_cast<std::chrono::seconds>(now - files.front().changed).count();
  return counts;
}

/// The lines that say something, each without the mark of a list item.
std::vector<std::string> items_of(const std::string& text) {
  std::vector<std::string> items;
  std::string_view rest = text;
  while (!rest.empty()) {
    auto end = std::min(rest.find('\n'), rest.size());
    auto line = trimmed(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
    for (std::string_view mark : {"- [ ] ", "* [ ] ", "- ", "* ", "+ "})
      if (line.starts_with(mark)) {
        line = trimmed(line.substr(mark.size()));
        break;
      }
    if (!line.empty()) items.emplace_back(line);
  }
  return items;
}

/// What was done with the lines of a capture; those that its text repeats were there once the first was added.
std::string outcome_text(std::size_t wanted, std::size_t added, std::string_view things, const std::string& path) {
  auto number = [](std::size_t count) { return std::to_string(count); };
  if (added == 0)
    return (wanted == 1 ? "It is there already, in " : "All " + number(wanted) + " are there already, in ") + path;
  if (added == wanted) {
    if (things == "lines") return "Added to " + path;
    return "Added " + number(added) + (added == 1 ? " task to " : " tasks to ") + path;
  }
  auto there = wanted - added;
  return "Added " + number(added) + " of " + number(wanted) + " " + std::string{things} + " to " + path + "; " +
         number(there) + (there == 1 ? " was there already" : " were there already");
}

status check_names(const file_capture& request) {
  RETURN_IF_ERROR(vault::check_single_line("The title", request.title));
  RETURN_IF_ERROR(vault::check_single_line("The category", request.category));
  return vault::check_single_line("The sub-project", request.sub_project);
}

std::string title_from(const std::string& text) {
  auto line = trimmed(text);
  line = line.substr(0, line.find('\n'));
  while (line.starts_with('#')) line.remove_prefix(1);
  return std::string{first_code_points(trimmed(line), longest_title)};
}

}  // namespace

capture_counts count_captures(const fs::path& vault_root, system_clock::time_point now, const std::string& inbox) {
  return counted(find_waiting(vault_root, inbox), now);
}

captures::captures(const vault::vault_writer& writer, fs::path journal_file, const clock& time,
                   vault::inbox_question inbox, vault::tool_copies copies,
                   std::shared_ptr<vault::known_conventions> conventions)
    : writer_{writer},
      journal_file_{std::move(journal_file)},
      time_{time},
      inbox_{std::move(inbox)},
      copies_{copies},
      days_{writer, std::move(conventions)} {}

result<capture_page> captures::list(const list_captures& request) const {
  if (std::error_code failure; !fs::is_directory(writer_.root(), failure))
    return fail(errc::vault_missing, "The vault " + writer_.root().string() + " is not there.");
  auto journal = inbox_journal::open(journal_file_);
  RETURN_IF_ERROR(journal);
  auto files = find_waiting(writer_.root(), inbox_());
  capture_page page;
  page.counts = counted(files, time_.now());
  auto first = std::min(request.offset, files.size());
  auto last = first + std::min(request.limit, files.size() - first);
  for (auto at = first; at < last; ++at) {
    const auto& file = files[at];
    auto bytes = writer_.read(file.path);
    if (!bytes && bytes.error().code == errc::not_found) continue;  // filed since it was listed
    waiting_capture one{file.path, {}, utc_text(file.changed), file.state, {}};
    if (bytes) {
      auto text = vault::read_note_text(*bytes).text;
      one.text = first_code_points(text, shown_bytes);
      if (const auto* remembered = journal->find(sha1_hex(*bytes))) one.reason = remembered->retry.reason;
    } else {
      one.reason = bytes.error().message;
    }
    if (one.reason.empty() && file.state == capture_state::failed)
      one.reason = "The language model could not tell where it belongs.";
    page.captures.push_back(std::move(one));
  }
  return page;
}

result<filed_capture> captures::file(const file_capture& request) const {
  RETURN_IF_ERROR(check_names(request));
  const auto inbox = inbox_();
  const auto filed = vault::filed_below(inbox);
  if (!is_inbox_path(request.path, inbox))
    return fail(errc::invalid_argument, request.path + " is not a capture; take a path from the list of captures.");
  auto bytes = writer_.read(request.path);
  if (!bytes && bytes.error().code == errc::not_found)
    return fail(errc::not_found,
                request.path +
                    " does not wait: it was filed or removed, or never was there. `secondbrain captures` "
                    "lists those that wait.");
  RETURN_IF_ERROR(bytes);
  auto action = deliver(request, *bytes, filed);
  RETURN_IF_ERROR(action);
  auto moved = writer_.move(request.path, filed);
  if (!moved) return fail(moved.error(), *action + ", but the capture could not be put away");
  return filed_capture{*action + "."};
}

result<std::string> captures::deliver(const file_capture& request, const std::string& bytes,
                                      const std::string& filed) const {
  auto text = vault::read_note_text(bytes).text;
  vault::daily_additions items;
  switch (request.place) {
    case filing_place::nowhere: return "Put away in " + filed;
    case filing_place::note: return as_note_of_its_own(request, bytes);
    case filing_place::existing_note: return at_end_of(request.note_path, text);
    case filing_place::day: items.notes_items = items_of(text); break;
    case filing_place::tasks:
      if (!request.due_date.empty() && !vault::parse_day(request.due_date))
        return fail(errc::invalid_argument, "The due date must be a day that exists, YYYY-MM-DD.");
      for (auto& line : items_of(text))
        items.tasks.push_back({std::move(line), collapse_white_space(request.category),
                               collapse_white_space(request.sub_project), request.due_date});
      break;
  }
  if (items.tasks.empty() && items.notes_items.empty()) return "Put away; it held nothing to add";
  if (!days_.is_predecessors(vault::local_day(time_.now()))) return into_kept_day(items);
  auto path = vault::daily_note_path(today());
  std::size_t added = 0;
  auto written = writer_.edit(path, [&](const std::string* current) -> result<std::optional<std::string>> {
    const vault::editable_text note{current != nullptr ? *current : std::string_view{}};
    added = vault::count_missing(note.text(), items);
    if (current == nullptr) return vault::make_daily_note(today(), {}, items);
    return note.bytes_of(path, vault::add_to_daily_note(note.text(), items));
  });
  RETURN_IF_ERROR(written);
  if (request.place == filing_place::tasks) return outcome_text(items.tasks.size(), added, "tasks", path);
  return outcome_text(items.notes_items.size(), added, "lines", path);
}

/// Where the owner keeps daily notes in a way of his own.
result<std::string> captures::into_kept_day(const vault::daily_additions& items) const {
  const auto now = vault::local_day(time_.now());
  const auto time_of_day = vault::local_time_of_day(time_.now());
  if (items.tasks.empty())
    return days_.add_items(items.notes_items, now, time_of_day).map([&](const vault::filed_in_day& filed) {
      return outcome_text(items.notes_items.size(), filed.added, "lines", filed.path);
    });
  std::vector<add_task> tasks;
  tasks.reserve(items.tasks.size());
  for (const auto& each : items.tasks) {
    add_task one;
    one.text = each.text;
    one.heading = each.sub_project.empty() ? each.category : each.sub_project;
    one.due_date = each.due_date;
    tasks.push_back(std::move(one));
  }
  return days_.add_tasks(tasks, now, time_of_day).map([&](const vault::filed_in_day& filed) {
    return outcome_text(tasks.size(), filed.added, "tasks", filed.path);
  });
}

/// With exactly the bytes of the capture. One that is there already, from before a crash, is taken as it is.
result<std::string> captures::as_note_of_its_own(const file_capture& request, const std::string& bytes) const {
  auto named = vault::folder_target(writer_.root(), request.folder, copies_);
  RETURN_IF_ERROR(named);
  auto folder = std::move(*named);
  std::error_code ignored;
  if (folder.empty() && fs::is_directory(writer_.root() / usual_folder, ignored)) folder = usual_folder;
  auto stem = note_file_stem(request.title.empty() ? title_from(vault::read_note_text(bytes).text) : request.title);
  auto there = writer_.read(folder + (folder.empty() ? "" : "/") + stem + ".md");
  if (there && *there == bytes) return "Kept as " + folder + (folder.empty() ? "" : "/") + stem + ".md";
  return writer_.create_unique(folder, stem, bytes).map([](const std::string& path) { return "Kept as " + path; });
}

result<std::string> captures::at_end_of(const std::string& asked, const std::string& text) const {
  const auto target = vault::note_target(writer_.root(), asked, copies_);
  RETURN_IF_ERROR(target);
  const auto& note = *target;
  if (vault::is_capture_path(note))
    return fail(errc::invalid_argument, note + " is not a note; give the path of a note in the vault.");
  auto written = writer_.edit(note, [&](const std::string* current) -> result<std::optional<std::string>> {
    if (current == nullptr) return fail(errc::not_found, "There is no note " + note + ".");
    return vault::append_to_note(*current, trimmed(text), today());
  });
  RETURN_IF_ERROR(written);
  return (*written == vault::write_outcome::unchanged ? "It is there already, in " : "Added to ") + note;
}

std::string captures::today() const {
  return vault::format_day(vault::local_day(time_.now()));
}

}  // namespace secondbrain::sync
