#include "net/curl_failure.hpp"

#include <cerrno>
#include <cstdlib>
#include <system_error>

namespace secondbrain::net {

namespace {

bool is_of_tls(CURLcode code) {
  return code == CURLE_SSL_CONNECT_ERROR || code == CURLE_PEER_FAILED_VERIFICATION || code == CURLE_SSL_CERTPROBLEM ||
         code == CURLE_SSL_INVALIDCERTSTATUS || code == CURLE_SSL_CIPHER || code == CURLE_SSL_CACERT_BADFILE ||
         code == CURLE_SSL_ISSUER_ERROR;
}

/// A line of the head beyond libcurl's own limit; versions before 8.6 take it for a lack of memory.
bool is_of_length(CURLcode code) {
  constexpr int too_large = 100;  // CURLE_TOO_LARGE
  return code == CURLE_OUT_OF_MEMORY || static_cast<int>(code) == too_large;
}

error not_connected(const curl_failure& failure) {
  const bool refused = failure.system_error == ECONNREFUSED;
  std::string reason = "it does not answer";
  if (refused)
    reason = "nobody listens there";
  else if (failure.system_error != 0 && failure.code != CURLE_OPERATION_TIMEDOUT)
    reason = std::generic_category().message(static_cast<int>(failure.system_error));
  const auto proxy = failure.proxy_setting.empty() ? "" : ", or to the proxy in " + failure.proxy_setting;
  return {refused ? errc::not_found : errc::unavailable,
          "no connection to " + failure.host + proxy + " (" + reason + ")"};
}

error refused_by_proxy(const curl_failure& failure) {
  constexpr long wants_password = 407;
  const auto proxy = "the proxy in " + failure.proxy_setting;
  if (failure.proxy_code == wants_password)
    return {errc::invalid_argument, proxy + " wants a user and a password; put them into its address"};
  return {errc::unavailable, proxy + " makes no connection to " + failure.host};
}

error not_encrypted(const curl_failure& failure) {
  const auto doing = "encrypting the connection to " + failure.host + ": ";
  switch (failure.code) {
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_INVALIDCERTSTATUS:
      return {errc::invalid_argument,
              doing + "its certificate is not to be trusted (" + failure.words + "); check the address and the clock"};
    case CURLE_SSL_CACERT_BADFILE:
      return {errc::invalid_argument,
              doing +
                  "the certificates that this system trusts cannot be read; install the package "
                  "ca-certificates, or check SSL_CERT_FILE"};
    default:
      return {errc::unavailable, doing +
                                     "what answers there does not encrypt; check whether the address should begin "
                                     "with http:// instead of https://"};
  }
}

}  // namespace

error explain(const curl_failure& failure) {
  constexpr long first_refusal = 300;
  if (failure.code == CURLE_BAD_CONTENT_ENCODING)
    return {errc::corrupt, "the answer is packed in a way that cannot be read"};
  if (is_of_length(failure.code)) return {errc::corrupt, "the answer is longer than any answer should be"};
  if (failure.progress == http_progress::answered)
    return {errc::unavailable, "the connection was closed in the middle of the answer"};
  if (failure.progress == http_progress::sent)
    return {errc::unavailable, "the connection was closed without an answer"};
  if (failure.proxy_code >= first_refusal) return refused_by_proxy(failure);
  if (is_of_tls(failure.code)) return not_encrypted(failure);
  switch (failure.code) {
    case CURLE_COULDNT_RESOLVE_HOST: return {errc::unavailable, "the name of " + failure.host + " is not known here"};
    case CURLE_COULDNT_RESOLVE_PROXY:
      return {errc::unavailable, "the name of the proxy in " + failure.proxy_setting + " is not known here"};
    case CURLE_COULDNT_CONNECT:
    case CURLE_OPERATION_TIMEDOUT: return not_connected(failure);
    case CURLE_URL_MALFORMAT: return {errc::invalid_argument, "its address cannot be read"};
    default: return {errc::unavailable, "the connection broke"};
  }
}

std::string for_log(const curl_failure& failure) {
  if (is_of_tls(failure.code))
    return "TLS: " + (failure.words.empty() ? curl_easy_strerror(failure.code) : failure.words);
  if (failure.proxy_code != 0) return "proxy: HTTP " + std::to_string(failure.proxy_code);
  return {};
}

std::string proxy_setting(scheme kind) {
  // As libcurl reads them; HTTP_PROXY in capitals is none, because a web server may set it for a stranger's header.
  const bool secure = kind == scheme::https;
  for (const auto* name :
       {secure ? "https_proxy" : "http_proxy", secure ? "HTTPS_PROXY" : "http_proxy", "all_proxy", "ALL_PROXY"})
    if (const auto* value = std::getenv(name); value != nullptr && *value != '\0') return name;
  return {};
}

}  // namespace secondbrain::net
