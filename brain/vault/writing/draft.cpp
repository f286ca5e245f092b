#include "brain/vault/writing/draft.hpp"

#include <chrono>
#include <functional>
#include <utility>

#include "base/error.hpp"
#include "brain/vault/writing/leftover.hpp"
#include "brain/vault/writing/recovered_note.hpp"

namespace secondbrain::vault {

namespace {

/// Between the exchange and the look at what it brought out, where nobody can be kept from writing: who was about to
/// has done it by then, and the edit starts over with that text instead of keeping it beside the note.
constexpr std::chrono::milliseconds after_exchange{20};

/// A file that must be there.
result<held_file> hold_present(const vault_folder& folder, const std::string& name) {
  auto held = folder.hold(name);
  RETURN_IF_ERROR(held);
  if (!*held) return fail(errc::busy, folder.path_of(name) + " was removed meanwhile");
  return std::move(**held);
}

}  // namespace

result<draft> draft::write(const vault_folder& folder, write_context& context, const std::string& note_name,
                           std::string_view bytes, const held_file* like) {
  draft written{folder, context, draft_name(note_name)};
  RETURN_IF_ERROR(folder.write_new(written.hidden_name_, bytes, like));
  return written;
}

draft::draft(draft&& other) noexcept
    : folder_{other.folder_},
      context_{other.context_},
      hidden_name_{std::exchange(other.hidden_name_, std::string{})} {}

draft::~draft() {
  // A file that stays is hidden, and `recover` removes it.
  if (!hidden_name_.empty()) static_cast<void>(folder_->remove(hidden_name_));
}

status draft::become(const std::string& name) {
  auto ours = hold_present(*folder_, hidden_name_);
  RETURN_IF_ERROR(ours);
  if (auto placed = folder_->rename_new(hidden_name_, *folder_, name); !placed) return placed;
  auto synced = folder_->sync();
  // Not known to last: it is withdrawn, unless somebody has already written to it.
  if (synced || !folder_->is_unchanged(name, *ours) || !folder_->rename_new(name, *folder_, hidden_name_)) {
    hidden_name_.clear();
    context_->ours.remember(*ours);
  }
  return synced;
}

status draft::replace(const std::string& name, std::string_view before) {
  auto ours = hold_present(*folder_, hidden_name_);
  RETURN_IF_ERROR(ours);
  // From here on the name tells `recover` which texts the file may hold without a person having written them.
  auto exchanged_name = exchange_name(name, before, ours->bytes);
  if (auto renamed = folder_->rename(hidden_name_, exchanged_name); !renamed) return renamed;
  hidden_name_ = std::move(exchanged_name);

  auto theirs = hold_present(*folder_, name);
  RETURN_IF_ERROR(theirs);
  if (theirs->bytes != before) return fail(errc::busy, folder_->path_of(name) + " was changed meanwhile");
  auto exchanged = exchange(name, *ours, *theirs);
  if (exchanged || exchanged.error().code != errc::unavailable) return exchanged;
  return supplant(name, *ours, *theirs);
}

status draft::exchange(const std::string& name, held_file& ours, held_file& theirs) {
  if (auto exchanged = folder_->exchange(hidden_name_, name); !exchanged) {
    if (exchanged.error().code != errc::not_found) return exchanged;
    return fail(errc::busy, folder_->path_of(name) + " was removed meanwhile");
  }
  if (!theirs.holds_writers) folder_->wait(after_exchange);
  status outcome;
  if (folder_->is_unchanged(hidden_name_, theirs)) {
    outcome = folder_->sync();
  } else {
    outcome = fail(errc::busy, folder_->path_of(name) + " is being saved by another program");
  }
  auto now = outcome ? place::ours : take_back(name, ours, theirs);
  if (now == place::ours) context_->ours.remember(ours);
  auto& displaced = now == place::ours ? theirs : ours;
  // Where nobody could be kept from opening the file that lies aside now, it may yet be written to.
  if (!displaced.holds_writers && !hidden_name_.empty()) watch(name, displaced, now == place::ours ? ours : theirs);
  return outcome;
}

draft::place draft::take_back(const std::string& name, const held_file& ours, const held_file& theirs) {
  if (!folder_->exchange(hidden_name_, name)) {
    if (!folder_->is_unchanged(hidden_name_, theirs)) keep(name);
    return place::ours;
  }
  if (folder_->is_unchanged(hidden_name_, ours)) return place::theirs;
  // Somebody saved over our text in the moment it was there. That is the newest; theirs is kept beside it.
  static_cast<void>(folder_->exchange(hidden_name_, name));
  keep(name);
  return place::ours;
}

/// On a file system without exchange. A text that is put in the place of the note between the last look and the rename
/// is lost; one that is written into the note is not.
status draft::supplant(const std::string& name, held_file& ours, held_file& theirs) {
  // The note keeps a second name, under which `recover` finds it.
  auto second_name = exchange_name(name, theirs.bytes, ours.bytes);
  auto linked = folder_->link(name, second_name);
  if (!linked && linked.error().code != errc::unavailable) return linked;
  if (!linked) second_name.clear();
  auto replaced = folder_->is_unchanged(name, theirs)
                      ? folder_->rename(hidden_name_, name)
                      : status{fail(errc::busy, folder_->path_of(name) + " is being saved by another program")};
  if (!replaced) {
    if (linked) static_cast<void>(folder_->remove(second_name));
    return replaced;
  }
  hidden_name_ = std::move(second_name);
  context_->ours.remember(ours);
  watch(name, theirs, ours);
  return folder_->sync();
}

void draft::keep(const std::string& name) {
  // Should this fail, `recover` does it.
  auto given = give_back(*folder_, hidden_name_, name);
  if (given && context_->on_recovered) context_->on_recovered(*given);
  hidden_name_.clear();
}

void draft::watch(const std::string& name, held_file& displaced, const held_file& other) {
  folder_->release(displaced);
  displaced_file watched;
  watched.folder = folder_->path();
  watched.hidden_name = std::exchange(hidden_name_, std::string{});
  watched.note_name = name;
  watched.file = std::move(displaced.file);
  watched.before = std::hash<std::string_view>{}(displaced.bytes);
  watched.after = std::hash<std::string_view>{}(other.bytes);
  context_->late.watch(std::move(watched));
}

}  // namespace secondbrain::vault
