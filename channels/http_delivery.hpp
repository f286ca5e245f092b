// Hands a notice to a web service, and tells what became of it in words that name neither its address nor its secrets.
//
// Redirects are not followed, so that nobody at that address can send notices elsewhere; the answer is not read beyond
// its status, unless it is asked for. Blocks; thread-safe.
#pragma once

#include <cstddef>
#include <string>

#include "channels/channel.hpp"
#include "net/http_client.hpp"

namespace secondbrain::channels {

struct web_receiver {
  std::string title;          // as a person calls it: "ntfy at ntfy.sh"
  std::string setting;        // the variable that holds its address
  std::string token_setting;  // the one that holds a token; empty: it has none
};

struct web_delivery {
  delivery came_to;
  std::string answer;  // the beginning of the body, where it was taken
};

web_delivery deliver(net::http_client& network, net::http_call call, const web_receiver& receiver,
                     const net::call_limits& limits);

/// What is kept of an answer, in bytes.
constexpr std::size_t most_of_an_answer = 1000;

}  // namespace secondbrain::channels
