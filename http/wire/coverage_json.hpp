// How much of the vault can be found so far, beside everything that was looked up in the index.
//
// Any thread; cannot fail.
#pragma once

#include <boost/json/object.hpp>

#include "base/feed.hpp"
#include "http/wire/schema.hpp"
#include "messages/index.hpp"

namespace secondbrain::http {

boost::json::object coverage_json(const feed<index_progress>& progress);

schema coverage_schema();

}  // namespace secondbrain::http
