#include "http/server/http_session.hpp"

#include <array>
#include <charconv>
#include <string>
#include <utility>

#include "http/server/body_reader.hpp"
#include "http/server/event_stream.hpp"
#include "http/server/request_head.hpp"
#include "http/wire/errors.hpp"

namespace secondbrain::http {

namespace {

/// What a head that was not accepted is answered; nothing: it was.
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

bool may_have_body(const http_request& request) noexcept {
  return request.method == "POST" || request.method == "PUT" || request.method == "PATCH" || request.method == "DELETE";
}

std::string as_chunk(std::string_view bytes) {
  std::array<char, 16> digits;
  constexpr int hexadecimal = 16;
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), bytes.size(), hexadecimal).ptr;
  return std::string{digits.data(), end}.append("\r\n").append(bytes).append("\r\n");
}

}  // namespace

std::optional<late_answer> http_session::serve(client_socket& client) {
  late_.reset();
  for (bool open = true; open;) {
    const auto state = client.await_head();
    if (state == head_state::closed) return std::nullopt;
    next_ = after_answer::close;
    if (auto refused = refusal(state))
      open = put({}, routes_.finish({}, *std::move(refused)), client);
    else
      open = serve_one(client);
  }
  if (!late_) client.close_gently();
  return std::exchange(late_, std::nullopt);
}

bool http_session::serve_one(client_socket& client) {
  auto request = read_head(client.take_head(), options_.headers);
  if (!request) return put({}, routes_.finish({}, std::move(request.error())), client);
  request->client = client.peer();
  request->abandoned = [this, &client] { return stop_.begun || client.gone(); };
  request->given_up = [this, &client] { return stop_.overdue || client.gone(); };
  auto answer = answer_to(*request, client);
  // Whoever speaks to another host, or in a way of his own, is not heard any further.
  if (answer.status == 400 || answer.status == 421 || answer.status == 501) next_ = after_answer::close;
  return put(*request, std::move(answer), client);
}

/// Leaves `next_` at `close` wherever the body was not read to its end: nobody knows then what the next bytes are.
http_response http_session::answer_to(http_request& request, client_socket& client) {
  auto announced = read_framing(request);
  if (announced.problem) return routes_.finish(request, *std::move(announced.problem));
  if (announced.has_body()) {
    if (auto refused = routes_.refuse(request)) return routes_.finish(request, *std::move(refused));
    if (may_have_body(request)) {
      if (auto refused = read_body(request, announced, client)) return routes_.finish(request, *std::move(refused));
    } else {
      return routes_.answer(request);
    }
  }
  if (!stop_.begun && !wants_close(request)) next_ = after_answer::keep_open;
  return routes_.answer(request);
}

std::optional<http_response> http_session::read_body(http_request& request, const framing& announced,
                                                     client_socket& client) {
  body_reader reader{announced, options_.body_limit};
  if (const auto expected = request.header_value("Expect"); !expected.empty() && request.version != "HTTP/1.0") {
    if (!same_ignoring_case(expected, "100-continue"))
      return error_response(417, "the only expectation understood is 100-continue");
    if (reader.state() == body_state::incomplete) client.write("HTTP/1.1 100 Continue\r\n\r\n");
  }
  while (reader.state() == body_state::incomplete) {
    auto bytes = client.peek();
    if (bytes.empty()) return error_response(400, "the body did not arrive, or not in time");
    const auto size = bytes.size();
    reader.take(bytes);
    client.taken(size - bytes.size());
  }
  if (reader.state() == body_state::too_large)
    return error_response(413, "the text is larger than the " + std::to_string(options_.body_limit >> 10) +
                                   " KiB that a request may have; split it");
  if (reader.state() == body_state::malformed) return error_response(400, "the chunks of the body are malformed");
  request.body = std::move(reader.body());
  return std::nullopt;
}

bool http_session::put(const http_request& request, http_response answer, client_socket& client) {
  if (answer.pause > answer.pause.zero()) {
    client.flush();  // what goes before it
    if (request.method == "HEAD") answer.body.clear();
    late_ = late_answer{response_text(answer), answer.pause};
    return false;
  }
  if (answer.stream) return put_stream(request, answer, client);
  const bool written = client.write(response_head(answer, body_end::by_length, next_)) &&
                       (request.method == "HEAD" || client.write(answer.body));
  return client.flush() && written && next_ == after_answer::keep_open;
}

bool http_session::put_stream(const http_request& request, const http_response& answer, client_socket& client) {
  const bool chunked = request.version != "HTTP/1.0";
  if (!chunked) next_ = after_answer::close;
  client.write(response_head(answer, chunked ? body_end::by_chunks : body_end::by_close, next_));
  client.flush();  // before the first event comes
  const auto write = [&client, chunked](std::string_view bytes) {
    return (chunked ? client.write(as_chunk(bytes)) : client.write(bytes)) && client.flush();
  };
  event_stream events{write, request.abandoned, options_.ping_interval};
  routes_.run_stream(request, answer.stream, events);
  const bool written = (!chunked || client.write("0\r\n\r\n")) && client.flush();
  return written && next_ == after_answer::keep_open && !stop_.begun;
}

}  // namespace secondbrain::http
