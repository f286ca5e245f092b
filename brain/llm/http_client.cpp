#include "brain/llm/http_client.hpp"

#include <httplib.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>

#include "brain/llm/byte_stream.hpp"

namespace secondbrain::llm {

namespace {

constexpr int first_success = 200;
constexpr int after_success = 300;

/// The library's view of a connection. Which of these functions it declares depends on its version, so none of them
/// says `override`.
// NOLINTBEGIN(modernize-use-override)
class library_stream final : public httplib::Stream {
 public:
  explicit library_stream(byte_stream& bytes) : bytes_{bytes} {}

  virtual bool is_readable() const { return true; }  // `read` waits, with a deadline
  virtual bool is_writable() const { return true; }
  virtual bool wait_readable() const { return true; }
  virtual bool wait_writable() const { return true; }
  virtual ssize_t read(char* out, std::size_t size) {
    asked_for_answer_ = true;
    if (begin_ == end_ && !fill()) return trouble_ ? 0 : -1;
    const auto count = std::min(size, end_ - begin_);
    std::memcpy(out, buffer_.data() + begin_, count);
    begin_ += count;
    return static_cast<ssize_t>(count);
  }
  virtual ssize_t write(const char* bytes, std::size_t size) {
    trouble_ = bytes_.write({bytes, size});
    return trouble_ ? static_cast<ssize_t>(size) : -1;
  }
  virtual void get_remote_ip_and_port(std::string&, int&) const {}
  virtual void get_local_ip_and_port(std::string&, int&) const {}
  virtual socket_t socket() const { return INVALID_SOCKET; }
  virtual time_t duration() const { return 0; }

  /// Why nothing more was read or written; no error when the other side has just closed.
  const status& trouble() const noexcept { return trouble_; }

  /// The library asks for the answer once it has written the whole request.
  bool request_is_out() const noexcept { return asked_for_answer_; }

 private:
  bool fill() {
    if (!trouble_) return false;
    if (heard_ >= longest_answer) {
      trouble_ = fail(errc::corrupt, "the answer is longer than any answer should be");
      return false;
    }
    const auto received = bytes_.read(buffer_.data(), std::min(buffer_.size(), longest_answer - heard_));
    if (!received) trouble_ = tl::unexpected(received.error());
    begin_ = 0;
    end_ = received.value_or(0);
    heard_ += end_;
    return end_ > 0;
  }

  byte_stream& bytes_;
  status trouble_;
  bool asked_for_answer_ = false;
  std::size_t heard_ = 0;
  std::array<char, 16384> buffer_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
};
// NOLINTEND(modernize-use-override)

/// The library's client without its sockets.
class library_client final : private httplib::ClientImpl {
 public:
  explicit library_client(const url& target) : httplib::ClientImpl{target.host, target.port} { set_decompress(false); }

  bool exchange(library_stream& stream, httplib::Request& asked, httplib::Response& answer) {
    auto problem = httplib::Error::Success;
    return process_request(stream, asked, answer, true, problem);
  }
};

httplib::Request library_request(const http_post& request) {
  httplib::Request asked;
  asked.method = "POST";
  asked.path = request.target.path;
  asked.headers = {{"Host", request.target.authority()},
                   {"Content-Type", "application/json"},
                   {"Accept", "application/json, text/event-stream"},
                   {"Accept-Encoding", "identity"},
                   {"User-Agent", "secondbrain"}};
  for (const auto& [name, value] : request.headers) asked.headers.emplace(name, value);
  asked.body = request.body;
  return asked;
}

}  // namespace

http_answer send_post(const http_post& request, const patience& waiting, const body_receiver& on_body) {
  http_answer answer;
  auto connection = connect_to(request.target, waiting, &answer.for_log);
  if (!connection) {
    answer.ended = tl::unexpected(connection.error());
    return answer;
  }

  auto asked = library_request(request);
  httplib::Response heard;
  bool enough = false;
  asked.response_handler = [&](const httplib::Response& head) {
    answer.code = head.status;
    answer.retry_after = head.get_header_value("Retry-After");
    return true;
  };
  asked.content_receiver = [&](const char* bytes, std::size_t size, std::uint64_t, std::uint64_t) {
    const std::string_view piece{bytes, size};
    if (answer.code < first_success || answer.code >= after_success) {
      answer.error_body += piece;
      return true;
    }
    enough = !on_body(piece);
    return !enough;
  };

  library_stream stream{**connection};
  const bool complete = library_client{request.target}.exchange(stream, asked, heard);
  if (stream.request_is_out()) answer.progress = answer.code != 0 ? http_progress::answered : http_progress::sent;
  if (complete || enough) return answer;
  if (!stream.trouble())
    answer.ended = stream.trouble();
  else
    answer.ended = fail(errc::unavailable, answer.code != 0 ? "the connection was closed in the middle of the answer"
                                                            : "the connection was closed without an answer");
  return answer;
}

}  // namespace secondbrain::llm
