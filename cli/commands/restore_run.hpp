// A restore that the running server does, followed until its parts are up again.
//
// Blocks until then. One thread. Failure: the server's own sentence; errc::unavailable when none answers.
#pragma once

#include "base/error.hpp"
#include "cli/client/server_client.hpp"
#include "messages/restore.hpp"
#include "ops/backup/restore.hpp"

namespace secondbrain::cli {

result<ops::restored> restore_on_server(const server_client& server, const restore_order& order);

}  // namespace secondbrain::cli
