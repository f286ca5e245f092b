#include "tests/bench/embedding_host.hpp"

#include <boost/json.hpp>
#include <cstdio>

namespace secondbrain::bench {

embedding_host::embedding_host() {
  server_.Post("/v1/embeddings", [this](const httplib::Request& request, httplib::Response& response) {
    response.set_content(answer(request.body), "application/octet-stream");  // else it would be compressed, slowly
  });
  server_.set_tcp_nodelay(true);
  server_.set_keep_alive_max_count(1'000'000);
  port_ = server_.bind_to_any_port("127.0.0.1");
  thread_ = std::thread{[this] { server_.listen_after_bind(); }};
}

embedding_host::~embedding_host() {
  server_.stop();
  thread_.join();
}

/// Four digits are more than a search tells apart.
std::string embedding_host::answer(const std::string& request) const {
  const auto parsed = boost::json::parse(request);
  std::string data;
  int index = 0;
  for (const auto& text : parsed.at("input").as_array()) {
    data += index == 0 ? "" : ",";
    data += R"({"object":"embedding","index":)" + std::to_string(index++) + R"(,"embedding":[)";
    char number[16];
    bool is_first = true;
    for (const float value : vectors_.of(std::string_view{text.as_string()})) {
      std::snprintf(number, sizeof number, is_first ? "%.4f" : ",%.4f", static_cast<double>(value));
      data += number;
      is_first = false;
    }
    data += "]}";
  }
  return R"({"object":"list","data":[)" + data + R"(],"usage":{"prompt_tokens":1,"total_tokens":1}})";
}

}  // namespace secondbrain::bench
