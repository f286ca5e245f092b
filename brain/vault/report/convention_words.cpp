#include "brain/vault/report/convention_words.hpp"

#include "brain/vault/conventions/inbox_place.hpp"

namespace secondbrain::vault {

namespace {

std::string folder_in_words(std::string_view folder) {
  return folder.empty() ? std::string{"the vault's own folder"} : std::string{folder};
}

std::string_view period_in_words(note_period period) {
  switch (period) {
    case note_period::week: return "weekly notes";
    case note_period::month: return "monthly notes";
    case note_period::quarter: return "quarterly notes";
    case note_period::year: return "yearly notes";
    case note_period::day: break;
  }
  return "daily notes";
}

found_convention naming_in_words(const note_naming& naming) {
  auto value = folder_in_words(naming.folder) + ", named " + naming.format;
  if (naming.language != "en" && naming.paths().pattern().has_names()) value += " (" + naming.language + ")";
  auto origin = origin_in_words(naming.origin);
  if (naming.format_origin != convention_origin{} && naming.format_origin != naming.origin)
    origin += "; the format: " + origin_in_words(naming.format_origin);
  return {std::string{period_in_words(naming.period)}, std::move(value), std::move(origin)};
}

}  // namespace

std::vector<found_convention> conventions_in_words(const vault_conventions& conventions) {
  std::vector<found_convention> all;
  if (conventions.daily)
    all.push_back(naming_in_words(*conventions.daily));
  else
    all.push_back(
        {"daily notes", "none were found",
         "no settings and no names of notes tell of any; SECONDBRAIN_DAILY_FOLDER and SECONDBRAIN_DAILY_FORMAT do"});
  for (const auto& each : conventions.periodic) all.push_back(naming_in_words(each));
  const auto add = [&all](std::string_view name, const std::optional<convention>& found) {
    if (found)
      all.push_back({std::string{name},
                     found->value == "./" ? "beside the note one is in" : folder_in_words(found->value),
                     origin_in_words(found->origin)});
  };
  add("inbox", conventions.inbox);
  if (!conventions.inbox)
    all.push_back({"inbox", std::string{usual_inbox} + ", made with the first capture", "none was found"});
  add("new notes", conventions.new_notes);
  add("templates", conventions.templates);
  add("attachments", conventions.attachments);
  for (const auto& each : conventions.excluded) all.push_back({"left out", each.value, origin_in_words(each.origin)});
  for (const auto& each : conventions.task_formats)
    all.push_back({"tasks", task_format_in_words(each.dialect), origin_in_words(each.origin)});
  if (conventions.finished)
    all.push_back({"finished tasks", conventions.finished->value, origin_in_words(conventions.finished->origin)});
  return all;
}

std::string task_format_in_words(std::string_view format) {
  if (format == "tasks") return "boxes with signs (- [ ] Call Ann 📅 2026-05-01)";
  if (format == "dataview") return "boxes with fields (- [ ] Call Ann [due:: 2026-05-01])";
  if (format == "tasknotes") return "a note for each task, with its status and dates in the frontmatter";
  if (format == "logseq") return "markers (- TODO Call Ann)";
  if (format == "due") return "boxes below “## Tasks” in daily notes (- [ ] Call Ann (due: 2026-05-01))";
  return "plain boxes (- [ ] Call Ann)";
}

std::string no_task_in_words(const vault_conventions& conventions) {
  std::string sentence =
      "No task was found; I looked for boxes in lists (- [ ] …) in every note, outside of code and comments";
  if (conventions.uses("logseq")) sentence += ", for Logseq's markers (- TODO …)";
  if (conventions.uses("tasknotes")) sentence += ", and for notes that are tasks to the TaskNotes plugin";
  return sentence + ".";
}

}  // namespace secondbrain::vault
