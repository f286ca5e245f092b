// A new text on its way to its place: written beside it under a hidden name, complete and on the disk before anybody
// sees it under the right one.
//
// Removed at its end unless it was placed. Owned by one thread; used under the lock of the vault. Blocks on the file
// system.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/error.hpp"
#include "brain/vault/writing/vault_folder.hpp"
#include "brain/vault/writing/write_context.hpp"

namespace secondbrain::vault {

class draft {
 public:
  /// The folder and `context` outlive the draft. Owner, mode and attributes are those of `like`, if there is one.
  static result<draft> write(const vault_folder& folder, write_context& context, const std::string& note_name,
                             std::string_view bytes, const held_file* like);
  ~draft();
  draft(draft&& other) noexcept;
  draft& operator=(draft&&) = delete;

  /// Becomes a new file. errc::conflict: the name is taken.
  status become(const std::string& name);

  /// Takes the place of the note whose text was `before`. errc::busy: it has changed, or is being changed. Whatever a
  /// person saved meanwhile is there afterwards: in its place, or beside it as a recovered note.
  status replace(const std::string& name, std::string_view before);

 private:
  draft(const vault_folder& folder, write_context& context, std::string hidden_name)
      : folder_{&folder}, context_{&context}, hidden_name_{std::move(hidden_name)} {}

  status exchange(const std::string& name, held_file& ours, held_file& theirs);
  enum class place : std::uint8_t { ours, theirs };  // whose text the note holds
  place take_back(const std::string& name, const held_file& ours, const held_file& theirs);
  status supplant(const std::string& name, held_file& ours, held_file& theirs);
  void keep(const std::string& name);
  void watch(const std::string& name, held_file& displaced, const held_file& other);

  const vault_folder* folder_;
  write_context* context_;
  std::string hidden_name_;  // empty: nothing is left to remove
};

}  // namespace secondbrain::vault
