// The request line and the headers of one request, read strictly (RFC 9112 §3, §5).
//
// Purpose: what two readers could understand differently, or what only decodes to something valid, is refused here, so
// that nothing behind has to look at it again. Values are taken as they were sent: nothing in a header is decoded.
// Pure functions. Failure: the refusal, ready to be sent; the connection has to end with it, because nobody can say
// where the next request would begin.
#pragma once

#include <cstddef>
#include <string_view>
#include <tl/expected.hpp>

#include "http/wire/http_message.hpp"

namespace secondbrain::http {

/// `text` is everything up to and including the empty line; at most `most_headers` lines of it are headers.
tl::expected<http_request, http_response> read_head(std::string_view text, std::size_t most_headers);

/// Adds the header that a line holds, without its end; false when it is none.
bool read_header(std::string_view line, std::vector<header>& headers);

/// Text without control characters, a tab apart: all that a header's value may hold (RFC 9110 §5.5).
bool is_field_text(std::string_view text) noexcept;

/// A method or a header's name (RFC 9110 §5.6.2).
bool is_token(std::string_view text) noexcept;

}  // namespace secondbrain::http
