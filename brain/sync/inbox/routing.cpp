#include "brain/sync/inbox/routing.hpp"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

#include "base/error.hpp"
#include "base/lower_case.hpp"
#include "base/text.hpp"
#include "base/utf8.hpp"
#include "brain/sync/inbox/living_document.hpp"
#include "brain/sync/inbox/note_name.hpp"
#include "brain/vault/planner/daily_note.hpp"
#include "brain/vault/text_lines.hpp"
#include "brain/vault/writing/editable_text.hpp"
#include "brain/vault/writing/note_edit.hpp"
#include "brain/vault/writing/note_encoding.hpp"

namespace secondbrain::sync {
namespace {

using vault::daily_additions;
using vault::vault_writer;
using vault::write_outcome;

constexpr std::string_view notes_folder = "10_Notes";
constexpr std::string_view projects_folder = "20_Projects";
constexpr std::string_view concepts_folder = "30_Concepts";
constexpr std::string_view suffix = ".md";
constexpr std::size_t titles_per_folder = 75;

std::string note_path(std::string_view folder, std::string_view stem) {
  return std::string{folder}.append("/").append(stem).append(suffix);
}

bool is_change(write_outcome outcome) noexcept {
  return outcome != write_outcome::unchanged;
}

/// What was done to a file.
routed_piece describe(write_outcome outcome, const std::string& path) {
  if (!is_change(outcome)) return {path + " says it already", false};
  return {(outcome == write_outcome::created ? "Created " : "Appended to ") + path, true};
}

std::string_view body_of(std::string_view note) {
  const vault::text_lines lines{note};
  auto first = vault::end_of_frontmatter(lines);
  return trimmed(first < lines.size() ? note.substr(static_cast<std::size_t>(lines[first].data() - note.data()))
                                      : std::string_view{});
}

bool is_empty(const daily_additions& items) {
  return items.focus_items.empty() && items.notes_items.empty() && items.tasks.empty();
}

/// One piece on its way.
class delivery {
 public:
  delivery(const vault_writer& writer, const classification& found, std::string_view piece, std::string_view today)
      : writer_{writer}, found_{found}, piece_{piece}, today_{today} {}

  result<routed_piece> to_existing_note(const std::string& path) const {
    return writer_
        .edit(path,
              [&](const std::string* current) -> result<std::optional<std::string>> {
                if (current == nullptr) return fail(errc::conflict, path + " went away meanwhile.");
                return vault::append_to_note(*current, body(), today_);
              })
        .map([&](write_outcome outcome) { return describe(outcome, path); });
  }

  result<routed_piece> to_living_document() const {
    const auto* document = find_living_document(found_.living_document);
    if (document == nullptr) return to_new_note("note", notes_folder);
    std::string path{document->path};
    return writer_
        .edit(path,
              [&](const std::string* current) -> result<std::optional<std::string>> {
                if (current != nullptr && document->semantics == update_semantics::replace) {
                  RETURN_IF_ERROR(vault::check_utf8(path, *current));
                }
                return update_living_document(*document, current, body(), today_);
              })
        .map([&](write_outcome outcome) {
          bool replaced = document->semantics == update_semantics::replace && outcome != write_outcome::created;
          return replaced && is_change(outcome) ? routed_piece{"Replaced the text of " + path, true}
                                                : describe(outcome, path);
        });
  }

  result<routed_piece> to_new_note(std::string_view type, std::string_view folder) const {
    vault::new_note note{std::string{type}, found_.tags, std::string{today_}, {}, std::string{body()}};
    if (folder == projects_folder) note.status = "active";
    auto bytes = vault::make_note(note);
    auto stem = note_file_stem(found_.suggested_title);
    if (auto same = find_same(folder, stem, bytes)) return describe(write_outcome::unchanged, *same);
    return writer_.create_unique(folder, stem, bytes).map([](const std::string& at) {
      return describe(write_outcome::created, at);
    });
  }

  result<routed_piece> to_daily_note(const std::string& date, const daily_additions& items) const {
    auto path = vault::daily_note_path(date);
    return writer_
        .edit(path,
              [&](const std::string* current) -> result<std::optional<std::string>> {
                if (current == nullptr) return vault::make_daily_note(date, found_.tags, items);
                const vault::editable_text note{*current};
                return note.bytes_of(path, vault::add_to_daily_note(note.text(), items));
              })
        .map([&](write_outcome outcome) { return describe(outcome, path); });
  }

  /// With the items that belong to a day; a piece without any is kept as a note of the day.
  result<routed_piece> to_its_day() const {
    auto items = found_.items;
    if (is_empty(items)) items.notes_items.emplace_back(body());
    return to_daily_note(found_.date, items);
  }

  result<routed_piece> to_calendar() const {
    auto date = found_.event_date.empty() ? found_.date : found_.event_date;
    auto event = found_.event;
    if (event.title.empty()) event.title = found_.suggested_title.empty() ? "Event" : found_.suggested_title;
    if (event.end_date <= date) event.end_date.clear();
    auto path = vault::daily_note_path(date);
    return writer_
        .edit(path,
              [&](const std::string* current) -> result<std::optional<std::string>> {
                return vault::add_event(current != nullptr ? *current : vault::make_daily_note(date, {}, {}), event);
              })
        .map([&](write_outcome outcome) {
          return routed_piece{"Event \"" + event.title + "\" in " + path, is_change(outcome)};
        });
  }

 private:
  std::string_view body() const { return found_.content.empty() ? piece_ : std::string_view{found_.content}; }

  /// The note that an earlier attempt made, or that says the same since another day; errc::not_found when there is
  /// none.
  result<std::string> find_same(std::string_view folder, const std::string& stem, const std::string& bytes) const {
    auto path = note_path(folder, stem);
    for (int number = 1;; ++number) {
      auto there = writer_.read(path);
      RETURN_IF_ERROR(there);
      if (*there == bytes || body_of(*there) == body_of(bytes)) return path;
      path = note_path(folder, stem + " " + std::to_string(number));
    }
  }

  const vault_writer& writer_;
  const classification& found_;
  std::string_view piece_;
  std::string_view today_;
};

std::optional<std::string> path_of_existing(const vault_writer& writer, const std::string& title) {
  if (!is_note_title(title)) return std::nullopt;
  for (auto folder : {notes_folder, concepts_folder}) {
    auto path = note_path(folder, title);
    if (writer.read(path)) return path;
  }
  return std::nullopt;
}

result<routed_piece> deliver(const delivery& piece, const classification& found) {
  switch (found.kind) {
    case note_kind::living_document: return piece.to_living_document();
    case note_kind::event: return piece.to_calendar();
    case note_kind::daily_note: return piece.to_its_day();
    case note_kind::project: return piece.to_new_note("project", projects_folder);
    case note_kind::concept_note: return piece.to_new_note("concept", concepts_folder);
    case note_kind::note: break;
  }
  return piece.to_new_note("note", notes_folder);
}

/// What belongs into a daily note beside the place where the piece itself went.
daily_additions left_for_the_day(const classification& found, bool went_to_existing) {
  if (found.kind != note_kind::daily_note) return {{}, {}, found.items.tasks};
  return went_to_existing ? found.items : daily_additions{};
}

std::string understood_as(const classification& found) {
  if (found.category.empty()) return {};
  auto names = found.sub_project.empty() ? found.category : found.category + " > " + found.sub_project;
  return " (" + names + ")";
}

std::vector<std::string> note_stems(const std::filesystem::path& folder) {
  std::vector<std::string> stems;
  std::error_code failure;
  if (!std::filesystem::is_directory(std::filesystem::symlink_status(folder, failure))) return stems;
  for (std::filesystem::directory_iterator entry{folder, failure}, end; !failure && entry != end;
       entry.increment(failure)) {
    auto name = entry->path().filename();
    if (name.extension() == suffix && entry->is_regular_file(failure)) stems.push_back(name.stem().string());
  }
  return stems;
}

}  // namespace

result<routed_piece> route(const vault_writer& writer, const classification& found, std::string_view piece,
                           std::string_view today) {
  delivery way{writer, found, piece, today};
  auto existing = path_of_existing(writer, found.existing_note);
  auto done = existing ? way.to_existing_note(*existing) : deliver(way, found);
  if (!done) return done;
  done->action += understood_as(found);
  auto add = [&](const routed_piece& noted, const std::string& action) {
    done->action += "; " + action;
    done->changed = done->changed || noted.changed;
  };
  if (existing && found.kind == note_kind::event) {
    auto noted = way.to_calendar();
    if (!noted) return noted;
    add(*noted, noted->action);
  }
  auto rest = left_for_the_day(found, existing.has_value());
  if (is_empty(rest)) return done;
  auto noted = way.to_daily_note(found.date, rest);
  if (!noted) return noted;
  auto count = rest.tasks.size();
  add(*noted, std::to_string(count) + (count == 1 ? " task in " : " tasks in ") + vault::daily_note_path(found.date));
  return done;
}

std::vector<titles_of_folder> existing_titles(const vault_writer& writer) {
  std::vector<titles_of_folder> all;
  for (auto folder : {notes_folder, concepts_folder}) {
    auto stems = note_stems(writer.root() / folder);
    std::sort(stems.begin(), stems.end(), [](const std::string& left, const std::string& right) {
      return std::pair{lower_case(left), left} < std::pair{lower_case(right), right};
    });
    if (stems.size() > titles_per_folder) stems.resize(titles_per_folder);
    if (!stems.empty()) all.push_back({std::string{folder}, std::move(stems)});
  }
  return all;
}

}  // namespace secondbrain::sync
