// A transfer of libcurl, and the options that every one of ours has.
//
// Belongs to the thread that makes the call.
#pragma once

#include <curl/curl.h>

#include <array>
#include <chrono>
#include <memory>
#include <string>
#include <vector>

namespace secondbrain::net {

/// Name, TCP and TLS, over all addresses of the host.
constexpr std::chrono::milliseconds time_to_connect{10'000};

class curl_options {
 public:
  /// Without signals, with bounded connecting, TLS 1.2 or later, and the certificates that the system trusts or those
  /// of SSL_CERT_FILE and SSL_CERT_DIR, the variables that every program built on OpenSSL reads.
  curl_options();
  curl_options(const curl_options&) = delete;
  curl_options& operator=(const curl_options&) = delete;

  template <class Value>
  void set(CURLoption option, Value value) {
    ready_ = easy_ != nullptr && curl_easy_setopt(easy_.get(), option, value) == CURLE_OK && ready_;
  }

  /// What an option of the kind that takes a list is given lives as long as this.
  void set_list(CURLoption option, const std::vector<std::string>& lines);

  /// Null: libcurl refused what a call cannot do without.
  CURL* handle() const noexcept { return ready_ ? easy_.get() : nullptr; }

  /// What libcurl says of a failure.
  std::string words() const { return words_.data(); }

 private:
  void set_trust();

  using list = std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)>;

  std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> easy_;
  std::vector<list> lists_;
  std::array<char, CURL_ERROR_SIZE> words_{};
  bool ready_ = false;
};

}  // namespace secondbrain::net
