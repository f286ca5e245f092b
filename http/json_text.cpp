#include "http/json_text.hpp"

#include "messages/json_text.hpp"

namespace secondbrain::http {

std::string json_text(const boost::json::value& value) {
  return secondbrain::json_text(value);
}

}  // namespace secondbrain::http
