// An answer as bytes, for the moments in which no request was parsed and the library has nothing to answer.
#pragma once

#include <string>

#include "http/http_message.hpp"

namespace secondbrain::http {

/// A complete HTTP/1.1 response that ends the connection.
std::string response_text(const http_response& answer);

}  // namespace secondbrain::http
