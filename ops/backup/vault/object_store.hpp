// The contents that the snapshots of a backup directory share: `objects/ab/abcd…`, each file under the SHA-256 of what
// is in it, so that none is kept twice.
//
// Plain files and no hard links: so it works on any file system and survives being copied elsewhere. What is put in is
// durable before it has its name. One that turns out to be damaged is set aside, and counts as missing until the next
// snapshot stores the content again. Writers hold the lock of the backup directory; readers need none. Any thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "base/error.hpp"

namespace secondbrain::ops {

inline constexpr auto objects_name = "objects";

class object_store {
 public:
  explicit object_store(const std::filesystem::path& backups) : root_{backups / objects_name} {}

  std::filesystem::path place_of(const std::string& sha256) const { return root_ / sha256.substr(0, 2) / sha256; }

  /// Whether there is one of this size; its bytes are not looked at.
  bool has(const std::string& sha256, std::uint64_t bytes) const;

  /// Reads it. errc::corrupt: it is missing or damaged, and a damaged one is set aside.
  status check(const std::string& sha256) const;

  struct staged {
    std::filesystem::path file;  // on the same file system; gone afterwards
    std::string sha256;
  };

  /// Makes the files durable and gives them their names.
  status add(const std::vector<staged>& files) const;

  /// Removes what is not named, and what was set aside. Answers with the bytes that this has freed.
  result<std::uint64_t> keep_only(const std::set<std::string, std::less<>>& used) const;

 private:
  std::filesystem::path root_;
};

}  // namespace secondbrain::ops
