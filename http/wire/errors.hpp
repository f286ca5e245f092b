// The one place where an `error` becomes an HTTP status.
#pragma once

#include <string>
#include <string_view>

#include "base/error.hpp"
#include "http/wire/http_message.hpp"
#include "http/wire/problems.hpp"

namespace secondbrain::http {

/// `{"detail": "<sentence>"}`; 503 tells when to come again, unless that waits for a person.
http_response error_response(int status, std::string_view sentence);
http_response error_response(const error& why);

/// 422 with every problem.
http_response error_response(const problems& found);

/// 422 for what only the service could see: in the shape of the others, about the part of the request at `where`.
http_response rejected(const location& where, std::string_view sentence);

/// For what works on the vault itself a missing one is the caller's mistake: 400, and the setting is named
/// (contract: http_api §8.1, §8.3). Every other error as usual.
http_response error_response_naming_vault(const error& why);

/// The contract's answer to a bug of ours: 500 as plain text, without a word of what happened (http_api §1).
http_response internal_error();

}  // namespace secondbrain::http
