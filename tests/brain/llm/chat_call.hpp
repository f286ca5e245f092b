// Asking a client as the tests of the protocols do.
#pragma once

#include <boost/json/parse.hpp>
#include <string>
#include <vector>

#include "brain/llm/chat_provider.hpp"
#include "tests/net/limits.hpp"

namespace secondbrain::llm {

using net::generous_limits;
using net::limits_of;

inline chat_request question() {
  return {purpose::chat_answer,
          {"Be brief.", "Sources."},
          {{"assistant", "left over"}, {"user", "Before?"}, {"assistant", "Before."}, {"user", "Now?"}},
          500,
          0.3,
          "c-1"};
}

/// The JSON that a request carries.
inline boost::json::value body_of(const std::string& request) {
  return boost::json::parse(request.substr(request.find("\r\n\r\n") + 4));
}

/// An answer streamed by `client`, and what was told on the way.
struct streamed {
  provider_reply reply;
  std::vector<std::string> pieces;
};

inline streamed stream_from(chat_provider& client, const call_limits& limits = generous_limits()) {
  streamed got;
  got.reply = client.ask(question(), limits, [&](std::string_view piece) { got.pieces.emplace_back(piece); });
  return got;
}

}  // namespace secondbrain::llm
