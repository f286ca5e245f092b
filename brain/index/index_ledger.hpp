// For every file of the vault: indexed, pending, skipped or failed, since when and why.
//
// Owned by the thread that indexes. Cannot fail. Derived: rebuilt from the tracker and the scan at every run.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "messages/index.hpp"

namespace secondbrain::index {

class index_ledger {
 public:
  void set(const std::string& path, ledger_state state, std::string since, std::string reason = {}, int chunks = 0);
  void erase(const std::string& path) { entries_.erase(path); }
  void clear() { entries_.clear(); }

  ledger_page page(const list_ledger& wanted) const;

 private:
  std::map<std::string, ledger_entry> entries_;  // by path
};

}  // namespace secondbrain::index
