#include "http/json_text.hpp"

#include "http/utf8.hpp"
#include "messages/json_text.hpp"

namespace secondbrain::http {

// A text that is no UTF-8 would spoil the whole answer for whoever reads it. Such bytes stand inside strings only.
std::string json_text(const boost::json::value& value) {
  auto text = secondbrain::json_text(value);
  return is_utf8(text) ? text : repaired_utf8(text);
}

}  // namespace secondbrain::http
