#include "cli/service/parts_check.hpp"

#include <string>

#include "ops/data/index_coverage.hpp"
#include "ops/health/part_titles.hpp"

namespace secondbrain::cli {
namespace {

/// A text that begins a sentence.
std::string capitalized(std::string text) {
  if (!text.empty() && text.front() >= 'a' && text.front() <= 'z') text.front() -= 'a' - 'A';
  return text;
}

component_check check_of(const actor_status& part, verdict state, std::string message) {
  return {part.name.substr(part.name.find('/') + 1), state, std::move(message), {}, ops::part_title(part.name)};
}

std::string why(const actor_status& part) {
  return part.recent_restarts.empty() ? std::string{} : " The reason: " + part.recent_restarts.front().reason + '.';
}

/// Whether everything that the store lost has been read from the vault again.
bool is_whole_again(const actor_status& store, const part_surroundings& around) {
  const auto& index = around.index;
  const bool read_since = index.finished_at && *index.finished_at >= store.recovery->at;
  const bool embedded = store.name != "root/stores/vectors" || !around.embedding || around.embedding->notes_left == 0;
  const auto coverage = ops::coverage_of(index);
  const bool all_read = coverage.complete() || coverage.state == ops::coverage_state::partial;  // the rest, said apart
  return read_since && index.phase == index_phase::finished && all_read && embedded;
}

}  // namespace

std::optional<component_check> check_recovery(const actor_status& store, const part_surroundings& around) {
  if (!store.recovery) return std::nullopt;
  if (store.recovery->worth == store_worth::derived) {
    if (is_whole_again(store, around)) return std::nullopt;
    return check_of(store, verdict::warning, store.recovery->message + " Until that is done a search may miss notes.");
  }
  if (around.now - store.recovery->at > loss_notice_period) return std::nullopt;
  return check_of(store, verdict::warning,
                  store.recovery->message + " It works again; this message stays for a day, and in the log.");
}

std::vector<component_check> check_parts(const tree_snapshot& tree, const part_surroundings& around) {
  std::vector<component_check> checks;
  for (const auto& part : tree.actors) {
    const auto title = ops::part_title(part.name);
    if (part.state == actor_state::hung)
      checks.push_back(
          check_of(part, verdict::error,
                   "Not answering at the moment: " + title + ". If it goes on, SecondBrain restarts itself."));
    else if (part.state == actor_state::backing_off || part.state == actor_state::failed)
      checks.push_back(check_of(part, verdict::warning, "Failed and being restarted: " + title + "." + why(part)));
    else if (!part.note.empty() && part.name != "root/index/reindexer")  // the check of the index speaks for it
      checks.push_back(check_of(part, verdict::warning, capitalized(part.note)));
    if (auto recovered = check_recovery(part, around)) checks.push_back(std::move(*recovered));
  }
  if (checks.empty()) checks.push_back({"actors", verdict::ok, "Every part is running.", {}, "parts"});
  return checks;
}

}  // namespace secondbrain::cli
