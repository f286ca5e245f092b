#include "brain/vault/planner/new_task_place.hpp"

#include "base/text.hpp"
#include "brain/vault/changes/note_target.hpp"
#include "brain/vault/daily_paths/locale_names.hpp"
#include "brain/vault/planner/listed_tasks.hpp"
#include "brain/vault/writing/note_template.hpp"

namespace secondbrain::vault {

result<std::string> note_of_day(const vault_writer& writer, const vault_conventions& conventions, tool_copies copies,
                                day of) {
  const auto& daily = conventions.daily;
  if (!daily)
    return fail(errc::invalid_argument,
                "No daily notes are known of in this vault; name the note that the task is to go to.");
  auto named = note_target(writer.root(), daily->paths().path_of(of), copies);
  if (named) return named;
  return fail(errc::invalid_argument, "Daily notes are named \"" + daily->format + "\" in this vault (" +
                                          origin_in_words(daily->origin) +
                                          "), and today's cannot be written: " + named.error().message);
}

std::string beginning_of_note(const vault_writer& writer, const vault_conventions& conventions, const std::string& path,
                              day today, std::chrono::seconds time_of_day) {
  const auto& daily = conventions.daily;
  if (!daily || daily->template_path.empty() || path != daily->paths().path_of(today)) return {};
  auto place = daily->template_path;
  if (!place.ends_with(".md")) place += ".md";
  const auto text = writer.read(place);
  const auto* locale = find_locale(daily->language);
  const auto filled =
      text ? filled_template(*text, name_of_note(path), today, time_of_day, locale == nullptr ? english() : *locale)
           : std::nullopt;
  return filled.value_or("");
}

std::string file_name_of_task(std::string_view text) {
  std::string name;
  for (const char each : trimmed(text))
    name += std::string_view{"\\/:*?\"<>|#^[]"}.find(each) == std::string_view::npos ? each : ' ';
  constexpr std::size_t longest = 80;
  std::string_view cut = name;
  if (cut.size() > longest) {
    cut = cut.substr(0, longest);
    while (!cut.empty() && (static_cast<unsigned char>(name[cut.size()]) & 0xC0U) == 0x80U) cut.remove_suffix(1);
  }
  while (cut.starts_with('.')) cut.remove_prefix(1);
  cut = trimmed(cut);
  return cut.empty() ? std::string{"Task"} : std::string{cut};
}

}  // namespace secondbrain::vault
