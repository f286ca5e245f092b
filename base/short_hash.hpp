// A hash of eight bytes that tells whether a block of data is the one from before. Any thread; cannot fail.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace secondbrain {

/// The first eight bytes of the SHA-256.
std::uint64_t short_hash(std::span<const std::byte> bytes);

}  // namespace secondbrain
