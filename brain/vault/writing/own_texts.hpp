// The texts that were written by us lately: a note that still holds one needs no waiting for whoever might be saving
// it.
//
// Thread-safe; does not fail. Remembers the last few hundred.
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <map>
#include <mutex>
#include <string_view>
#include <utility>

#include "brain/vault/writing/vault_folder.hpp"

namespace secondbrain::vault {

class own_texts {
 public:
  void remember(const held_file& written);
  /// Whether the file is one of ours and holds just what we wrote into it.
  bool holds(const held_file& file) const;

 private:
  using identity = std::pair<dev_t, ino_t>;

  mutable std::mutex guarding_;
  std::map<identity, std::size_t> hashes_;
};

}  // namespace secondbrain::vault
