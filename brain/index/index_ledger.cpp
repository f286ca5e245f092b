#include "brain/index/index_ledger.hpp"

#include <iterator>
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

void index_ledger::forget_others(const vault::place_set& places,
                                 const std::function<bool(const std::string& path)>& is_there) {
  if (places.empty()) {
    std::erase_if(entries_, [&](const auto& each) { return !is_there(each.first); });
    return;
  }
  for (const auto& place : places) {
    if (!is_there(place)) entries_.erase(place);
    const auto below = place + '/';
    for (auto each = entries_.lower_bound(below); each != entries_.end() && each->first.starts_with(below);)
      each = is_there(each->first) ? std::next(each) : entries_.erase(each);
  }
}

ledger_page index_ledger::page(const list_ledger& wanted) const {
  ledger_page page;
  const auto part = ascii_lower_case(wanted.query);
  for (const auto& [path, entry] : entries_) {
    ++counter(page, entry.state);
    const bool is_odd = entry.state == ledger_state::indexed && !entry.reason.empty();
    page.noted += is_odd ? 1 : 0;
    if (wanted.state && *wanted.state != entry.state) continue;
    if (wanted.noted && entry.reason.empty()) continue;
    if (ascii_lower_case(path).find(part) == std::string::npos) continue;
    if (page.total++ < wanted.offset || static_cast<int>(page.entries.size()) >= wanted.limit) continue;
    page.entries.push_back(entry);
  }
  return page;
}

}  // namespace secondbrain::index
