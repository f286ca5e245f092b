#include "cli/display/progress_display.hpp"

#include <algorithm>

#include "base/human_text.hpp"
#include "cli/display/json_fields.hpp"

namespace secondbrain::cli {

namespace {

constexpr std::size_t bar_width = 24;

std::string phase_in_words(const std::string& phase) {
  if (phase == "waiting_for_lock") return "Waiting for another process that is reading notes";
  if (phase == "scanning") return "Looking through the vault";
  if (phase == "indexing") return "Reading";
  if (phase == "frozen") return "The index stays as it is for now";
  return {};  // idle, finished and failed: the answer of the run says it better
}

/// 0…1; a run without files is done before it starts.
double share_of(const boost::json::object& progress) {
  auto total = integer_at(progress, "files_total");
  if (total <= 0) return 0;
  return std::clamp(static_cast<double>(integer_at(progress, "files_done")) / static_cast<double>(total), 0.0, 1.0);
}

std::string bar(double share) {
  auto filled = static_cast<std::size_t>(share * bar_width);
  std::string text;
  for (std::size_t cell = 0; cell < bar_width; ++cell) text += cell < filled ? "█" : "░";
  return text;
}

std::string files(const boost::json::object& progress) {
  return grouped(integer_at(progress, "files_done")) + " of " +
         counted(integer_at(progress, "files_total"), "note", "notes");
}

}  // namespace

void progress_display::show(const boost::json::object& progress) {
  if (phase_in_words(text_at(progress, "phase")).empty()) return;
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

void progress_display::draw_bar(const boost::json::object& progress) {
  auto phase = text_at(progress, "phase");
  auto line = phase_in_words(phase);
  if (phase == "indexing")
    line += " " + bar(share_of(progress)) + " " + files(progress) + "  ";
  else
    line += " …";
  auto used = std::min(length_of(line), screen_.width() - 1);
  auto current = shortened_to_end(printable(text_at(progress, "current")), screen_.width() - 1 - used);
  out_ << "\r\x1b[K" << line << screen_.paint(tone::muted, current) << std::flush;
  drawn_ = true;
}

void progress_display::print_line(const boost::json::object& progress) {
  auto phase = text_at(progress, "phase");
  auto tenth = static_cast<std::int64_t>(share_of(progress) * 10);
  if (phase == last_phase_ && tenth <= last_tenth_) return;
  last_phase_ = phase;
  last_tenth_ = tenth;
  out_ << phase_in_words(phase);
  if (phase == "indexing") out_ << ": " << files(progress);
  out_ << std::endl;
}

}  // namespace secondbrain::cli
