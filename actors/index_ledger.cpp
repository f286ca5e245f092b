#include "actors/index_ledger.hpp"

#include <algorithm>
#include <cctype>

namespace secondbrain::actors {
namespace {

char to_lower(char c) {
  return static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
}

bool contains(const std::string& path, const std::string& part) {
  auto same = [](char a, char b) { return to_lower(a) == to_lower(b); };
  return std::search(path.begin(), path.end(), part.begin(), part.end(), same) != path.end();
}

int& counter(ledger_page& page, ledger_state state) {
  switch (state) {
    case ledger_state::indexed: return page.indexed;
    case ledger_state::pending: return page.pending;
    case ledger_state::skipped: return page.skipped;
    case ledger_state::failed: return page.failed;
  }
  return page.failed;
}

}  // namespace

void index_ledger::set(const std::string& path, ledger_state state, std::string since, std::string reason, int chunks) {
  auto& entry = entries_[path];
  bool unchanged = !entry.path.empty() && entry.state == state && entry.reason == reason;
  if (!unchanged || state == ledger_state::indexed) entry.since = std::move(since);
  entry.path = path;
  entry.state = state;
  entry.reason = std::move(reason);
  entry.chunk_count = chunks;
}

ledger_page index_ledger::page(const list_ledger& asked) const {
  ledger_page page;
  for (const auto& [path, entry] : entries_) {
    ++counter(page, entry.state);
    if (asked.state && *asked.state != entry.state) continue;
    if (!contains(path, asked.query)) continue;
    if (page.total++ < asked.offset || static_cast<int>(page.entries.size()) >= asked.limit) continue;
    page.entries.push_back(entry);
  }
  return page;
}

}  // namespace secondbrain::actors
