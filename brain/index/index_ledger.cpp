#include "brain/index/index_ledger.hpp"

#include <utility>

#include "base/text.hpp"

namespace secondbrain::index {
namespace {

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
  const bool unchanged = !entry.path.empty() && entry.state == state && entry.reason == reason;
  if (!unchanged || state == ledger_state::indexed) entry.since = std::move(since);
  entry.path = path;
  entry.state = state;
  entry.reason = std::move(reason);
  entry.chunk_count = chunks;
}

ledger_page index_ledger::page(const list_ledger& wanted) const {
  ledger_page page;
  const auto part = ascii_lower_case(wanted.query);
  for (const auto& [path, entry] : entries_) {
    ++counter(page, entry.state);
    if (wanted.state && *wanted.state != entry.state) continue;
    if (ascii_lower_case(path).find(part) == std::string::npos) continue;
    if (page.total++ < wanted.offset || static_cast<int>(page.entries.size()) >= wanted.limit) continue;
    page.entries.push_back(entry);
  }
  return page;
}

}  // namespace secondbrain::index
