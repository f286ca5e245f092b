// What the inbox remembers of its unfinished texts between runs: their pieces, which of them are routed, and when a
// text is tried again.
//
// Owned by one thread. Texts are known by the hash of their bytes, so that one that was edited starts afresh. Saving is
// durable and whole. A journal that makes no sense is moved aside and begins empty.
#pragma once

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "brain/sync/retry_state.hpp"

namespace secondbrain::sync {

struct inbox_piece {
  std::string content;
  std::string answer;  // of the model about it, a JSON object; empty: not classified yet
  std::string action;  // what was done with it; empty: not routed yet
};

struct inbox_entry {
  std::string day;                  // when the text was first seen, YYYY-MM-DD: what its `tomorrow` counts from
  std::vector<inbox_piece> pieces;  // none: not divided yet
  retry_state retry;
};

class inbox_journal {
 public:
  static result<inbox_journal> open(std::filesystem::path file);

  /// What is remembered of a text; an empty entry is begun when that is nothing.
  inbox_entry& at(const std::string& hash) { return entries_[hash]; }

  /// What is remembered of a text; null: nothing. Valid until the journal changes.
  const inbox_entry* find(const std::string& hash) const {
    auto entry = entries_.find(hash);
    return entry == entries_.end() ? nullptr : &entry->second;
  }

  void forget(const std::string& hash) { entries_.erase(hash); }
  /// Forgets all others.
  void keep_only(const std::set<std::string>& hashes);

  status save() const;

 private:
  explicit inbox_journal(std::filesystem::path file) : file_{std::move(file)} {}

  std::filesystem::path file_;
  std::map<std::string, inbox_entry> entries_;
};

}  // namespace secondbrain::sync
