#include "net/curl_options.hpp"

#include <cstdlib>

namespace secondbrain::net {

namespace {

const char* environment(const char* name) {
  const auto* value = std::getenv(name);
  return value != nullptr && *value != '\0' ? value : nullptr;
}

}  // namespace

curl_options::curl_options() : easy_{curl_easy_init(), &curl_easy_cleanup}, ready_{easy_ != nullptr} {
  set(CURLOPT_ERRORBUFFER, words_.data());
  set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(time_to_connect.count()));
  set(CURLOPT_NOSIGNAL, 1L);
  set(CURLOPT_QUICK_EXIT, 1L);  // a look-up that takes too long is left behind on its thread
  set_trust();
}

void curl_options::set_list(CURLoption option, const std::vector<std::string>& lines) {
  list whole{nullptr, &curl_slist_free_all};
  for (const auto& line : lines) {
    auto* longer = curl_slist_append(whole.get(), line.c_str());
    ready_ = longer != nullptr && ready_;
    if (longer != nullptr && whole == nullptr) whole.reset(longer);
  }
  set(option, whole.get());
  lists_.push_back(std::move(whole));
}

void curl_options::set_trust() {
  set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  const auto* file = environment("SSL_CERT_FILE");
  const auto* folder = environment("SSL_CERT_DIR");
  if (file != nullptr) {
    set(CURLOPT_CAINFO, file);
    set(CURLOPT_PROXY_CAINFO, file);
  }
  // libcurl keeps what it has read of a file, but reads it anew for each connection where there is a folder, too.
  if (folder != nullptr || file != nullptr || curl_version_info(CURLVERSION_NOW)->cainfo != nullptr) {
    set(CURLOPT_CAPATH, folder);
    set(CURLOPT_PROXY_CAPATH, folder);
  }
}

}  // namespace secondbrain::net
