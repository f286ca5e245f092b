#include "base/short_hash.hpp"

#include <openssl/evp.h>

#include <array>
#include <cstring>

namespace secondbrain {

std::uint64_t short_hash(std::span<const std::byte> bytes) {
  static const EVP_MD* const sha256 = EVP_MD_fetch(nullptr, "SHA256", nullptr);  // EVP_sha256() looks it up every time
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int length = 0;
  EVP_Digest(bytes.data(), bytes.size(), digest.data(), &length, sha256, nullptr);
  std::uint64_t first = 0;
  std::memcpy(&first, digest.data(), sizeof first);
  return first;
}

}  // namespace secondbrain
