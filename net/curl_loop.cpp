#include "net/curl_loop.hpp"

namespace secondbrain::net {

namespace {

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

}  // namespace

multi_handle new_multi_handle() {
  static const auto ready = curl_global_init(CURL_GLOBAL_DEFAULT);
  multi_handle multi{ready == CURLE_OK ? curl_multi_init() : nullptr, &curl_multi_cleanup};
  if (multi) curl_multi_setopt(multi.get(), CURLMOPT_MAXCONNECTS, 1L);
  return multi;
}

result<CURLcode> carry_out(CURLM* multi, CURL* transfer, const call_deadline& deadline,
                           const std::function<bool()>& is_over) {
  if (multi == nullptr || transfer == nullptr)
    return fail(errc::internal, "connections cannot be made here; the program may lack memory, or libcurl is too old");
  const attachment here{multi, transfer};
  for (;;) {
    int running = 0;
    const auto worked = curl_multi_perform(multi, &running);
    if (worked != CURLM_OK) return fail(errc::internal, curl_multi_strerror(worked));
    if (running == 0) return outcome_in(multi);
    if (is_over && is_over()) return CURLE_OK;
    RETURN_IF_ERROR(deadline.check());
    curl_multi_poll(multi, nullptr, 0, static_cast<int>(call_deadline::slice.count()), nullptr);
  }
}

}  // namespace secondbrain::net
