// The conventions of the vault and the dialects made of them, as last found: one for the whole service, so that
// whoever reads tasks and whoever writes them mean the same.
//
// Thread-safe. Finding them blocks on a dozen small files; cannot fail.
#pragma once

#include <filesystem>
#include <memory>
#include <mutex>
#include <span>
#include <string>

#include "brain/vault/conventions/find_conventions.hpp"
#include "brain/vault/dialects/dialect_set.hpp"

namespace secondbrain::vault {

/// Not changed once it is made.
struct vault_reading {
  explicit vault_reading(vault_conventions found) : conventions{std::move(found)}, dialects{conventions} {}
  const vault_conventions conventions;
  const dialects::dialect_set dialects;
};

using vault_reading_ptr = std::shared_ptr<const vault_reading>;

class known_conventions {
 public:
  explicit known_conventions(std::filesystem::path root, convention_settings ours = {})
      : root_{std::move(root)}, ours_{std::move(ours)} {}

  /// Finds them anew; `notes` are those of the whole vault.
  vault_reading_ptr find(std::span<const std::string> notes, day today);

  /// As they were found last; where that has not happened yet, the vault is listed for it.
  vault_reading_ptr current(day today);

  /// As they were found last, at once; null: they never were.
  vault_reading_ptr last() const;

  /// Whether what tools put into the vault counts, as for the index.
  tool_copies copies() const noexcept { return ours_.copies; }

 private:
  std::filesystem::path root_;
  convention_settings ours_;
  std::mutex finding_;  // held while files are read
  mutable std::mutex guarding_;
  vault_reading_ptr found_;  // guarded
};

}  // namespace secondbrain::vault
