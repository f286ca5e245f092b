// The one way in which files of the vault are written: whole, durable, and never over an edit that nobody has seen.
//
// An edit reads the file, lets the caller make the new text, and puts it in place only if the file is still what was
// read; otherwise it starts over with what is there now. A reader sees the old text or the new one. Blocks on the file
// system; thread-safe, and safe beside editors and other processes of ours.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"

namespace secondbrain::vault {

class file_operations;  // what the writer asks of the system; tests make it fail
struct write_context;   // what writers of one vault share

enum class write_outcome : std::uint8_t { unchanged, changed, created };

/// Makes the new text of a file from its bytes; null: there is no such file. Nothing: leave it as it is. Called again
/// when the file changed meanwhile, be it on a text that has the change already because an editor saved it along.
using text_change = std::function<result<std::optional<std::string>>(const std::string* current)>;

class vault_writer {
 public:
  /// The root need not be there yet. `operations` outlives the writer; by default the system's. Writers that are given
  /// nothing to share share nothing, and may write at any time.
  explicit vault_writer(std::filesystem::path root);
  vault_writer(std::filesystem::path root, const file_operations& operations);
  vault_writer(std::filesystem::path root, std::shared_ptr<write_context> shared);

  const std::filesystem::path& root() const noexcept { return root_; }

  /// Paths are relative to the root and may not leave it. Missing folders are made, the root is not.
  /// errc::vault_missing, also when the shared write context says so; errc::invalid_argument: the path leaves the
  /// vault; errc::conflict: it kept changing, or is saved in another encoding (note_encoding.hpp); errc::disk_full,
  /// errc::io_failure: nothing was changed; or the error of `change`.
  result<write_outcome> edit(std::string_view path, const text_change& change) const;

  /// A new file with exactly these bytes, complete when visible: `<stem>.md`, or `<stem><separator><n>.md` with the
  /// first n from 1 that is free. Answers its path.
  result<std::string> create_unique(std::string_view folder, std::string_view stem, std::string_view bytes,
                                    std::string_view separator = " ") const;

  /// Moves a file into a folder, never over another: a name that is taken gets ` 1`, ` 2`, … Answers the new path.
  result<std::string> move(std::string_view path, std::string_view folder) const;

  /// Whether an edit of a file that is there could be written now: what edit() would say, but for what only writing
  /// shows (a full disk). errc::not_found.
  status check_writable(std::string_view path) const;

  /// The bytes of a file. errc::not_found and what read_note_file says.
  result<std::string> read(std::string_view path) const;

  /// When a file was changed last. errc::busy: a program has it open for writing, as far as the system tells.
  result<std::chrono::system_clock::time_point> unchanged_since(std::string_view path) const;

  /// After a crash: removes what the writer left behind, and gives a person's text found among it back, beside the
  /// note it belongs to. Answers the paths of such notes.
  result<std::vector<std::string>> recover() const;

 private:
  std::filesystem::path root_;
  const file_operations& operations_;
  std::shared_ptr<write_context> context_;
};

}  // namespace secondbrain::vault
