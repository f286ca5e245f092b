#include "brain/sync/weekly/weekly.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "base/utf8.hpp"
#include "brain/sync/tasks/generated_file.hpp"
#include "brain/sync/weekly/weekly_review.hpp"
#include "brain/vault/text_lines.hpp"

namespace secondbrain::sync {
namespace {

/// The frontmatter of a review says that it was generated; a person's own note of the week has no reason to.
bool is_review(std::string_view text) {
  vault::text_lines lines{text};
  bool is_weekly = false, is_generated = false;
  if (lines.size() == 0 || trimmed(lines[0]) != "---") return false;
  for (std::size_t at = 1; at < lines.size() && trimmed(lines[at]) != "---"; ++at) {
    is_weekly |= trimmed(lines[at]) == "type: weekly";
    is_generated |= lines[at].starts_with("generated:");
  }
  return is_weekly && is_generated;
}

}  // namespace

result<step_result> write_weekly_review(const vault::vault_writer& writer, vault::daily_view& view, vault::day date,
                                        vault::day today) {
  RETURN_IF_ERROR(view.refresh(today));
  if (view.notes().empty())
    return step_result{
        "The weekly review is made of the daily notes in 00_Daily, and this vault has none; so nothing was "
        "written.",
        {}};
  auto week = vault::week_of(date);
  auto place = find_place(writer, "00_Weekly/" + week_key(week) + ".md", is_review);
  RETURN_IF_ERROR(place);
  auto text = stamped(render_weekly_review(review_week(view.notes(), week), today));

  step_result outcome{"The weekly review is in " + place->path + ".", {}};
  if (!place->person.empty()) outcome.summary += " " + place->person + " is not SecondBrain's and stays as it is.";
  bool is_edited = !trimmed(place->text).empty() && !is_untouched(place->text) && place->text != text;
  if (is_edited) {
    auto kept = keep_beside(writer, place->path, place->text, today);
    RETURN_IF_ERROR(kept);
    outcome.summary += " What it said before is kept in " + *kept + ".";
  }
  auto written = replace_seen(writer, place->path, place->text, text);
  RETURN_IF_ERROR(written);
  return outcome;
}

}  // namespace secondbrain::sync
