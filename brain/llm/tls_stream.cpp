#include "brain/llm/tls_stream.hpp"
#include "base/error.hpp"
#include "base/ip_address.hpp"

#include <arpa/inet.h>
#include <openssl/err.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <array>
#include <climits>
#include <string>

namespace secondbrain::llm {

namespace {

constexpr std::size_t record_size = 16384;

using context = std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)>;

/// What all connections share; read-only once it is made.
SSL_CTX* shared_context() {
  static const context made = [] {
    context fresh{SSL_CTX_new(TLS_client_method()), &SSL_CTX_free};
    if (!fresh) return fresh;
    SSL_CTX_set_min_proto_version(fresh.get(), TLS1_2_VERSION);
    SSL_CTX_set_default_verify_paths(fresh.get());
    SSL_CTX_set_verify(fresh.get(), SSL_VERIFY_PEER, nullptr);
    return fresh;
  }();
  return made.get();
}

bool is_ip_address(const std::string& host) {
  std::array<unsigned char, sizeof(in6_addr)> ignored;
  return ::inet_pton(AF_INET, host.c_str(), ignored.data()) == 1 ||
         ::inet_pton(AF_INET6, host.c_str(), ignored.data()) == 1;
}

/// Between buffers in memory: the bytes travel through the stream below, with its deadline and without signals.
tls_stream::session make_session(const std::string& host) {
  tls_stream::session tls{shared_context() != nullptr ? SSL_new(shared_context()) : nullptr, &SSL_free};
  if (!tls) return tls;
  SSL_set_bio(tls.get(), BIO_new(BIO_s_mem()), BIO_new(BIO_s_mem()));
  SSL_set_connect_state(tls.get());
  if (is_ip_address(host)) {
    X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(tls.get()), host.c_str());
  } else {
    SSL_set1_host(tls.get(), host.c_str());
    SSL_set_tlsext_host_name(tls.get(), host.c_str());
  }
  return tls;
}

}  // namespace

result<std::unique_ptr<byte_stream>> tls_stream::start(std::unique_ptr<byte_stream> below, const url& where,
                                                       std::string* for_log) {
  auto tls = make_session(where.host);
  if (!tls) return fail(errc::internal, "connections cannot be encrypted here; the program may lack memory");
  auto stream = std::make_unique<tls_stream>(std::move(below), std::move(tls));
  auto shaken = stream->carry([](SSL* session) { return SSL_do_handshake(session); });
  if (!shaken && for_log != nullptr) *for_log = stream->failed_with_;
  if (!shaken) return fail(shaken.error(), "encrypting the connection to " + where.authority());
  return stream;
}

result<std::size_t> tls_stream::read(char* out, std::size_t size) {
  const auto most = static_cast<int>(std::min<std::size_t>(size, INT_MAX));
  auto received = carry([&](SSL* tls) { return SSL_read(tls, out, most); });
  RETURN_IF_ERROR(received);
  return static_cast<std::size_t>(*received);
}

status tls_stream::write(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto size = std::min(bytes.size(), record_size);
    auto sent = carry([&](SSL* tls) { return SSL_write(tls, bytes.data(), static_cast<int>(size)); });
    RETURN_IF_ERROR(sent);
    bytes.remove_prefix(static_cast<std::size_t>(*sent));
  }
  return {};
}

template <class Step>
result<int> tls_stream::carry(Step step) {
  for (;;) {
    ERR_clear_error();
    const auto done = step(tls_.get());
    const auto reason = SSL_get_error(tls_.get(), done);
    RETURN_IF_ERROR(send_pending());
    if (done > 0) return done;
    if (reason == SSL_ERROR_ZERO_RETURN) return 0;  // the other side has said good-bye
    if (reason != SSL_ERROR_WANT_READ) return tl::unexpected(failure(reason));
    auto received = receive_more();
    RETURN_IF_ERROR(received);
    if (*received == 0) return fail(errc::unavailable, "the connection was cut off");
  }
}

status tls_stream::send_pending() {
  std::array<char, record_size> bytes;
  for (;;) {
    const auto count = BIO_read(SSL_get_wbio(tls_.get()), bytes.data(), static_cast<int>(bytes.size()));
    if (count <= 0) return {};
    if (auto sent = below_->write({bytes.data(), static_cast<std::size_t>(count)}); !sent) return sent;
  }
}

result<std::size_t> tls_stream::receive_more() {
  std::array<char, record_size> bytes;
  auto received = below_->read(bytes.data(), bytes.size());
  if (received && *received > 0) BIO_write(SSL_get_rbio(tls_.get()), bytes.data(), static_cast<int>(*received));
  return received;
}

error tls_stream::failure(int reason) {
  const auto* said = reason == SSL_ERROR_SSL ? ERR_reason_error_string(ERR_peek_error()) : nullptr;
  failed_with_ = std::string{"TLS: "} + (said != nullptr ? said : "no reason given");
  if (const auto verdict = SSL_get_verify_result(tls_.get()); verdict != X509_V_OK)
    return {errc::invalid_argument, std::string{"its certificate is not to be trusted ("} +
                                        X509_verify_cert_error_string(verdict) + "); check the address and the clock"};
  return {
      errc::unavailable,
      "what answers there does not encrypt; check whether the address should begin with http:// instead of https://"};
}

}  // namespace secondbrain::llm
