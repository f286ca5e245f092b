// A backup as JSON: over HTTP and on the command line it looks the same.
//
// Pure, thread-safe, cannot fail.
#pragma once

#include <boost/json/object.hpp>

#include "messages/backup.hpp"

namespace secondbrain::ops {

boost::json::object to_json(const backup_info& backup);

}  // namespace secondbrain::ops
