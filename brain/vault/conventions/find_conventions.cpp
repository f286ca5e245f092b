#include "brain/vault/conventions/find_conventions.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "brain/vault/conventions/inbox_place.hpp"
#include "brain/vault/conventions/obsidian_conventions.hpp"
#include "brain/vault/conventions/own_conventions.hpp"
#include "brain/vault/conventions/seen_names.hpp"
#include "brain/vault/conventions/settings_files.hpp"
#include "brain/vault/dialects/logseq_dates.hpp"

namespace secondbrain::vault {

namespace {

constexpr std::string_view logseq_file = "logseq/config.edn";

bool lies_in(std::string_view note, std::string_view folder) {
  return note.size() > folder.size() && note.starts_with(folder) && note[folder.size()] == '/';
}

bool any_lies_in(std::span<const std::string> notes, std::string_view folder) {
  return std::any_of(notes.begin(), notes.end(), [folder](const std::string& note) { return lies_in(note, folder); });
}

convention said(std::string value, convention_source source, std::string file = {}) {
  return {std::move(value), {source, std::move(file)}};
}

/// moment.js calls the same parts by other letters.
std::string as_moment_format(std::string_view format) {
  std::string moment;
  for (std::size_t at = 0; at < format.size(); ++at) {
    if (format.substr(at).starts_with("do")) {
      moment += "Do";
      ++at;
      continue;
    }
    switch (format[at]) {
      case 'y': moment += 'Y'; break;
      case 'd': moment += 'D'; break;
      case 'E': moment += 'd'; break;
      default: moment += format[at];
    }
  }
  return moment;
}

void add_logseq(settings_files& files, std::span<const std::string> notes, vault_conventions& found) {
  using enum convention_source;
  const std::string path{logseq_file};
  const auto config = files.edn(path);
  if (!config && !files.exists(path) && !(any_lies_in(notes, "journals") && any_lies_in(notes, "pages"))) return;
  dialects::logseq_settings settings;
  const auto text = [&config](std::string_view key, std::string& value) {
    const auto* found_value = config ? config->find(key) : nullptr;
    if (found_value != nullptr && found_value->kind == dialects::edn_kind::string && !found_value->text.empty())
      value = found_value->text;
  };
  text(":journals-directory", settings.journals);
  text(":pages-directory", settings.pages);
  text(":journal/page-title-format", settings.page_title_format);
  text(":journal/file-name-format", settings.journal_file_format);
  if (config) {
    if (const auto* workflow = config->find(":preferred-workflow")) settings.todo_workflow = workflow->text == ":todo";
    if (const auto* names = config->find(":file/name-format")) settings.legacy_names = names->text == ":legacy";
    if (const auto* hidden = config->find(":hidden"))
      for (const auto& each : hidden->items)
        if (each.kind == dialects::edn_kind::string) settings.hidden.push_back(each.text);
  }
  for (auto* format : {&settings.page_title_format, &settings.journal_file_format})
    if (const auto trouble = dialects::trouble_with_logseq_format(*format); !trouble.empty()) {
      const dialects::logseq_settings usual;
      const auto& instead = format == &settings.page_title_format ? usual.page_title_format : usual.journal_file_format;
      files.trouble(path, trouble + " " + instead + " is taken instead.");
      *format = instead;
    }
  const convention_origin origin{logseq, config ? path : std::string{}};
  if (!found.daily) {
    note_naming daily;
    daily.folder = settings.journals;
    daily.format = as_moment_format(settings.journal_file_format);
    daily.origin = origin;
    found.daily = std::move(daily);
  }
  if (!found.new_notes) found.new_notes = convention{settings.pages, origin};
  if (!found.attachments) found.attachments = said("assets", logseq);
  for (const auto& each : settings.hidden) found.excluded.push_back({each, origin});
  if (!found.uses("logseq")) found.task_formats.push_back({"logseq", origin});
  if (!found.finished) found.finished = convention{"DONE", origin};
  found.logseq = std::move(settings);
}

void add_predecessor(std::span<const std::string> notes, vault_conventions& found) {
  using enum convention_source;
  if (!any_lies_in(notes, "00_Daily")) return;
  if (!found.daily) {
    note_naming daily;
    daily.folder = "00_Daily";
    daily.format = usual_day_format;
    daily.origin.source = predecessor;
    found.daily = std::move(daily);
  }
  const bool is_as_it_had_it = found.daily->folder == "00_Daily" && found.daily->format == usual_day_format;
  if (is_as_it_had_it && !found.uses("due")) found.task_formats.push_back({"due", {predecessor, {}}});
  if (!found.inbox) found.inbox = said("Inbox", predecessor);
  if (!found.templates) found.templates = said("90_Meta/Templates", predecessor);
  if (!found.finished) found.finished = said("[x]", predecessor);
}

std::string_view last_part(std::string_view folder) {
  return folder.substr(folder.rfind('/') + 1);
}

/// A folder that is called so, whatever stands before its name (`02. Inbox`, `+Inbox`), nearest to the root.
std::optional<std::string> folder_called(std::span<const std::string> notes, bool (*is_called)(std::string_view)) {
  std::optional<std::string> best;
  for (const auto& note : notes)
    for (auto slash = note.find('/'); slash != std::string::npos; slash = note.find('/', slash + 1))
      if (const auto folder = std::string_view{note}.substr(0, slash); is_called(folder))
        if (!best || folder.size() < best->size()) best = folder;
  return best;
}

bool is_called_templates(std::string_view folder) noexcept {
  constexpr auto names = std::to_array<std::string_view>(
      {"Templates", "templates", "Template", "Vorlagen", "Modèles", "Plantillas", "Modelos", "Modelli", "Sjablonen",
       "Mallar", "Maler", "Skabeloner", "Szablony", "Шаблоны", "テンプレート", "模板", "範本", "템플릿"});
  constexpr std::size_t longest_sign = 5;  // bytes before the name, as in `99 Templates`
  const auto part = last_part(folder);
  return std::any_of(names.begin(), names.end(), [part](std::string_view name) {
    if (!part.ends_with(name) || part.size() > name.size() + longest_sign) return false;
    const auto before = part.substr(0, part.size() - name.size());
    return std::all_of(before.begin(), before.end(), [](char each) {
      return (static_cast<unsigned char>(each) < 0x80) && !((each | 0x20) >= 'a' && (each | 0x20) <= 'z');
    });
  });
}

/// What is captured goes there, so it is nothing that lies deep among the notes of something else.
bool is_inbox_of_all(std::string_view folder) noexcept {
  return is_called_inbox(folder) && std::count(folder.begin(), folder.end(), '/') < 2;
}

void add_seen(std::span<const std::string> notes, std::span<const std::string> folders, day today,
              vault_conventions& found) {
  using enum convention_source;
  if (!found.daily) found.daily = naming_seen_in(notes, today);
  // A folder stays what it is while it is empty.
  for (const auto& places : {notes, folders}) {
    if (!found.inbox)
      if (auto inbox = folder_called(places, is_inbox_of_all)) found.inbox = said(std::move(*inbox), seen);
    if (!found.templates)
      if (auto folder = folder_called(places, is_called_templates)) found.templates = said(std::move(*folder), seen);
  }
}

/// What is made from templates counts, they themselves do not; nor does what was filed already.
void leave_out_what_is_no_note_yet(vault_conventions& found) {
  const auto leave_out = [&found](convention place) {
    const auto is_same = [&place](const convention& each) { return each.value == place.value; };
    if (std::none_of(found.excluded.begin(), found.excluded.end(), is_same)) found.excluded.push_back(std::move(place));
  };
  if (const auto& templates = found.templates; templates && !templates->value.empty()) {
    const auto& days = found.daily ? found.daily->folder : std::string{};
    if (days != templates->value && !lies_in(days, templates->value)) leave_out(*templates);
  }
  if (found.inbox && !is_called_inbox(found.inbox->value))
    leave_out({filed_below(inbox_of(found)), found.inbox->origin});
}

}  // namespace

vault_conventions find_conventions(const convention_settings& ours, const settings_reader& read,
                                   std::span<const std::string> notes, day today, const vault_conventions* before,
                                   std::span<const std::string> folders) {
  vault_conventions found;
  settings_files files{read, before, found};
  add_obsidian_conventions(ours, files, notes, today, found);
  add_logseq(files, notes, found);
  add_predecessor(notes, found);
  add_seen(notes, folders, today, found);
  lay_settings_over(ours, notes, today, found);
  leave_out_what_is_no_note_yet(found);
  return found;
}

}  // namespace secondbrain::vault
