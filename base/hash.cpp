#include "base/hash.hpp"

#include <openssl/evp.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstddef>

#include "base/regular_file.hpp"
#include "base/system_error.hpp"

namespace secondbrain {

namespace {

using digest_bytes = std::array<unsigned char, EVP_MAX_MD_SIZE>;

std::string hex(const digest_bytes& bytes, std::size_t length) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  text.reserve(2 * length);
  for (std::size_t i = 0; i < length; ++i) {
    text += digits[bytes[i] >> 4];
    text += digits[bytes[i] & 0xF];
  }
  return text;
}

}  // namespace

std::string sha1_hex(std::string_view bytes) {
  static const EVP_MD* const sha1 = EVP_MD_fetch(nullptr, "SHA1", nullptr);  // EVP_sha1() would look it up every time
  digest_bytes value;
  unsigned int length = 0;
  EVP_Digest(bytes.data(), bytes.size(), value.data(), &length, sha1, nullptr);
  return hex(value, length);
}

void sha256_digest::context_deleter::operator()(evp_md_ctx_st* context) const noexcept {
  EVP_MD_CTX_free(context);
}

sha256_digest::sha256_digest()
    : context_{EVP_MD_CTX_new()}, healthy_{context_ && EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr) == 1} {}

void sha256_digest::update(std::string_view bytes) {
  healthy_ = healthy_ && EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()) == 1;
}

result<std::string> sha256_digest::hex() {
  digest_bytes value{};
  unsigned int length = 0;
  if (!healthy_ || EVP_DigestFinal_ex(context_.get(), value.data(), &length) != 1)
    return fail(errc::internal, "SHA-256 is not available in this OpenSSL");
  healthy_ = false;
  return secondbrain::hex(value, length);
}

result<std::string> sha256_hex(std::string_view bytes) {
  sha256_digest digest;
  digest.update(bytes);
  return digest.hex();
}

result<std::string> sha256_of_file(const std::filesystem::path& file) {
  const auto opened = open_regular_file(file);
  RETURN_IF_ERROR(opened);
  sha256_digest digest;
  std::array<char, 65536> piece{};
  for (;;) {
    const auto count = ::read(opened->get(), piece.data(), piece.size());
    if (count == 0) return digest.hex();
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return fail_with_errno("cannot read " + file.string());
    digest.update({piece.data(), static_cast<std::size_t>(count)});
  }
}

}  // namespace secondbrain
