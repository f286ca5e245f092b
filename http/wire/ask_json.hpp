// Questions and answers on the wire (contract: http_api §4).
#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <vector>

#include "http/wire/schema.hpp"
#include "messages/answer.hpp"

namespace secondbrain::http {

schema question_schema();
/// From a body that the schema has passed.
ask_question question_from(const json::value& body);

json::array citations_json(const std::vector<citation>& citations);

/// What is known at the end of an answer, besides its text and citations: the data of the event `done`.
json::object ending_json(const answer& said);
schema ending_schema();

/// All of it.
json::object answer_json(const answer& said);
schema answer_schema();

}  // namespace secondbrain::http
