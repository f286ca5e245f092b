// The dialects that the tasks of one vault are read and written in, made of its conventions.
//
// Not changed afterwards: thread-safe. Cannot fail.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "brain/vault/conventions/left_out_folders.hpp"
#include "brain/vault/conventions/vault_conventions.hpp"
#include "brain/vault/dialects/dialect_collection.hpp"
#include "brain/vault/dialects/note_tasks.hpp"

namespace secondbrain::vault::dialects {

class dialect_set {
 public:
  explicit dialect_set(const vault_conventions& conventions);

  /// In the order of the vault's preference.
  const dialect_list& list() const noexcept { return list_; }
  /// That new tasks are written in.
  const task_dialect& preferred() const noexcept { return *list_.front(); }

  /// Whether tasks of this note are read line by line. Not those that its owner left out; in the predecessor's layout
  /// not its daily notes, which are read as it read them, and not what it and we make of tasks.
  bool reads(std::string_view path) const { return !left_out_.hold(path); }

  /// Whether it is a daily note in the predecessor's layout, the tasks of which are listed as it read them.
  bool is_predecessors_daily(std::string_view path) const;

  /// How the pages of a Logseq graph are named; null: it is none.
  const logseq_settings* logseq() const noexcept { return logseq_ ? &*logseq_ : nullptr; }

  /// Where the daily notes are and how they are named; null: none are known of.
  const daily_paths* daily() const noexcept { return daily_ ? &*daily_ : nullptr; }

  /// Another one: the same notes may hold other tasks, or be of other days. 16 hex digits.
  const std::string& fingerprint() const noexcept { return fingerprint_; }

 private:
  std::vector<std::unique_ptr<task_dialect>> all_;
  dialect_list list_;
  left_out_folders left_out_;
  std::optional<logseq_settings> logseq_;
  std::optional<daily_paths> daily_;
  bool has_predecessors_daily_ = false;
  std::string fingerprint_;
};

}  // namespace secondbrain::vault::dialects
