#include "base/hash.hpp"

#include <openssl/evp.h>

#include <array>
#include <cstddef>
#include <fstream>
#include <memory>

#include "base/system_error.hpp"

namespace secondbrain {

namespace {

using digest = std::array<unsigned char, EVP_MAX_MD_SIZE>;

struct context_deleter {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};

std::string hex(const digest& bytes, std::size_t length) {
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
  digest value;
  unsigned int length = 0;
  EVP_Digest(bytes.data(), bytes.size(), value.data(), &length, sha1, nullptr);
  return hex(value, length);
}

result<std::string> sha256_of_file(const std::filesystem::path& file) {
  std::ifstream in{file, std::ios::binary};
  if (!in) return fail_with_errno("cannot read " + file.string());
  const std::unique_ptr<EVP_MD_CTX, context_deleter> context{EVP_MD_CTX_new()};
  auto healthy = context && EVP_DigestInit_ex(context.get(), EVP_sha256(), nullptr) == 1;

  std::array<char, 65536> piece{};
  while (healthy && in) {
    in.read(piece.data(), piece.size());
    healthy = EVP_DigestUpdate(context.get(), piece.data(), static_cast<std::size_t>(in.gcount())) == 1;
  }
  if (in.bad()) return fail_with_errno("cannot read " + file.string());

  digest value{};
  unsigned int length = 0;
  if (!healthy || EVP_DigestFinal_ex(context.get(), value.data(), &length) != 1)
    return fail(errc::internal, "SHA-256 is not available in this OpenSSL");
  return hex(value, length);
}

}  // namespace secondbrain
