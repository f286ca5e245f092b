// Which vault the data directory knows: where it lies, and some of its notes by which it is recognised.
//
// Kept in a file of the data directory, never in the vault. A vault that was moved, restored or copied to another disk
// is recognised by its notes and needs no question; an empty folder in its place, and another vault, are told from it.
// Thread-safe. Blocks on the file system for a few calls.
#pragma once

#include <cstdint>
#include <filesystem>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "brain/vault/folder_look.hpp"
#include "messages/vault.hpp"

namespace secondbrain::vault {

struct vault_finding {
  vault_state state = vault_state::itself;
  std::string belongs_to;  // the folder of the known vault; empty: none is known
  std::string message;     // what is wrong and what to do; empty: nothing
};

class known_vault {
 public:
  /// `root` is the configured vault; empty: none is.
  known_vault(std::filesystem::path file, std::filesystem::path root);

  /// As it is now.
  vault_finding look();
  /// errc::vault_missing: the vault must not be written to now.
  status may_write();
  /// errc::vault_missing: what is known is of no vault that is asked about now. A vault that is only away may be.
  status may_answer();
  /// errc::vault_missing: what is in the folder must not take the place of what is known.
  status may_index();

  /// `notes` are what an index knows of a vault that was never remembered here, of the configured one as far as one can
  /// tell. Does nothing when one is remembered.
  void assume(const std::vector<std::string>& notes);
  /// After an index run: `notes` are all of the vault's. Does nothing when they tell nothing new, and when the folder
  /// is not the vault now or does not hold them: a disk may have gone since they were read.
  status learn(const std::vector<std::string>& notes);
  /// Nothing is known, or most of what is known has gone.
  bool needs_to_learn() const;
  /// The folder as it is now is the vault of this data from now on.
  status adopt();

 private:
  /// A note by which the vault is recognised.
  struct landmark {
    std::string path;         // relative to the vault, readable
    std::string fingerprint;  // of what was in it; empty: not known

    bool operator==(const landmark& other) const = default;
  };

  struct known_identity {
    std::string path;  // readable
    folder_identity folder;
    std::vector<landmark> landmarks;
    std::size_t notes = 0;                 // how many there were
    presence content = presence::unknown;  // of anything, notes or not

    bool operator==(const known_identity& other) const = default;
  };

  struct landmark_count {
    std::size_t present = 0;
    std::size_t alike = 0;     // of those present: their content is what it was
    std::size_t compared = 0;  // of those present: their content was known
    std::size_t unknown = 0;   // not to be told
  };

  enum class comparison : std::uint8_t { by_name, by_content };

  void load();
  status save(const known_identity& known);
  vault_finding judge();
  vault_finding judge(const folder_look& folder);
  vault_finding unreadable() const;
  vault_finding emptied() const;
  bool is_where_it_was() const;
  landmark_count count_landmarks(const folder_look& folder, comparison how, std::size_t enough) const;
  bool recognises(const folder_look& folder, const landmark_count& found) const;

  std::filesystem::path file_;
  std::filesystem::path root_;
  mutable std::mutex guarding_;
  known_identity known_;
};

}  // namespace secondbrain::vault
