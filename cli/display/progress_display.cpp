#include "cli/display/progress_display.hpp"
#include "base/record_json.hpp"

#include <algorithm>

#include "base/human_text.hpp"

namespace secondbrain::cli {

namespace {

constexpr std::size_t bar_width = 24;

std::string phase_in_words(index_phase phase) {
  switch (phase) {
    case index_phase::waiting_for_lock: return "Waiting for another process that is reading notes";
    case index_phase::scanning: return "Looking through the vault";
    case index_phase::indexing: return "Reading";
    case index_phase::frozen: return "The index stays as it is for now";
    case index_phase::idle:
    case index_phase::finished:
    case index_phase::failed: break;  // the answer of the run says it better
  }
  return {};
}

/// 0…1; a run without files is done before it starts.
double share_of(const index_progress& progress) {
  if (progress.files_total <= 0) return 0;
  return std::clamp(static_cast<double>(progress.files_done) / static_cast<double>(progress.files_total), 0.0, 1.0);
}

std::string bar(double share) {
  auto filled = static_cast<std::size_t>(share * bar_width);
  std::string text;
  for (std::size_t cell = 0; cell < bar_width; ++cell) text += cell < filled ? "█" : "░";
  return text;
}

std::string files(const index_progress& progress) {
  return grouped(progress.files_done) + " of " + counted(progress.files_total, "note", "notes");
}

}  // namespace

void progress_display::show(const boost::json::object& answered) {
  const auto progress = from_json<index_progress>(answered);
  if (phase_in_words(progress.phase).empty()) return;
  if (screen_.interactive())
    draw_bar(progress);
  else
    print_line(progress);
}

void progress_display::clear() {
  if (!drawn_) return;
  out_ << "\r\x1b[K" << std::flush;
  drawn_ = false;
}

void progress_display::draw_bar(const index_progress& progress) {
  auto phase = progress.phase;
  auto line = phase_in_words(phase);
  if (phase == index_phase::indexing)
    line += " " + bar(share_of(progress)) + " " + files(progress) + "  ";
  else
    line += " …";
  auto used = std::min(length_of(line), screen_.width() - 1);
  auto current = shortened_to_end(printable(progress.current), screen_.width() - 1 - used);
  out_ << "\r\x1b[K" << line << screen_.paint(tone::muted, current) << std::flush;
  drawn_ = true;
}

void progress_display::print_line(const index_progress& progress) {
  auto phase = progress.phase;
  auto tenth = static_cast<std::int64_t>(share_of(progress) * 10);
  if (phase == last_phase_ && tenth <= last_tenth_) return;
  last_phase_ = phase;
  last_tenth_ = tenth;
  out_ << phase_in_words(phase);
  if (phase == index_phase::indexing) out_ << ": " << files(progress);
  out_ << std::endl;
}

}  // namespace secondbrain::cli
