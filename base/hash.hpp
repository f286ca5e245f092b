// The hashes of file contents and texts. Any thread.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "base/error.hpp"

struct evp_md_ctx_st;  // of OpenSSL

namespace secondbrain {

/// SHA-1 of the bytes as 40 lower-case hex digits: what the tracker stores is what a later scan compares (contract:
/// vault §2, stores §4). Cannot fail.
std::string sha1_hex(std::string_view bytes);

/// SHA-256 of a file, read in pieces, as 64 lower-case hex digits: the checksums in a backup's manifest.
result<std::string> sha256_of_file(const std::filesystem::path& file);

/// SHA-256 of bytes that come in pieces. One thread at a time.
class sha256_digest {
 public:
  sha256_digest();

  void update(std::string_view bytes);

  /// As 64 lower-case hex digits; ends the digest. errc::internal when this OpenSSL has no SHA-256.
  result<std::string> hex();

 private:
  struct context_deleter {
    void operator()(evp_md_ctx_st* context) const noexcept;
  };

  std::unique_ptr<evp_md_ctx_st, context_deleter> context_;
  bool healthy_;
};

/// SHA-256 of a text that is there as a whole.
result<std::string> sha256_hex(std::string_view bytes);

}  // namespace secondbrain
