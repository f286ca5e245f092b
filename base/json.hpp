// JSON as every part writes it: UTF-8, no spaces, numbers as people write them (contract: http_api §1); and as the
// stores' files have it: in ASCII, indented where people read them.
//
// Boost's own writer prints 1.5 as 1.5E0; this one prints the shortest decimal that reads back the same. Any thread.
// Nothing here fails: what JSON has no word for (infinity) becomes null, bytes that are no UTF-8 become U+FFFD.
#pragma once

#include <boost/json/value.hpp>
#include <string>
#include <string_view>

namespace secondbrain {

std::string json_text(const boost::json::value& value);

/// A JSON text with everything outside ASCII as \u escapes, in UTF-16 as JSON wants them (RFC 8259 §7).
std::string to_ascii(std::string_view json);

/// Indented by two spaces, in ASCII, with a line feed at the end; members in their order.
std::string indented_json(const boost::json::value& value);

}  // namespace secondbrain
