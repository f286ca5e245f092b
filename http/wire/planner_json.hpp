// Tasks and events on the wire (contract: http_api §6).
#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <vector>

#include "http/wire/schema.hpp"
#include "messages/planner.hpp"

namespace secondbrain::http {

json::object task_json(const task& shown);
json::array tasks_json(const std::vector<task>& shown);
json::array events_json(const std::vector<calendar_event>& shown);
json::object briefing_json(const briefing& shown);

schema task_schema();
schema event_schema();
schema briefing_schema();

}  // namespace secondbrain::http
