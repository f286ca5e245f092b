// Compression of answers (contract: http_api §1.2).
#pragma once

#include "http/wire/http_message.hpp"

namespace secondbrain::http {

/// Compresses the body when the client takes gzip and it pays; event streams are left alone.
void compress(const http_request& request, http_response& answer);

/// Names a request header that the answer depends on.
void add_vary(http_response& answer, std::string_view name);

}  // namespace secondbrain::http
