// The supervision tree on the wire, with what a person calls each part of it.
#pragma once

#include <boost/json/object.hpp>

#include "messages/actor_status.hpp"

namespace secondbrain::http {

boost::json::object tree_json(tree_snapshot tree);

}  // namespace secondbrain::http
