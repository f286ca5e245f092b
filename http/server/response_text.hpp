// Answers as bytes: the one place where a status line and headers are written.
//
// No value leaves with a control character and no header without a proper name, whatever put them there, so that no
// answer holds a line that is not ours. Pure functions; never fail.
#pragma once

#include <cstdint>
#include <string>

#include "http/wire/http_message.hpp"

namespace secondbrain::http {

/// How a client sees where the body ends.
enum class body_end : std::uint8_t { by_length, by_chunks, by_close };

enum class after_answer : std::uint8_t { close, keep_open };

/// Status line and headers, up to and including the empty line.
std::string response_head(const http_response& answer, body_end end, after_answer next);

/// A complete response that ends the connection.
std::string response_text(const http_response& answer);

}  // namespace secondbrain::http
