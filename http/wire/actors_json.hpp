// The supervision tree on the wire.
#pragma once

#include <boost/json/object.hpp>

#include "http/wire/schema.hpp"
#include "messages/actor_status.hpp"

namespace secondbrain::http {

boost::json::object tree_json(const tree_snapshot& tree);
schema tree_schema();

}  // namespace secondbrain::http
