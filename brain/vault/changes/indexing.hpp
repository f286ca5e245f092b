// From a file of the vault to what the index holds of it.
//
// Blocks on the file system; call from a thread that may. Thread-safe.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "base/error.hpp"
#include "brain/vault/changes/scan.hpp"
#include "brain/vault/dialects/dialect_set.hpp"
#include "messages/indexed_note.hpp"

namespace secondbrain::vault {

enum class content_change : std::uint8_t { changed, same };

/// A note read from its file and ready to be stored.
struct prepared_note {
  content_change change = content_change::changed;
  indexed_note note;  // without chunks when the content is the same
  tracked_file file;  // the row that commits it; `indexed_at` is left to the caller
};

/// Reads, hashes, parses and cuts one note, and finds its tasks if there are dialects to read them with. `known_hash`:
/// of the content that is indexed; equal content is not cut again. Fails as `read_note_file` does.
result<prepared_note> prepare_note(const std::filesystem::path& root, const scanned_file& file,
                                   const std::optional<std::string>& known_hash,
                                   const dialects::dialect_set* dialects = nullptr);

}  // namespace secondbrain::vault
