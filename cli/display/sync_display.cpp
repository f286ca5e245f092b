#include "cli/display/sync_display.hpp"
#include "base/record_json.hpp"

#include <algorithm>

#include "base/human_text.hpp"

namespace secondbrain::cli {

void sync_display::show(const boost::json::object& progress) {
  show(from_json<sync_progress>(progress));
}

void sync_display::show(const sync_progress& progress) {
  if (progress.running && progress.step)
    draw(std::string{to_string(*progress.step)}, progress.done, progress.total, progress.current);
}

void sync_display::clear() {
  if (!drawn_) return;
  out_ << "\r\x1b[K" << std::flush;
  drawn_ = false;
}

void sync_display::draw(const std::string& step, std::int64_t done, std::int64_t total, const std::string& current) {
  if (!screen_.interactive()) return;
  auto line = printable(step) + " …  ";
  if (total > 0) line += grouped(done) + " of " + grouped(total) + "  ";
  const auto used = std::min(length_of(line), screen_.width() - 1);
  out_ << "\r\x1b[K" << line
       << screen_.paint(tone::muted, shortened_to_end(printable(current), screen_.width() - 1 - used)) << std::flush;
  drawn_ = true;
}

}  // namespace secondbrain::cli
