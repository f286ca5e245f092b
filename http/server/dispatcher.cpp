#include "http/server/dispatcher.hpp"

#include <chrono>
#include <string>
#include <utility>

#include "base/utf8.hpp"
#include "http/server/event_stream.hpp"
#include "http/server/gzip.hpp"
#include "http/server/request_id.hpp"
#include "http/wire/errors.hpp"
#include "http/wire/values.hpp"
#include "ops/log/logger.hpp"

namespace secondbrain::http {

namespace {

/// The same path with its last slash taken away, or with one more.
std::string with_other_slash(std::string_view path) {
  if (path.size() > 1 && path.ends_with('/')) return std::string{path.substr(0, path.size() - 1)};
  return std::string{path} + '/';
}

void add_protection(http_response& answer) {
  answer.headers.emplace_back("X-Content-Type-Options", "nosniff");
  answer.headers.emplace_back("Referrer-Policy", "no-referrer");
  for (const auto& [name, value] : answer.headers)
    if (name == "Content-Security-Policy") return;
  answer.headers.emplace_back("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
}

}  // namespace

dispatcher::dispatcher(std::vector<route> routes, const server_options& options, traffic& seen)
    : routes_{std::move(routes)},
      admission_{options},
      vault_precondition_{options},
      cors_{options.cors_origins},
      streams_{options.streams},
      questions_{options.questions},
      seen_{seen},
      log_{ops::logger_for("http")} {}

http_response dispatcher::answer(const http_request& request) const noexcept {
  const auto began = std::chrono::steady_clock::now();
  http_response answer;
  try {
    const auto where = admit(request);
    answer = where ? run(*where->chosen, where->place, request) : where.error();
    if (where && where->chosen->access != scope::open) vault_precondition_.mark(request, answer);
    cors_.mark(request, answer);
    compress(request, answer);
  } catch (const std::exception& bug) {
    log_.error("{} {} failed: {}", request.method, request.path, bug.what());
    answer = internal_error();
  } catch (...) {
    log_.error("{} {} failed with an unknown exception", request.method, request.path);
    answer = internal_error();
  }
  if (request.method == "HEAD") answer.stream = nullptr;
  answer = finish(request, std::move(answer));
  if (log_.shows(ops::severity::debug)) {
    const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - began;
    log_.debug("{} {} took {:.1f} ms", request.method, request.path, took.count());
  }
  return answer;
}

http_response dispatcher::finish(const http_request& request, http_response answer) const {
  add_protection(answer);
  auto id = request_id(request.header_value("X-Request-Id"));
  constexpr int not_implemented = 501;  // says something about the client, not about us
  const auto level =
      answer.status >= 500 && answer.status != not_implemented ? ops::severity::warning : ops::severity::debug;
  log_.log(level, "{} {} answered {} (request {})", request.method, request.path, answer.status, id);
  answer.headers.emplace_back("X-Request-Id", std::move(id));
  seen_.count_answer(answer.status);
  return answer;
}

void dispatcher::run_stream(const http_request& request, const std::function<void(event_stream&)>& stream,
                            event_stream& events) const noexcept {
  try {
    stream(events);
    if (events.cut()) events.send_error(stopping, errc::cancelled);
  } catch (const std::exception& bug) {
    log_.error("the events of {} broke off: {}", request.path, bug.what());
    events.send_error("the service failed while it was sending this; try again", errc::internal);
  }
}

std::optional<http_response> dispatcher::refuse(const http_request& request) const {
  auto where = admit(request);
  if (where) return std::nullopt;
  cors_.mark(request, where.error());
  return std::move(where.error());
}

dispatcher::found dispatcher::admit(const http_request& request) const {
  if (auto refusal = admission_.refuse_host(request)) return tl::unexpected<http_response>(*std::move(refusal));
  if (auto preflight = cors_.preflight(request)) return tl::unexpected<http_response>(*std::move(preflight));
  if (auto refusal = admission_.refuse_origin(request, cors_))
    return tl::unexpected<http_response>(*std::move(refusal));
  return follow(request);
}

dispatcher::found dispatcher::follow(const http_request& request) const {
  if (!is_known_method(request.method))
    return tl::unexpected<http_response>(error_response(501, "this server does not know the method of the request"));
  const auto place = routes_.find(request.path);
  if (!place) return tl::unexpected<http_response>(not_found(request));
  const auto* chosen = route_for(*place->found, request.method);
  if (!chosen) {
    auto answer = error_response(405, "Method Not Allowed");
    answer.headers.emplace_back("Allow", allowed_methods(*place->found));
    return tl::unexpected<http_response>(std::move(answer));
  }
  if (auto refusal = admission_.refuse_token(request, chosen->access))
    return tl::unexpected<http_response>(*std::move(refusal));
  if (auto refusal = vault_precondition_.refuse(request)) return tl::unexpected<http_response>(*std::move(refusal));
  return destination{chosen, *place};
}

http_response dispatcher::run(const route& chosen, const route_table::match& place, const http_request& request) const {
  problems found;
  call parsed{request, read_query(chosen.query, request.query, found), {}};
  if (const auto& name = place.found->pattern.placeholder(); !name.empty())
    parsed.parameters[name] = std::string{place.placeholder};
  if (chosen.body) parsed.body = read_body(*chosen.body, request, found);
  if (!found.empty()) return error_response(found);
  permit mine;
  if (chosen.places == share::questions) {
    mine = take_place(seen_.questions, questions_);
    if (!mine)
      return error_response(503, "Too many questions are open. Wait for one, or raise SECONDBRAIN_OPEN_QUESTIONS");
  }
  auto answer = chosen.handler(parsed);
  if (!answer) return error_response(answer.error());
  if (!answer->stream) return *std::move(answer);
  if (!mine) mine = take_place(seen_.streams, streams_);
  if (!mine)
    return error_response(503, "Too many pages follow live updates. Close one, or raise SECONDBRAIN_SSE_STREAMS");
  // The permit goes with the stream and is given back when it is over, however it ends.
  answer->stream = [mine, send = std::move(answer->stream)](event_stream& events) { send(events); };
  return *std::move(answer);
}

dispatcher::permit dispatcher::take_place(std::atomic<std::int64_t>& taken, int most) {
  permit mine{&taken, [](std::atomic<std::int64_t>* count) { count->fetch_sub(1); }};
  return taken.fetch_add(1) < most ? mine : nullptr;
}

http_response dispatcher::not_found(const http_request& request) const {
  if (!routes_.find(with_other_slash(request.path))) return error_response(404, "Not Found");
  http_response answer{307, "text/plain; charset=utf-8", {}, {}, {}};
  auto target = "http://" + std::string{request.header_value("Host")} + with_other_slash(request.target);
  if (!request.query.empty()) target += '?' + request.query;
  answer.headers.emplace_back("Location", std::move(target));
  return answer;
}

}  // namespace secondbrain::http
