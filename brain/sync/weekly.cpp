#include "brain/sync/weekly.hpp"

#include "brain/sync/generated_file.hpp"
#include "brain/sync/weekly_review.hpp"
#include "brain/vault/text_lines.hpp"
#include "brain/vault/utf8.hpp"

namespace secondbrain::sync {
namespace {

/// The frontmatter of a review says that it was generated; a person's own note of the week has no reason to.
bool is_review(std::string_view text) {
  vault::text_lines lines{text};
  bool is_weekly = false, is_generated = false;
  if (lines.size() == 0 || vault::trim(lines[0]) != "---") return false;
  for (std::size_t at = 1; at < lines.size() && vault::trim(lines[at]) != "---"; ++at) {
    is_weekly |= vault::trim(lines[at]) == "type: weekly";
    is_generated |= lines[at].starts_with("generated:");
  }
  return is_weekly && is_generated;
}

}  // namespace

result<step_result> write_weekly_review(const vault::vault_writer& writer, vault::daily_view& view, vault::day date,
                                        vault::day today) {
  if (auto refreshed = view.refresh(today); !refreshed) return tl::unexpected(refreshed.error());
  auto week = vault::week_of(date);
  auto place = find_place(writer, "00_Weekly/" + week_key(week) + ".md", is_review);
  if (!place) return tl::unexpected(place.error());
  auto text = stamped(render_weekly_review(review_week(view.notes(), week), today));

  step_result told{"The weekly review is in " + place->path + ".", {}};
  if (!place->person.empty()) told.summary += " " + place->person + " is not SecondBrain's and stays as it is.";
  bool is_edited = !vault::trim(place->text).empty() && !is_untouched(place->text) && place->text != text;
  if (is_edited) {
    auto kept = keep_beside(writer, place->path, place->text, today);
    if (!kept) return tl::unexpected(kept.error());
    told.summary += " What it said before is kept in " + *kept + ".";
  }
  auto written = replace_seen(writer, place->path, place->text, text);
  if (!written) return tl::unexpected(written.error());
  return told;
}

}  // namespace secondbrain::sync
