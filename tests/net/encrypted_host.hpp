// The encrypted side of a scripted host: certificates of its own, and TLS over one of its connections.
#pragma once

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

#include "tests/net/scripted_host.hpp"

namespace secondbrain::net {

/// A key, and a certificate that is signed with it and valid for an hour.
struct host_identity {
  std::shared_ptr<EVP_PKEY> key;
  std::shared_ptr<X509> certificate;
};

/// For `IP:127.0.0.1` or `DNS:models.example`.
inline host_identity make_identity(const std::string& alternative_name) {
  const std::shared_ptr<EVP_PKEY> key{EVP_EC_gen("P-256"), &EVP_PKEY_free};
  const std::shared_ptr<X509> certificate{X509_new(), &X509_free};
  auto* x509 = certificate.get();
  X509_set_version(x509, 2);
  ASN1_INTEGER_set(X509_get_serialNumber(x509), 1);
  constexpr long hour = 3600;
  X509_gmtime_adj(X509_getm_notBefore(x509), -hour);
  X509_gmtime_adj(X509_getm_notAfter(x509), hour);
  X509_set_pubkey(x509, key.get());
  auto* name = X509_get_subject_name(x509);
  const auto* common = reinterpret_cast<const unsigned char*>(alternative_name.c_str());
  X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, common, -1, -1, 0);
  X509_set_issuer_name(x509, name);
  X509V3_CTX context;
  X509V3_set_ctx_nodb(&context);
  X509V3_set_ctx(&context, x509, x509, nullptr, nullptr, 0);
  auto* extension = X509V3_EXT_conf_nid(nullptr, &context, NID_subject_alt_name, alternative_name.c_str());
  X509_add_ext(x509, extension, -1);
  X509_EXTENSION_free(extension);
  X509_sign(x509, key.get(), EVP_sha256());
  return {key, certificate};
}

/// While it is there, the system trusts this identity and no other.
class trusted_identity {
 public:
  explicit trusted_identity(const host_identity& trusted)
      : file_{std::filesystem::temp_directory_path() / ("trusted-" + std::to_string(::getpid()) + ".pem")} {
    auto* out = std::fopen(file_.c_str(), "w");
    if (out == nullptr) throw std::system_error{errno, std::generic_category(), file_};
    PEM_write_X509(out, trusted.certificate.get());
    std::fclose(out);
    ::setenv("SSL_CERT_FILE", file_.c_str(), 1);
  }
  ~trusted_identity() {
    ::unsetenv("SSL_CERT_FILE");
    std::filesystem::remove(file_);
  }
  trusted_identity(const trusted_identity&) = delete;
  trusted_identity& operator=(const trusted_identity&) = delete;

 private:
  std::filesystem::path file_;
};

/// TLS over a connection, as the host. Everything fails in silence once the client has left.
class encrypted_connection {
 public:
  /// With `protocol` (`h2`), that is agreed on.
  encrypted_connection(const served_connection& client, const host_identity& own, std::string protocol = {})
      : client_{client}, protocol_{std::move(protocol)} {
    sigset_t broken_pipe;
    ::sigemptyset(&broken_pipe);
    ::sigaddset(&broken_pipe, SIGPIPE);
    ::pthread_sigmask(SIG_BLOCK, &broken_pipe, nullptr);  // OpenSSL writes without leave to fail
    context_.reset(SSL_CTX_new(TLS_server_method()), &SSL_CTX_free);
    SSL_CTX_use_certificate(context_.get(), own.certificate.get());
    SSL_CTX_use_PrivateKey(context_.get(), own.key.get());
    if (!protocol_.empty()) SSL_CTX_set_alpn_select_cb(context_.get(), &agree, this);
    tls_.reset(SSL_new(context_.get()), &SSL_free);
    SSL_set_fd(tls_.get(), client.socket());
    open_ = SSL_accept(tls_.get()) == 1;
  }

  bool is_open() const noexcept { return open_; }

  void write(std::string_view bytes) {
    if (open_) open_ = SSL_write(tls_.get(), bytes.data(), static_cast<int>(bytes.size())) > 0;
  }

  /// What has come, up to what `until` is the end of; shorter when the client leaves.
  std::string hear(std::string_view until) {
    std::string all;
    while (!all.ends_with(until) && receive(all)) {
    }
    return all;
  }

  /// So many bytes; fewer when the client leaves.
  std::string hear(std::size_t count) {
    while (pending_.size() < count && receive(pending_)) {
    }
    auto bytes = pending_.substr(0, count);
    pending_.erase(0, count);
    return bytes;
  }

  void close() { SSL_shutdown(tls_.get()); }

 private:
  static int agree(SSL*, const unsigned char** chosen, unsigned char* size, const unsigned char*, unsigned int,
                   void* self) {
    const auto& protocol = static_cast<const encrypted_connection*>(self)->protocol_;
    *chosen = reinterpret_cast<const unsigned char*>(protocol.data());
    *size = static_cast<unsigned char>(protocol.size());
    return SSL_TLSEXT_ERR_OK;
  }

  bool receive(std::string& into) {
    std::array<char, 4096> bytes;
    open_ = open_ && (SSL_pending(tls_.get()) > 0 || client_.wait_for_more());
    const auto count = open_ ? SSL_read(tls_.get(), bytes.data(), static_cast<int>(bytes.size())) : 0;
    open_ = count > 0;
    if (open_) into.append(bytes.data(), static_cast<std::size_t>(count));
    return open_;
  }

  const served_connection& client_;
  std::string protocol_;
  std::shared_ptr<SSL_CTX> context_;
  std::shared_ptr<SSL> tls_;
  bool open_ = false;
  std::string pending_;
};

}  // namespace secondbrain::net
