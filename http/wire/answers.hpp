// The answers routes give when all is well.
#pragma once

#include <boost/json/value.hpp>
#include <chrono>
#include <optional>
#include <string>

#include "http/wire/http_message.hpp"

namespace secondbrain::http {

http_response json_answer(const boost::json::value& body, int status = 200);
http_response text_answer(std::string body, int status = 200);
http_response event_answer(std::function<void(event_stream&)> stream);

/// UTC, ISO 8601 with offset; null when there is none.
boost::json::value json_time(const std::optional<std::chrono::system_clock::time_point>& at);

/// Rounded to that many decimals.
double rounded(double number, int decimals);

}  // namespace secondbrain::http
