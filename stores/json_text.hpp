// How JSON is written in the stores' files: in ASCII, and indented where people read it.
//
// Any thread. Nothing here fails.
#pragma once

#include <boost/json/value.hpp>
#include <string>
#include <string_view>

namespace secondbrain::stores {

/// A JSON text with everything outside ASCII as \u escapes, in UTF-16 as JSON wants them (RFC 8259 §7).
std::string to_ascii(std::string_view json);

/// Indented by two spaces, in ASCII, with a line feed at the end; members in their order.
std::string indented(const boost::json::value& value);

}  // namespace secondbrain::stores
