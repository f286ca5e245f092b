// Which notes we wrote whose tasks the index may not have read yet, kept in a file, so that the next process shows them
// as they are from its first answer on.
//
// Owned by one thread. Writing is durable before it is answered; nothing is written while they stay the same.
#pragma once

#include <cstddef>
#include <filesystem>
#include <set>
#include <string>

#include "base/error.hpp"

namespace secondbrain::vault {

class written_notes {
 public:
  /// More are known by no file: of these the newest look at the vault tells.
  static constexpr std::size_t most = 500;

  /// In the data directory; empty: they are not kept.
  explicit written_notes(std::filesystem::path file = {}) : file_{std::move(file)} {}

  /// What the file names; none where there is none, or where it cannot be understood, which is an error only once.
  result<std::set<std::string>> recall();

  status keep(const std::set<std::string>& paths);

 private:
  std::filesystem::path file_;
  std::set<std::string> kept_;
};

}  // namespace secondbrain::vault
