// A backup that the running server makes: asked for, followed on the terminal, and told of when it has ended.
//
// Blocks until then, unless it is only begun. One thread. Failure: the server's own sentence; errc::unavailable when
// none runs, and errc::cancelled when it stopped meanwhile.
#pragma once

#include <boost/json/object.hpp>

#include "base/error.hpp"
#include "cli/client/server_client.hpp"
#include "cli/display/context.hpp"

namespace secondbrain::cli {

/// Begins one, or joins the one under way, without waiting for it: `run_id` and `joined`.
result<boost::json::object> begin_backup_on_server(const server_client& server);

/// The backup as `/api/v1/admin/backups` shows it.
result<boost::json::object> back_up_on_server(const server_client& server, context& ctx);

/// Has the server try a backup, the newest where `id` is empty, and follows that: the backup with its trial.
result<boost::json::object> try_backup_on_server(const server_client& server, const std::string& id, context& ctx);

}  // namespace secondbrain::cli
