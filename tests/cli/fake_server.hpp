// A server that answers what a test tells it to, over a real socket on the loopback address.
#pragma once

#include <httplib.h>

#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace secondbrain::cli {

class fake_server {
 public:
  struct request_seen {
    std::string method;
    std::string path;
    httplib::Params parameters;
    std::string authorization;
    std::string body;
  };

  fake_server() {
    auto handler = [this](const httplib::Request& request, httplib::Response& response) { answer(request, response); };
    server_.Get(".*", handler);
    server_.Post(".*", handler);
    server_.Patch(".*", handler);
    constexpr int minute = 60;  // a test that is slow is no slow client
    server_.set_keep_alive_timeout(minute);
    server_.set_read_timeout(minute);
    server_.set_write_timeout(minute);
    port_ = server_.bind_to_any_port("127.0.0.1");
    thread_ = std::thread{[this] { server_.listen_after_bind(); }};
    while (!server_.is_running()) std::this_thread::sleep_for(std::chrono::milliseconds{1});
  }

  ~fake_server() {
    server_.stop();
    thread_.join();
  }

  int port() const { return port_; }

  void set(const std::string& path, std::string body, int status = 200) {
    std::lock_guard lock{mutex_};
    answers_[path] = {status, std::move(body)};
  }

  /// The latest request for a path.
  request_seen last(const std::string& path) const {
    std::lock_guard lock{mutex_};
    for (auto request = seen_.rbegin(); request != seen_.rend(); ++request)
      if (request->path == path) return *request;
    return {};
  }

  std::vector<request_seen> seen() const {
    std::lock_guard lock{mutex_};
    return seen_;
  }

 private:
  struct prepared {
    int status;
    std::string body;
  };

  void answer(const httplib::Request& request, httplib::Response& response) {
    std::lock_guard lock{mutex_};
    seen_.push_back(
        {request.method, request.path, request.params, request.get_header_value("Authorization"), request.body});
    auto found = answers_.find(request.path);
    if (found == answers_.end()) {
      response.status = 404;
      response.set_content(R"({"detail":"Not Found"})", "application/json");
      return;
    }
    response.status = found->second.status;
    response.set_content(found->second.body, "application/json");
  }

  httplib::Server server_;
  int port_ = 0;
  std::thread thread_;
  mutable std::mutex mutex_;
  std::map<std::string, prepared> answers_;
  std::vector<request_seen> seen_;
};

}  // namespace secondbrain::cli
