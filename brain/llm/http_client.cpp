#include "brain/llm/http_client.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <iterator>

#include "brain/llm/curl_transfer.hpp"

namespace secondbrain::llm {

namespace {

using clock = call_deadline::clock;

/// An idle connection older than this is not used: routers forget those that are silent, and what is sent on one then
/// is lost without a word.
constexpr std::chrono::seconds longest_idle{60};

using multi_handle = std::unique_ptr<CURLM, decltype(&curl_multi_cleanup)>;

multi_handle new_multi_handle() {
  static const auto ready = curl_global_init(CURL_GLOBAL_DEFAULT);
  multi_handle multi{ready == CURLE_OK ? curl_multi_init() : nullptr, &curl_multi_cleanup};
  if (multi) curl_multi_setopt(multi.get(), CURLMOPT_MAXCONNECTS, 1L);
  return multi;
}

CURLcode outcome_in(CURLM* multi) {
  int left = 0;
  const auto* message = curl_multi_info_read(multi, &left);
  return message != nullptr && message->msg == CURLMSG_DONE ? message->data.result : CURLE_FAILED_INIT;
}

/// While it is there, the transfer is one of the multi handle's.
class attachment {
 public:
  attachment(CURLM* multi, CURL* transfer) : multi_{multi}, transfer_{transfer} {
    curl_multi_add_handle(multi_, transfer_);
  }
  ~attachment() { curl_multi_remove_handle(multi_, transfer_); }
  attachment(const attachment&) = delete;
  attachment& operator=(const attachment&) = delete;

 private:
  CURLM* multi_;
  CURL* transfer_;
};

/// Until libcurl has ended it, the receiver has had enough, or the deadline says so.
result<CURLcode> carry_out(CURLM* multi, const curl_transfer& transfer, const call_deadline& deadline) {
  if (multi == nullptr || !transfer.is_ready())
    return fail(errc::internal, "connections cannot be made here; the program may lack memory, or libcurl is too old");
  const attachment here{multi, transfer.handle()};
  for (;;) {
    int running = 0;
    const auto worked = curl_multi_perform(multi, &running);
    if (worked != CURLM_OK) return fail(errc::internal, curl_multi_strerror(worked));
    if (running == 0) return outcome_in(multi);
    if (transfer.is_over()) return CURLE_OK;
    RETURN_IF_ERROR(deadline.check());
    curl_multi_poll(multi, nullptr, 0, static_cast<int>(call_deadline::slice.count()), nullptr);
  }
}

}  // namespace

struct http_client::connection {
  std::string host;
  multi_handle multi = new_multi_handle();
  clock::time_point used_at{};
};

http_client::http_client() = default;
http_client::~http_client() = default;

http_answer http_client::post(const http_post& request, const call_deadline& deadline, const body_receiver& on_body) {
  auto connection = take(request.target.origin());
  curl_transfer transfer{request, on_body, longest_idle};
  const auto outcome = carry_out(connection->multi.get(), transfer, deadline);
  keep(std::move(connection));
  return transfer.finish(outcome);
}

bool http_client::reaches(const url& target, const call_deadline& deadline) {
  const http_post nothing{target, {}, {}};
  const body_receiver nobody;
  curl_transfer transfer{nothing, nobody, longest_idle};
  transfer.only_connect();
  const auto multi = new_multi_handle();
  return carry_out(multi.get(), transfer, deadline).value_or(CURLE_FAILED_INIT) == CURLE_OK;
}

/// One that is open to the host; else one whose own has grown too old, because what it has read of certificates has
/// not; else a new one.
http_client::kept http_client::take(const std::string& host) {
  const std::lock_guard lock{mutex_};
  const auto newest_first =
      std::find_if(idle_.rbegin(), idle_.rend(), [&](const kept& one) { return one->host == host; });
  auto chosen = newest_first != idle_.rend() ? std::prev(newest_first.base()) : idle_.begin();
  if (newest_first == idle_.rend() && (idle_.empty() || clock::now() - (*chosen)->used_at < longest_idle))
    return std::make_unique<connection>(connection{host});
  auto taken = std::move(*chosen);
  idle_.erase(chosen);
  taken->host = host;
  return taken;
}

void http_client::keep(kept connection) {
  connection->used_at = clock::now();
  const std::lock_guard lock{mutex_};
  std::erase_if(idle_, [&](const kept& one) { return connection->used_at - one->used_at > longest_idle; });
  idle_.push_back(std::move(connection));
}

}  // namespace secondbrain::llm
