#include "cli/commands/backup_run.hpp"

#include <algorithm>
#include <thread>

#include "base/human_text.hpp"
#include "cli/display/json_fields.hpp"
#include "cli/display/terminal.hpp"

namespace secondbrain::cli {

namespace {

using namespace std::chrono_literals;

constexpr auto answer_patience = 60s;
constexpr auto between_looks = 300ms;
constexpr int looks_in_vain = 10;  // one after the other, until the server counts as gone

/// One redrawn line on a terminal, nothing elsewhere.
class backup_line {
 public:
  explicit backup_line(context& ctx) : out_{ctx.err}, screen_{ctx.err_terminal} {}
  ~backup_line() {
    if (drawn_) out_ << "\r\x1b[K" << std::flush;
  }
  backup_line(const backup_line&) = delete;
  backup_line& operator=(const backup_line&) = delete;

  void show(const boost::json::object& progress) {
    if (!screen_.interactive()) return;
    auto line = "Backing up …  " + byte_count(integer_at(progress, "bytes_done")) + " of " +
                byte_count(integer_at(progress, "bytes_total")) + "  ";
    const auto used = std::min(length_of(line), screen_.width() - 1);
    const auto current = shortened_to_end(printable(text_at(progress, "current")), screen_.width() - 1 - used);
    out_ << "\r\x1b[K" << line << screen_.paint(tone::muted, current) << std::flush;
    drawn_ = true;
  }

 private:
  std::ostream& out_;
  terminal screen_;
  bool drawn_ = false;
};

error gone() {
  return {
      errc::cancelled,
      "the server stopped while it made the backup, so nothing of it was kept; see `secondbrain backups`, and start "
      "it again"};
}

result<boost::json::object> follow(const server_client& server, const std::string& run_id, context& ctx) {
  backup_line line{ctx};
  for (int in_vain = 0;; std::this_thread::sleep_for(between_looks)) {
    auto progress = server.get("/api/v1/admin/backups/progress");
    if (!progress) {
      if (++in_vain == looks_in_vain) return tl::unexpected(gone());
      continue;
    }
    in_vain = 0;
    if (text_at(*progress, "run_id") != run_id) return tl::unexpected(gone());
    if (const auto* made = object_at(*progress, "backup")) return *made;
    if (text_at(*progress, "phase") == "failed") return fail(errc::io_failure, text_at(*progress, "error"));
    line.show(*progress);
  }
}

}  // namespace

result<boost::json::object> begin_backup_on_server(const server_client& server) {
  return server.post("/api/v1/admin/backups", answer_patience, {{"wait", "false"}});
}

result<boost::json::object> back_up_on_server(const server_client& server, context& ctx) {
  auto answer = server.post("/api/v1/admin/backups", answer_patience);
  if (!answer || answer->contains("id")) return answer;
  if (truth_at(*answer, "joined"))
    ctx.err
        << "A backup was already under way; waiting for that one. What was written since it began may not be in it.\n";
  return follow(server, text_at(*answer, "run_id"), ctx);
}

}  // namespace secondbrain::cli
