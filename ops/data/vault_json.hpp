// The vault's record and what would be written into it, as JSON: over HTTP and on the command line the same.
//
// Pure, thread-safe, cannot fail.
#pragma once

#include <boost/json/object.hpp>

#include "messages/vault.hpp"

namespace secondbrain::ops {

boost::json::object to_json(const permission& said);
boost::json::object to_json(const vault_status& vault);
boost::json::object to_json(const upkeep_preview& preview);

}  // namespace secondbrain::ops
