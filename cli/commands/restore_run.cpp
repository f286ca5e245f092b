#include "cli/commands/restore_run.hpp"

#include <thread>

#include "base/record_json.hpp"

namespace secondbrain::cli {

namespace {

using namespace std::chrono_literals;

constexpr auto restore_path = "/api/v1/admin/restore";
constexpr auto restore_timeout = 60s;
constexpr auto between_restore_looks = 200ms;
constexpr auto longest_silence = 120s;  // that stopping and starting the parts may take

ops::restored outcome_of(const restore_progress& finished) {
  ops::restored done{finished.from, finished.replaced};
  const bool says_something = !finished.until.empty() || !finished.later.empty() || !finished.remarks.empty();
  if (says_something) done.later = {finished.until, finished.later, finished.remarks};
  return done;
}

}  // namespace

result<ops::restored> restore_on_server(const server_client& server, const restore_order& order) {
  query_parameters parameters;
  const auto add_flag = [&](const char* name, bool is_set) {
    if (is_set) parameters.emplace_back(name, "true");
  };
  if (!order.id.empty()) parameters.emplace_back("id", order.id);
  add_flag("undo", order.kind == restore_kind::undo);
  add_flag("shipped", order.kind == restore_kind::shipped);
  add_flag("from_another", order.kind == restore_kind::from_another);
  add_flag("newest", order.is_newest);
  add_flag("with_later", order.with_later);
  const auto begun = server.post(restore_path, restore_timeout, parameters);
  RETURN_IF_ERROR(begun);
  auto last_heard = std::chrono::steady_clock::now();
  for (;; std::this_thread::sleep_for(between_restore_looks)) {
    const auto answer = server.get(restore_path);
    if (!answer && std::chrono::steady_clock::now() - last_heard > longest_silence)
      return fail(errc::timeout, "the server has stopped for the restore and does not answer again; look at its log, " +
                                     std::string{"and at `secondbrain backups` for what was replaced"});
    if (!answer) continue;
    last_heard = std::chrono::steady_clock::now();
    const auto now = from_json<restore_progress>(*answer);
    if (now.phase == restore_phase::finished) return outcome_of(now);
    if (now.phase == restore_phase::failed) return fail(errc::io_failure, now.problem);
    if (now.phase == restore_phase::idle)
      return fail(errc::cancelled,
                  "the server was restarted in the meantime, so it is not known whether the backup was put in "
                  "place; if it was, `secondbrain backups` names the state that it replaced");
  }
}

}  // namespace secondbrain::cli
