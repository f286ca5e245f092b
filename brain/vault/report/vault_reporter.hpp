// Tells what was found in a vault. What a note holds is kept, so that only notes that changed are read again.
//
// Owned by one thread at a time. Blocks on the file system: time is linear in what changed since the last look, and in
// the number of notes. What cannot be read is told, and the rest is counted.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "base/error.hpp"
#include "brain/vault/changes/scan.hpp"
#include "brain/vault/conventions/known_conventions.hpp"
#include "brain/vault/report/note_yield.hpp"
#include "messages/vault_report.hpp"

namespace secondbrain::vault {

class vault_reporter {
 public:
  /// The conventions are those of whoever else reads the vault in this process.
  vault_reporter(std::filesystem::path root, std::shared_ptr<known_conventions> conventions)
      : root_{std::move(root)}, known_conventions_{std::move(conventions)} {}

  /// As the vault is now. errc::vault_missing; errc::io_failure when its folder cannot be read; errc::cancelled: what
  /// was read until then is kept.
  result<vault_report> report(
      day today, const std::function<bool()>& cancelled = [] { return false; });

 private:
  struct known_note {
    double modified = 0;
    double changed = 0;
    std::int64_t size = 0;
    std::int64_t inode = 0;
    note_yield yield;
    std::string trouble;  // why it could not be read; empty: it was
  };

  void renew_conventions(const std::vector<std::string>& paths, day today);
  known_note read(const scanned_file& file, bool is_daily) const;

  std::filesystem::path root_;
  std::shared_ptr<known_conventions> known_conventions_;
  std::optional<note_reading> reading_;  // of this look
  std::string read_with_;                // what the notes that are known were read with
  std::map<std::string, known_note, std::less<>> notes_;
};

}  // namespace secondbrain::vault
