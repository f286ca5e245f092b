#include "brain/sync/weekly.hpp"

#include "brain/sync/weekly_review.hpp"

namespace secondbrain::sync {

result<step_result> write_weekly_review(const vault::vault_writer& writer, vault::daily_view& view, vault::day date,
                                        vault::day today) {
  if (auto refreshed = view.refresh(today); !refreshed) return tl::unexpected(refreshed.error());
  auto week = vault::week_of(date);
  auto path = "00_Weekly/" + week_key(week) + ".md";
  auto text = render_weekly_review(review_week(view.notes(), week), today);
  auto written = writer.edit(path, [&](const std::string*) -> result<std::optional<std::string>> { return text; });
  if (!written) return tl::unexpected(written.error());
  return step_result{"The weekly review is in " + path + ".", {}};
}

}  // namespace secondbrain::sync
