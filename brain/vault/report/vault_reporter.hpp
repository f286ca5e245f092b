// Tells what was found in a vault. What a note holds is kept, so that only notes that changed are read again.
//
// Owned by one thread. Blocks on the file system, for no longer than reading a few thousand notes takes: of a larger
// vault one look after the other tells more.
#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "base/error.hpp"
#include "brain/vault/conventions/find_conventions.hpp"
#include "brain/vault/report/note_yield.hpp"
#include "messages/vault_report.hpp"

namespace secondbrain::vault {

class vault_reporter {
 public:
  explicit vault_reporter(std::filesystem::path root, convention_settings ours = {}, std::size_t notes_a_look = 2000)
      : root_{std::move(root)}, ours_{std::move(ours)}, notes_a_look_{notes_a_look} {}

  /// As the vault is now. errc::vault_missing; errc::io_failure when its folder cannot be read.
  result<vault_report> report(day today);

  /// Those of the last report.
  const vault_conventions& conventions() const noexcept { return conventions_; }

 private:
  struct known_note {
    double modified = 0;
    double changed = 0;
    std::int64_t size = 0;
    bool is_daily = false;
    note_yield yield;
  };

  std::filesystem::path root_;
  convention_settings ours_;
  std::size_t notes_a_look_;
  vault_conventions conventions_;
  std::string read_with_;  // the conventions that the notes were read with
  std::map<std::string, known_note, std::less<>> notes_;
};

}  // namespace secondbrain::vault
