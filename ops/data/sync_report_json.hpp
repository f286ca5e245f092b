// A run of the daily sync as JSON: in the history file, over HTTP and from the command line it looks the same.
#pragma once

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include "base/error.hpp"
#include "messages/sync.hpp"

namespace secondbrain::ops {

boost::json::object to_json(const sync_report& report);

/// errc::corrupt when it is not such a report.
result<sync_report> sync_report_from_json(const boost::json::value& written);

}  // namespace secondbrain::ops
