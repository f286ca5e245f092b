#include "brain/vault/writing/draft.hpp"

#include <utility>

#include "brain/vault/writing/leftover.hpp"
#include "brain/vault/writing/recovered_note.hpp"

namespace secondbrain::vault {

namespace {

/// A file that must be there.
result<held_file> hold_present(const vault_folder& folder, const std::string& name) {
  auto held = folder.hold(name);
  if (!held) return tl::unexpected(held.error());
  if (!*held) return fail(errc::busy, folder.path_of(name) + " was removed meanwhile");
  return std::move(**held);
}

}  // namespace

result<draft> draft::write(const vault_folder& folder, const std::string& note_name, std::string_view bytes,
                           const held_file* like) {
  draft written{folder, draft_name(note_name)};
  if (auto done = folder.write_new(written.hidden_name_, bytes, like); !done) return tl::unexpected(done.error());
  return written;
}

draft::draft(draft&& other) noexcept
    : folder_{other.folder_}, hidden_name_{std::exchange(other.hidden_name_, std::string{})} {}

draft::~draft() {
  // A file that stays is hidden, and `recover` removes it.
  if (!hidden_name_.empty()) static_cast<void>(folder_->remove(hidden_name_));
}

status draft::become(const std::string& name) {
  auto ours = hold_present(*folder_, hidden_name_);
  if (!ours) return tl::unexpected(ours.error());
  if (auto placed = folder_->rename_new(hidden_name_, *folder_, name); !placed) return placed;
  auto synced = folder_->sync();
  // Not known to last: it is withdrawn, unless somebody has already written to it.
  if (synced || !folder_->is_unchanged(name, *ours) || !folder_->rename_new(name, *folder_, hidden_name_)) {
    hidden_name_.clear();
  }
  return synced;
}

status draft::replace(const std::string& name, std::string_view before) {
  auto ours = hold_present(*folder_, hidden_name_);
  if (!ours) return tl::unexpected(ours.error());
  // From here on the name tells `recover` which texts the file may hold without a person having written them.
  auto exchanged_name = exchange_name(name, before, ours->bytes);
  if (auto renamed = folder_->rename(hidden_name_, exchanged_name); !renamed) return renamed;
  hidden_name_ = std::move(exchanged_name);

  auto theirs = hold_present(*folder_, name);
  if (!theirs) return tl::unexpected(theirs.error());
  if (theirs->bytes != before) return fail(errc::busy, folder_->path_of(name) + " was changed meanwhile");
  auto exchanged = exchange(name, *ours, *theirs);
  if (exchanged || exchanged.error().code != errc::unavailable) return exchanged;

  // A file system without exchange: what is saved between the look above and this call is lost.
  if (auto renamed = folder_->rename(hidden_name_, name); !renamed) return renamed;
  hidden_name_.clear();
  return folder_->sync();
}

status draft::exchange(const std::string& name, const held_file& ours, const held_file& theirs) {
  if (auto exchanged = folder_->exchange(hidden_name_, name); !exchanged) {
    if (exchanged.error().code != errc::not_found) return exchanged;
    return fail(errc::busy, folder_->path_of(name) + " was removed meanwhile");
  }
  status outcome;
  if (folder_->is_unchanged(hidden_name_, theirs)) {
    outcome = folder_->sync();
  } else {
    outcome = fail(errc::busy, folder_->path_of(name) + " is being saved by another program");
  }
  if (!outcome) take_back(name, ours, theirs);
  return outcome;
}

void draft::take_back(const std::string& name, const held_file& ours, const held_file& theirs) {
  if (!folder_->exchange(hidden_name_, name)) {
    if (!folder_->is_unchanged(hidden_name_, theirs)) keep(name);
  } else if (!folder_->is_unchanged(hidden_name_, ours)) {
    // Somebody saved over our text in the moment it was there. That is the newest; theirs is kept beside it.
    static_cast<void>(folder_->exchange(hidden_name_, name));
    keep(name);
  }
}

void draft::keep(const std::string& name) {
  // Should this fail, `recover` does it.
  static_cast<void>(give_back(*folder_, hidden_name_, name));
  hidden_name_.clear();
}

}  // namespace secondbrain::vault
