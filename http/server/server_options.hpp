// How the HTTP server listens, what it lets in, and how much it takes on. Defaults suit one person on one machine.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <vector>

namespace secondbrain::http {

struct server_options {
  std::string host = "127.0.0.1";  // a name or an address to bind to
  int port = 8000;                 // 0: any free port

  int threads = 8;     // connections served at once, besides streams and questions
  int streams = 8;     // event streams open at once
  int questions = 64;  // questions being answered or waiting for it at once, streamed or not
  int waiting = 64;    // connections that may wait for a thread; the next one is answered 503

  std::size_t head_limit = 16UL * 1024;     // bytes of headers
  std::size_t headers = 100;                // in one request
  std::size_t target_limit = 100UL * 1024;  // bytes of path and query: 8,000 characters, each in twelve bytes as `%F0…`
  std::size_t body_limit = 1024UL * 1024;  // bytes

  std::chrono::milliseconds keep_alive{5'000};     // an idle connection is closed after this
  std::chrono::milliseconds read_timeout{10'000};  // for the whole head, and for the whole body
  std::chrono::milliseconds write_timeout{10'000};
  std::chrono::milliseconds drain{5'000};  // requests under way at a stop may take this long
  std::chrono::milliseconds ping_interval{15'000};
  std::chrono::milliseconds answer_deadline{60'000};  // for a question, from its arrival
  std::chrono::milliseconds tree_interval{1'000};     // between two snapshots on the actors' stream

  std::string vault;  // the folder that is served; empty: none
  std::string data;   // the data directory

  std::vector<std::string> allowed_hosts;  // names besides the loopback ones that a Host header may hold
  std::vector<std::string> cors_origins{"http://localhost:7860", "http://127.0.0.1:7860"};
  std::string token;                                   // when set, everything but the probes and the page asks for it
  std::chrono::milliseconds wrong_token_pause{1'000};  // before a wrong token is answered
};

}  // namespace secondbrain::http
