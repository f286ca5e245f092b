#include "ops/checksum.hpp"

#include <openssl/evp.h>

#include <array>
#include <fstream>
#include <memory>

#include "ops/system_error.hpp"

namespace secondbrain::ops {
namespace {

struct context_deleter {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};

template <std::size_t N>
std::string hex(const std::array<unsigned char, N>& bytes, std::size_t length) {
  constexpr auto digits = "0123456789abcdef";
  std::string text;
  for (std::size_t i = 0; i < length; ++i) {
    text += digits[bytes[i] >> 4];
    text += digits[bytes[i] & 15];
  }
  return text;
}

}  // namespace

result<std::string> sha256_of_file(const std::filesystem::path& file) {
  std::ifstream in{file, std::ios::binary};
  if (!in) return fail_with_errno("cannot read " + file.string());
  std::unique_ptr<EVP_MD_CTX, context_deleter> context{EVP_MD_CTX_new()};
  auto healthy = context && EVP_DigestInit_ex(context.get(), EVP_sha256(), nullptr) == 1;

  std::array<char, 65536> piece{};
  while (healthy && in) {
    in.read(piece.data(), piece.size());
    healthy = EVP_DigestUpdate(context.get(), piece.data(), static_cast<std::size_t>(in.gcount())) == 1;
  }
  if (in.bad()) return fail_with_errno("cannot read " + file.string());

  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int length = 0;
  if (!healthy || EVP_DigestFinal_ex(context.get(), digest.data(), &length) != 1)
    return fail(errc::internal, "SHA-256 is not available in this OpenSSL");
  return hex(digest, length);
}

}  // namespace secondbrain::ops
