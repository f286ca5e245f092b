#include "http/exchange.hpp"

#include <httplib.h>

#include <algorithm>
#include <string>
#include <utility>

#include "http/errors.hpp"
#include "http/event_stream.hpp"
#include "http/framing.hpp"
#include "http/response_text.hpp"
#include "http/utf8.hpp"

namespace secondbrain::http {

namespace {

/// The library's view of a connection. Which of these functions it declares depends on its version (0.11 to 0.20), so
/// none of them says `override`.
// NOLINTBEGIN(modernize-use-override)
class library_stream final : public httplib::Stream {
 public:
  explicit library_stream(client_socket& client) : client_{client} {}

  virtual bool is_readable() const { return true; }  // `read` waits, with a deadline
  virtual bool is_writable() const { return !client_.gone(); }
  virtual bool wait_readable() const { return true; }
  virtual bool wait_writable() const { return is_writable(); }
  virtual ssize_t read(char* out, std::size_t size) { return client_.read(out, size); }
  virtual ssize_t write(const char* bytes, std::size_t size) {
    return client_.write({bytes, size}) ? static_cast<ssize_t>(size) : -1;
  }
  virtual void get_remote_ip_and_port(std::string&, int&) const {}
  virtual void get_local_ip_and_port(std::string&, int&) const {}
  virtual socket_t socket() const { return client_.descriptor(); }
  virtual time_t duration() const { return 0; }

 private:
  client_socket& client_;
};
// NOLINTEND(modernize-use-override)

/// What a head that was not accepted is answered; nothing: the connection is just closed.
std::optional<http_response> refusal(head_state state) {
  switch (state) {
    case head_state::complete:
    case head_state::closed: return std::nullopt;
    case head_state::timed_out: return error_response(408, "the request took too long to arrive");
    case head_state::malformed: return error_response(400, "this is not an HTTP/1.1 request");
    case head_state::target_too_long: return error_response(414, "the path and query are too long");
    case head_state::too_large: return error_response(431, "the request's headers are too large");
  }
  return std::nullopt;
}

}  // namespace

class exchange::engine final : private httplib::Server {
 public:
  engine(const dispatcher& routes, const server_options& options, const std::atomic<bool>& stopping)
      : routes_{routes}, options_{options}, stopping_{stopping} {
    // Requests without a body are answered before the library routes them; the others come back once their body may
    // be read. `prepare` gives every request the path "/".
    set_pre_routing_handler([this](const httplib::Request&, httplib::Response& out) { return answer_bodyless(out); });
    const auto with_body = [this](const httplib::Request&, httplib::Response& out, const httplib::ContentReader& read) {
      answer_with_body(out, read);
    };
    Post("/", with_body);
    Put("/", with_body);
    Patch("/", with_body);
    Delete("/", with_body);
    set_error_handler([this](const httplib::Request&, httplib::Response& out) { explain_library_error(out); });
    set_post_routing_handler([this](const httplib::Request&, httplib::Response& out) {
      out.headers.erase("Keep-Alive");  // the library's own numbers, which do not apply
      if (!close_) return;
      out.headers.erase("Connection");  // some versions have said so already
      out.set_header("Connection", "close");
    });
  }

  void serve(client_socket& client) {
    client_ = &client;
    svr_sock_ = client.descriptor();  // the library takes an invalid socket for a server that shuts down
    for (bool open = true; open;) {
      const auto state = client.await_head();
      if (state == head_state::closed) return;
      if (const auto refused = refusal(state)) {
        refuse(*refused);
        break;
      }
      open = serve_one();
    }
    client.close_gently();
  }

 private:
  bool serve_one() {
    asked_ = http_request{};
    asked_.query = client_->take_query();
    asked_.abandoned = [this] { return stopping_ || client_->gone(); };
    answered_ = false;
    close_ = false;
    library_stream stream{*client_};
    bool closed = false;
    const bool written = process(*this, stream, closed, [this](httplib::Request& in) { prepare(in); });
    return client_->flush() && written && answered_ && !closed && !close_;
  }

  /// Newer versions of the library want to be told the addresses, which nobody here looks at.
  template <class Self>
  static bool process(Self& self, library_stream& stream, bool& closed,
                      const std::function<void(httplib::Request&)>& setup) {
    if constexpr (requires { self.process_request(stream, "", 0, "", 0, false, closed, setup); })
      return self.process_request(stream, "", 0, "", 0, false, closed, setup);
    else
      return self.process_request(stream, false, closed, setup);
  }

  /// Takes the request over, and leaves to the library only what it is still to act on.
  void prepare(httplib::Request& in) {
    asked_.method = in.method;
    asked_.path = repaired_utf8(in.path);
    asked_.target = in.target;
    asked_.version = in.version;
    asked_.headers.assign(in.headers.begin(), in.headers.end());
    framing_ = read_framing(asked_);
    close_ = stopping_ || wants_close(asked_) || framing_.problem || (framing_.has_body && !may_have_body());
    in.path = "/";
    in.ranges.clear();
    for (const auto* name : {"Range", "Accept-Encoding", "Content-Encoding", "Content-Type", "Connection"})
      in.headers.erase(name);
  }

  bool may_have_body() const noexcept {
    return asked_.method == "POST" || asked_.method == "PUT" || asked_.method == "PATCH" || asked_.method == "DELETE";
  }

  HandlerResponse answer_bodyless(httplib::Response& out) {
    if (framing_.problem) {
      put(routes_.finish(asked_, *std::move(framing_.problem)), out);
    } else if (!framing_.has_body || !may_have_body()) {
      put(routes_.answer(asked_), out);
    } else if (framing_.length > options_.body_limit) {
      refuse_body(out, 413, "the body is too large");
    } else {
      return HandlerResponse::Unhandled;
    }
    return HandlerResponse::Handled;
  }

  void answer_with_body(httplib::Response& out, const httplib::ContentReader& read) {
    bool fits = true;
    const bool complete = read([this, &fits](const char* bytes, std::size_t size) {
      fits = asked_.body.size() + size <= options_.body_limit;
      if (fits) asked_.body.append(bytes, size);
      return fits;
    });
    if (!fits) return refuse_body(out, 413, "the body is too large");
    if (!complete) return refuse_body(out, 400, "the body did not arrive, or not in time");
    put(routes_.answer(asked_), out);
  }

  /// The rest of the body is not read, so nothing can follow on this connection.
  void refuse_body(httplib::Response& out, int status, std::string_view sentence) {
    close_ = true;
    put(routes_.finish(asked_, error_response(status, sentence)), out);
  }

  void put(http_response answer, httplib::Response& out) {
    answered_ = true;
    out.status = answer.status;
    for (auto& [name, value] : answer.headers) out.headers.emplace(std::move(name), std::move(value));
    if (answer.stream) return put_stream(std::move(answer), out);
    if (answer.body.empty()) return;
    out.body = std::move(answer.body);
    out.headers.emplace("Content-Type", std::move(answer.content_type));
  }

  void put_stream(http_response answer, httplib::Response& out) {
    auto run = [this, stream = std::move(answer.stream)](std::size_t, httplib::DataSink& sink) {
      auto write = [this, &sink](std::string_view bytes) {
        return sink.write(bytes.data(), bytes.size()) && client_->flush();
      };
      client_->flush();  // the headers go out before the first event comes
      event_stream events{write, asked_.abandoned, options_.ping_interval};
      const bool finished = routes_.run_stream(asked_, stream, events);
      sink.done();
      return finished;
    };
    if (asked_.version == "HTTP/1.1")
      out.set_chunked_content_provider(answer.content_type, std::move(run));
    else
      out.set_content_provider(answer.content_type, std::move(run));
  }

  /// What the library refuses on its own account never reached us.
  void explain_library_error(httplib::Response& out) {
    if (answered_) return;
    const auto sentence = out.status == 416 ? "the Range header is malformed" : "this is not an HTTP/1.1 request";
    close_ = true;
    put(routes_.finish(asked_, error_response(out.status, sentence)), out);
  }

  void refuse(http_response answer) {
    client_->write(response_text(routes_.finish(http_request{}, std::move(answer))));
    client_->flush();
  }

  const dispatcher& routes_;
  const server_options& options_;
  const std::atomic<bool>& stopping_;

  client_socket* client_ = nullptr;  // of the connection being served
  http_request asked_;
  framing framing_;
  bool answered_ = false;  // by us; the library answers what it cannot parse
  bool close_ = false;     // after this answer
};

exchange::exchange(const dispatcher& routes, const server_options& options, const std::atomic<bool>& stopping)
    : engine_{std::make_unique<engine>(routes, options, stopping)} {}

exchange::~exchange() = default;

void exchange::serve(client_socket& client) {
  engine_->serve(client);
}

}  // namespace secondbrain::http
