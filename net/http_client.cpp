#include "net/http_client.hpp"

#include <algorithm>
#include <iterator>

#include "net/curl_loop.hpp"
#include "net/curl_transfer.hpp"

namespace secondbrain::net {

namespace {

using deadline_clock = call_deadline::clock;

/// An idle connection older than this is not used: routers forget those that are silent, and what is sent on one then
/// is lost without a word.
constexpr std::chrono::seconds longest_idle{60};

/// Until libcurl has ended it, the receiver has had enough, or the deadline says so.
result<CURLcode> carry_out(const multi_handle& multi, const curl_transfer& transfer, const call_deadline& deadline) {
  return carry_out(multi.get(), transfer.handle(), deadline, [&] { return transfer.is_over(); });
}

}  // namespace

struct http_client::connection {
  std::string host;
  multi_handle multi = new_multi_handle();
  deadline_clock::time_point used_at{};
};

http_client::http_client() = default;
http_client::~http_client() = default;

http_answer http_client::send(const http_call& request, const call_deadline& deadline, const body_receiver& on_body) {
  auto connection = take(request.target.origin());
  curl_transfer transfer{request, on_body, longest_idle};
  const auto outcome = carry_out(connection->multi, transfer, deadline);
  keep(std::move(connection));
  return transfer.finish(outcome);
}

bool http_client::reaches(const url& target, const call_deadline& deadline) {
  const http_call nothing{target, {}, {}};
  const body_receiver nobody;
  curl_transfer transfer{nothing, nobody, longest_idle};
  transfer.only_connect();
  const auto multi = new_multi_handle();
  return carry_out(multi, transfer, deadline).value_or(CURLE_FAILED_INIT) == CURLE_OK;
}

/// One that is open to the host; else one whose own has grown too old, because what it has read of certificates has
/// not; else a new one.
http_client::kept http_client::take(const std::string& host) {
  const std::lock_guard lock{mutex_};
  const auto newest_first =
      std::find_if(idle_.rbegin(), idle_.rend(), [&](const kept& one) { return one->host == host; });
  auto chosen = newest_first != idle_.rend() ? std::prev(newest_first.base()) : idle_.begin();
  if (newest_first == idle_.rend() && (idle_.empty() || deadline_clock::now() - (*chosen)->used_at < longest_idle))
    return std::make_unique<connection>(connection{host});
  auto taken = std::move(*chosen);
  idle_.erase(chosen);
  taken->host = host;
  return taken;
}

void http_client::keep(kept connection) {
  connection->used_at = deadline_clock::now();
  const std::lock_guard lock{mutex_};
  std::erase_if(idle_, [&](const kept& one) { return connection->used_at - one->used_at > longest_idle; });
  idle_.push_back(std::move(connection));
}

}  // namespace secondbrain::net
