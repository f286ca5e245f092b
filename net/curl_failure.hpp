// What libcurl says of a call that failed, told to a person.
//
// Any thread; nothing here fails.
#pragma once

#include <curl/curl.h>

#include <string>

#include "base/error.hpp"
#include "net/http_client.hpp"

namespace secondbrain::net {

struct curl_failure {
  CURLcode code = CURLE_OK;
  std::string words;  // of libcurl's
  std::string host;   // as a person writes it
  http_progress progress = http_progress::not_sent;
  std::string proxy_setting{};  // the variable that names a proxy for this call; empty: none does
  long system_error = 0;
  long proxy_code = 0;  // what a proxy answered when it was to open a tunnel
};

/// errc::not_found: nobody listens; invalid_argument: a certificate that cannot be trusted, or a proxy that wants a
/// password; corrupt; unavailable.
error explain(const curl_failure& failure);

/// What a person cannot make anything of, but who mends it can; empty where `explain` says it all.
std::string for_log(const curl_failure& failure);

/// The variable of the environment that names a proxy for such calls; empty: none does.
std::string proxy_setting(scheme kind);

}  // namespace secondbrain::net
