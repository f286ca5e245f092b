#include "cli/commands/index_step.hpp"

#include "base/error.hpp"
#include "cli/client/server_client.hpp"
#include "cli/display/json_fields.hpp"
#include "ops/data/data_directory.hpp"
#include "ops/data/reindex_markers.hpp"

namespace secondbrain::cli {

namespace {

using namespace std::chrono_literals;

constexpr auto server_timeout = 120s;  // contract: operations §2.4

/// The server could not take the request now; the trigger file keeps it. Any other error is the server's verdict.
bool may_wait(errc code) {
  return code == errc::unavailable || code == errc::timeout || code == errc::io_failure || code == errc::busy;
}

/// The request in the trigger file, so that it is not lost with this process.
result<std::optional<ops::reindex_trigger>> leave_request(const ops::config& config,
                                                          const std::optional<std::filesystem::path>& vault) {
  if (!vault) return std::nullopt;
  RETURN_IF_ERROR(ops::data_directory::create(config.data_path));
  RETURN_IF_ERROR(ops::write_trigger(config.data_path, vault->string()));
  return ops::read_trigger(config.data_path);
}

}  // namespace

result<index_outcome> run_index_step(const ops::config& config, const server_client& server,
                                     const std::optional<std::filesystem::path>& vault) {
  auto waiting = leave_request(config, vault);
  RETURN_IF_ERROR(waiting);

  auto answer = server.post("/api/v1/index", server_timeout);
  if (!answer) {
    if (!vault || !may_wait(answer.error().code)) return fail(answer.error());
    return index_outcome{"The next server will read the notes (a request is left for it): " + answer.error().message};
  }
  // The server removes the trigger itself; one that works in another data directory has not seen it.
  if (*waiting) RETURN_IF_ERROR(ops::consume_trigger(config.data_path, **waiting));
  return index_outcome{"The server has read the notes: " + text_at(*answer, "message"), true};
}

}  // namespace secondbrain::cli
