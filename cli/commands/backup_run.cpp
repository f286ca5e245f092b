#include "cli/commands/backup_run.hpp"
#include "base/record_json.hpp"

#include <algorithm>
#include <thread>

#include "base/human_text.hpp"
#include "cli/display/json_fields.hpp"
#include "cli/display/terminal.hpp"
#include "messages/backup.hpp"

namespace secondbrain::cli {

namespace {

using namespace std::chrono_literals;

constexpr auto backup_timeout = 60s;
constexpr auto between_backup_looks = 300ms;
constexpr int most_failures = 10;  // one after the other, until the server counts as gone

/// One redrawn line on a terminal, nothing elsewhere.
class backup_line {
 public:
  explicit backup_line(context& ctx) : out_{ctx.err}, screen_{ctx.err_terminal} {}
  ~backup_line() {
    if (drawn_) out_ << "\r\x1b[K" << std::flush;
  }
  backup_line(const backup_line&) = delete;
  backup_line& operator=(const backup_line&) = delete;

  void show(const backup_progress& progress) {
    if (!screen_.interactive()) return;
    if (progress.work == backup_work::trying) return draw("Trying the backup …  ", progress.current);
    draw("Backing up …  " + byte_count(static_cast<std::int64_t>(progress.bytes_done)) + " of " +
             byte_count(static_cast<std::int64_t>(progress.bytes_total)) + "  ",
         progress.current);
  }

 private:
  void draw(const std::string& line, const std::string& doing) {
    const auto used = std::min(length_of(line), screen_.width() - 1);
    const auto current = shortened_to_end(printable(doing), screen_.width() - 1 - used);
    out_ << "\r\x1b[K" << line << screen_.paint(tone::muted, current) << std::flush;
    drawn_ = true;
  }

  std::ostream& out_;
  terminal screen_;
  bool drawn_ = false;
};

error gone() {
  return {errc::cancelled,
          "the server stopped in the meantime, so nothing came of it; see `secondbrain backups`, and start "
          "it again"};
}

result<boost::json::object> follow(const server_client& server, const std::string& run_id, context& ctx) {
  backup_line line{ctx};
  for (int failures = 0;; std::this_thread::sleep_for(between_backup_looks)) {
    const auto answer = server.get("/api/v1/admin/backups/progress");
    if (!answer) {
      if (++failures == most_failures) return fail(gone());
      continue;
    }
    failures = 0;
    const auto progress = from_json<backup_progress>(*answer);
    if (progress.run_id != run_id) return fail(gone());
    if (const auto* backup = object_at(*answer, "backup")) return *backup;
    if (progress.phase == backup_phase::failed)
      return fail(errc::io_failure, progress.problem ? progress.problem->message : std::string{});
    line.show(progress);
  }
}

}  // namespace

result<boost::json::object> begin_backup_on_server(const server_client& server) {
  return server.post("/api/v1/admin/backups", backup_timeout, {{"wait", "false"}});
}

result<boost::json::object> back_up_on_server(const server_client& server, context& ctx) {
  auto answer = server.post("/api/v1/admin/backups", backup_timeout);
  if (!answer || answer->contains("id")) return answer;
  const auto started = from_json<backup_started>(*answer);
  if (started.start == backup_start::joined)
    ctx.err
        << "A backup was already under way; waiting for that one. What was written since it began may not be in it.\n";
  return follow(server, started.run_id, ctx);
}

result<boost::json::object> try_backup_on_server(const server_client& server, const std::string& id, context& ctx) {
  const auto answer = server.post("/api/v1/admin/backups/trial", backup_timeout,
                                  id.empty() ? query_parameters{} : query_parameters{{"id", id}});
  RETURN_IF_ERROR(answer);
  return follow(server, from_json<backup_started>(*answer).run_id, ctx);
}

}  // namespace secondbrain::cli
