// The one place where an `error` becomes an HTTP status (architecture: §6).
#pragma once

#include <string>
#include <string_view>

#include "http/http_message.hpp"
#include "http/problems.hpp"
#include "messages/result.hpp"

namespace secondbrain::http {

/// `{"detail": "<sentence>"}`; 503 tells when to come again.
http_response error_response(int status, std::string_view sentence);
http_response error_response(const error& why);

/// 422 with every problem.
http_response error_response(const problems& found);

/// The contract's answer to a bug of ours: 500 as plain text, without a word of what happened (http_api §1).
http_response internal_error();

}  // namespace secondbrain::http
