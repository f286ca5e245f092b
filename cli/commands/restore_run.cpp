#include "cli/commands/restore_run.hpp"

#include <thread>

#include "base/record_json.hpp"

namespace secondbrain::cli {

namespace {

using namespace std::chrono_literals;

constexpr auto path = "/api/v1/admin/restore";
constexpr auto answer_timeout = 60s;
constexpr auto between_looks = 200ms;
constexpr auto longest_silence = 120s;  // that stopping and starting the parts may take

}  // namespace

result<ops::restored> restore_on_server(const server_client& server, const restore_order& order) {
  query_parameters parameters;
  if (order.kind == restore_kind::undo)
    parameters.emplace_back("undo", "true");
  else
    parameters.emplace_back("id", order.id);
  if (order.kind == restore_kind::from_another) parameters.emplace_back("from_another", "true");
  const auto begun = server.post(path, answer_timeout, parameters);
  RETURN_IF_ERROR(begun);
  auto last_heard = std::chrono::steady_clock::now();
  for (;; std::this_thread::sleep_for(between_looks)) {
    const auto answer = server.get(path);
    if (!answer && std::chrono::steady_clock::now() - last_heard > longest_silence)
      return fail(errc::timeout, "the server has stopped for the restore and does not answer again; look at its log, " +
                                     std::string{"and at `secondbrain backups` for what was replaced"});
    if (!answer) continue;
    last_heard = std::chrono::steady_clock::now();
    const auto now = from_json<restore_progress>(*answer);
    if (now.phase == restore_phase::finished) return ops::restored{now.from, now.replaced};
    if (now.phase == restore_phase::failed) return fail(errc::io_failure, now.problem);
    if (now.phase == restore_phase::idle)
      return fail(errc::cancelled, "the server was started anew meanwhile, and nothing was restored");
  }
}

}  // namespace secondbrain::cli
