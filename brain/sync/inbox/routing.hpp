// Puts a classified piece of the inbox where it belongs in the vault (contract: vault §8.4).
//
// Blocks on the file system; thread-safe. Doing it again with the same piece changes nothing more, so that a piece may
// be routed again after a crash. Nothing of it is dropped: a type without place for its tasks has them in the daily
// note, and a classification without content keeps the piece's own text.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "brain/sync/inbox/classification.hpp"
#include "brain/vault/writing/vault_writer.hpp"

namespace secondbrain::sync {

struct routed_piece {
  std::string action;    // what was done, on one line
  bool changed = false;  // false: the vault said all of it already
};

/// Fails with what the writer fails with; then what is written already stays.
result<routed_piece> route(const vault::vault_writer& writer, const classification& found, std::string_view piece,
                           std::string_view today);

/// Up to 75 titles each of `10_Notes` and `30_Concepts`, sorted without case; folders without notes are left out.
std::vector<titles_of_folder> existing_titles(const vault::vault_writer& writer);

}  // namespace secondbrain::sync
