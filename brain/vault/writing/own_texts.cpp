#include "brain/vault/writing/own_texts.hpp"

#include <functional>

namespace secondbrain::vault {

namespace {

constexpr std::size_t remembered = 512;

std::size_t hash_of(const held_file& file) noexcept {
  return std::hash<std::string_view>{}(file.bytes);
}

}  // namespace

void own_texts::remember(const held_file& written) {
  std::lock_guard guard{guarding_};
  // Forgetting costs one wait, so it need not be the oldest that goes.
  if (hashes_.size() >= remembered) hashes_.clear();
  hashes_[{written.attributes.st_dev, written.attributes.st_ino}] = hash_of(written);
}

bool own_texts::holds(const held_file& file) const {
  std::lock_guard guard{guarding_};
  auto found = hashes_.find({file.attributes.st_dev, file.attributes.st_ino});
  return found != hashes_.end() && found->second == hash_of(file);
}

}  // namespace secondbrain::vault
