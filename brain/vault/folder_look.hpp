// The folder of a vault, held open for one look: what is asked of it is asked of one and the same folder, even when
// another disk takes its place meanwhile.
//
// Owned by one thread at a time. Blocks on the file system.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "base/file_descriptor.hpp"

namespace secondbrain::vault {

/// Which folder it is, whatever it is called. The root of a disk has the same inode on all of them and device numbers
/// are used again, so the file system and the folder's birth count too. 0: not known.
struct folder_identity {
  std::uint64_t device = 0;
  std::uint64_t inode = 0;
  std::uint64_t file_system = 0;
  std::int64_t birth = 0;  // nanoseconds since 1970

  bool operator==(const folder_identity& other) const = default;
};

bool is_same_folder(const folder_identity& one, const folder_identity& other);
/// The same folder of the same disk, under whatever number the disk came this time.
bool is_on_same_disk(const folder_identity& one, const folder_identity& other);

enum class folder_access : std::uint8_t { given, absent, refused };
enum class presence : std::uint8_t { there, gone, unknown };
enum class hidden_entries : std::uint8_t { count, are_passed_over };

class folder_look {
 public:
  explicit folder_look(const std::filesystem::path& root);

  folder_access access() const { return access_; }
  const folder_identity& identity() const { return identity_; }

  /// Whether a note lies in it, by its readable path.
  presence has(std::string_view note) const;
  /// Whether anything of a person's lies in it.
  presence content(hidden_entries hidden) const;
  /// Tells the beginning and the size of a note from those of others; empty: it cannot be read.
  std::string fingerprint(std::string_view note) const;

 private:
  file_descriptor directory_;
  folder_access access_ = folder_access::absent;
  folder_identity identity_;
};

}  // namespace secondbrain::vault
