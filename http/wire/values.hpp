// Reads values out of a request as a schema says, and notes everything that does not fit.
//
// Rules and wording are those of the contract (http_api §2). Whatever is returned after a problem was noted is of no
// use; the caller looks at `problems` first.
#pragma once

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "http/wire/http_message.hpp"
#include "http/wire/problems.hpp"
#include "http/wire/schema.hpp"

namespace secondbrain::http {

/// The declared parameters of a query; unknown ones are ignored, of a repeated one the last counts.
json::object read_query(const std::vector<member>& declared, std::string_view query, problems& found);

/// The body as JSON, when its content type says so or is absent; otherwise it counts as a plain string.
json::value read_body(const schema& type, const http_request& http, problems& found);

/// A value that came as text, such as a query parameter.
json::value read_text(const schema& type, const std::string& raw, const location& where, problems& found);

/// A value that came as JSON.
json::value read_json(const schema& type, const json::value& raw, const location& where, problems& found);

}  // namespace secondbrain::http
