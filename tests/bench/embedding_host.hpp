// A host of an embedding model that takes no time to think, on a port of its own, until the end of the scope. It speaks
// the protocol of OpenAI's embeddings.
#pragma once

#include <httplib.h>

#include <string>
#include <thread>

#include "tests/bench/sample_vectors.hpp"

namespace secondbrain::bench {

class embedding_host {
 public:
  embedding_host();
  ~embedding_host();
  embedding_host(const embedding_host&) = delete;
  embedding_host& operator=(const embedding_host&) = delete;

  std::string url() const { return "http://127.0.0.1:" + std::to_string(port_) + "/v1"; }

 private:
  std::string answer(const std::string& request) const;

  const sample_vectors vectors_;
  httplib::Server server_;
  int port_ = -1;
  std::thread thread_;
};

}  // namespace secondbrain::bench
