// TLS over another stream. The certificate must be one that the system trusts, made out to the host that is called.
#pragma once

#include <openssl/ssl.h>

#include <memory>
#include <string>
#include <utility>

#include "brain/llm/byte_stream.hpp"

namespace secondbrain::llm {

class tls_stream final : public byte_stream {
 public:
  using session = std::unique_ptr<SSL, decltype(&SSL_free)>;

  /// Shakes hands. errc::invalid_argument when the certificate is not to be trusted. `for_log` may be null.
  static result<std::unique_ptr<byte_stream>> start(std::unique_ptr<byte_stream> below, const url& where,
                                                    std::string* for_log);

  tls_stream(std::unique_ptr<byte_stream> below, session tls) : below_{std::move(below)}, tls_{std::move(tls)} {}

  result<std::size_t> read(char* out, std::size_t size) override;
  status write(std::string_view bytes) override;

 private:
  /// Repeats a step of OpenSSL's until it is done, carrying bytes to and from the stream below meanwhile.
  template <class Step>
  result<int> carry(Step step);
  status send_pending();
  result<std::size_t> receive_more();
  error failure(int reason);

  std::unique_ptr<byte_stream> below_;
  session tls_;
  std::string failed_with_;  // what OpenSSL said
};

}  // namespace secondbrain::llm
