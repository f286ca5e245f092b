// The state of the index on the wire.
#pragma once

#include <boost/json/object.hpp>

#include "http/wire/schema.hpp"
#include "messages/index.hpp"

namespace secondbrain::http {

boost::json::object progress_json(const index_progress& progress);
schema progress_schema();

boost::json::object ledger_json(const ledger_page& page, const list_ledger& request);
schema ledger_schema();

}  // namespace secondbrain::http
