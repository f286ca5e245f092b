// A client that says exactly what a test wants it to say.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>

#include <array>
#include <cstdlib>
#include <string>
#include <string_view>

#include "base/file_descriptor.hpp"

namespace secondbrain::http {

class raw_client {
 public:
  explicit raw_client(int port) : socket_{::socket(AF_INET, SOCK_STREAM, 0)} {
    const timeval timeout{60, 0};  // a test that waits this long has failed
    ::setsockopt(socket_.get(), SOL_SOCKET, SO_RCVTIMEO, &timeout, sizeof timeout);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    connected_ = ::connect(socket_.get(), reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
  }

  bool connected() const noexcept { return connected_; }

  raw_client& write(std::string_view text) {
#ifdef MSG_NOSIGNAL
    constexpr int flags = MSG_NOSIGNAL;
#else
    constexpr int flags = 0;
#endif
    while (!text.empty()) {
      const auto sent = ::send(socket_.get(), text.data(), text.size(), flags);
      if (sent <= 0) break;
      text.remove_prefix(static_cast<std::size_t>(sent));
    }
    return *this;
  }

  /// All that is heard up to and including `end`; less when the server closes first.
  std::string read_until(std::string_view end) {
    while (received_.find(end) == std::string::npos && receive_more()) {
    }
    const auto place = received_.find(end);
    const auto size = place == std::string::npos ? received_.size() : place + end.size();
    auto text = received_.substr(0, size);
    received_.erase(0, size);
    return text;
  }

  /// Head and body of one answer, where the head says how long the body is; 304 has none.
  std::string read_answer() {
    auto answer = read_until("\r\n\r\n");
    constexpr std::string_view length = "Content-Length: ";
    const auto place = answer.find(length);
    if (place == std::string::npos) return answer;
    const auto size = static_cast<std::size_t>(std::strtoull(answer.c_str() + place + length.size(), nullptr, 10));
    while (received_.size() < size && receive_more()) {
    }
    answer.append(received_, 0, size);
    received_.erase(0, size);
    return answer;
  }

  /// All until the server closes.
  std::string read_all() {
    while (receive_more()) {
    }
    return std::exchange(received_, {});
  }

  void hang_up() {
    socket_.close();
  }

 private:
  bool receive_more() {
    std::array<char, 65536> bytes;
    const auto received = ::recv(socket_.get(), bytes.data(), bytes.size(), 0);
    if (received > 0) received_.append(bytes.data(), static_cast<std::size_t>(received));
    return received > 0;
  }

  file_descriptor socket_;
  bool connected_ = false;
  std::string received_;
};

/// A request with a Host header and whatever else, ended by an empty line.
inline std::string head(std::string_view line, std::string_view more = {}) {
  return std::string{line} + " HTTP/1.1\r\nHost: 127.0.0.1\r\n" + std::string{more} + "\r\n";
}

inline int status_of(std::string_view answer) {
  constexpr std::string_view version = "HTTP/1.1 ";
  return answer.starts_with(version) ? std::atoi(std::string{answer.substr(version.size(), 3)}.c_str()) : 0;
}

}  // namespace secondbrain::http
