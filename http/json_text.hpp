// JSON as the contract writes it: UTF-8 as it is, no spaces, numbers as people write them (http_api §1).
#pragma once

#include <boost/json/value.hpp>
#include <string>

namespace secondbrain::http {

/// Boost's own writer prints 1.5 as 1.5E0; this one prints the shortest decimal that reads back the same.
std::string json_text(const boost::json::value& value);

}  // namespace secondbrain::http
