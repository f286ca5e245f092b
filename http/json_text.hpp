// JSON as the contract writes it: UTF-8 as it is, no spaces, numbers as people write them (http_api §1).
#pragma once

#include <boost/json/value.hpp>
#include <string>

namespace secondbrain::http {

std::string json_text(const boost::json::value& value);

}  // namespace secondbrain::http
