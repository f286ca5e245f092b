// For every file of the vault: indexed, pending, skipped or failed, since when and why; and of those that are indexed,
// what was odd in them.
//
// Owned by the thread that indexes. Cannot fail. Derived: rebuilt from the tracker and the scan at every run.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "brain/vault/changes/places.hpp"
#include "messages/index.hpp"

namespace secondbrain::index {

class index_ledger {
 public:
  void set(const std::string& path, ledger_state state, std::string since, std::string reason = {}, int chunks = 0);
  void erase(const std::string& path) { entries_.erase(path); }
  void clear() { entries_.clear(); }
  /// What lies at these places, or anywhere when there are none, goes if `is_there` does not know it.
  void forget_others(const vault::place_set& places, const std::function<bool(const std::string& path)>& is_there);

  ledger_page page(const list_ledger& wanted) const;

 private:
  std::map<std::string, ledger_entry> entries_;  // by path
};

}  // namespace secondbrain::index
