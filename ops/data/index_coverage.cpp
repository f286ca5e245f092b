#include "ops/data/index_coverage.hpp"

#include "base/human_text.hpp"

namespace secondbrain::ops {
namespace {

std::string notes(int count) {
  return count == 1 ? "1 note" : std::to_string(count) + " notes";
}

coverage_state state_of(const index_progress& index) {
  if (!index.trouble.empty()) return coverage_state::stopped;
  if (index.phase == index_phase::waiting_for_lock) return coverage_state::waiting;
  if (!index.notes_total && index.phase != index_phase::finished) return coverage_state::starting;
  bool under_way = index.phase == index_phase::scanning || index.phase == index_phase::indexing;
  if (under_way && index.notes_searchable < index.notes_total.value_or(0)) return coverage_state::building;
  if (index.places_unreadable > 0) return coverage_state::partial;
  return index.notes_total == 0 ? coverage_state::empty : coverage_state::complete;
}

std::string found_so_far(const index_progress& index) {
  if (index.notes_total)
    return std::to_string(index.notes_searchable) + " of " + notes(*index.notes_total) + " can be found so far.";
  if (index.notes_searchable > 0) return notes(index.notes_searchable) + " can be found from before.";
  return "Nothing can be found yet.";
}

std::string unreadable(const index_progress& index) {
  auto sentence = with_full_stop(index.unreadable);
  auto more = index.places_unreadable - 1;
  if (more > 0)
    sentence += " " + std::to_string(more) + (more == 1 ? " more place" : " more places") + " cannot be read.";
  return sentence +
         " Notes there may be missing from what is found; the list of notes on the admin page names each place.";
}

std::string sentence(coverage_state state, const index_progress& index) {
  switch (state) {
    case coverage_state::starting: return "SecondBrain has just started reading your notes. " + found_so_far(index);
    case coverage_state::waiting:
      return "Another process is writing the index, so reading your notes has to wait. " + found_so_far(index);
    case coverage_state::building: return "Your notes are still being read: " + found_so_far(index);
    case coverage_state::empty: return "The vault holds no notes yet.";
    case coverage_state::stopped: return "The index does not follow your notes at the moment: " + index.trouble;
    case coverage_state::partial: return unreadable(index);
    case coverage_state::complete: break;
  }
  auto missing = index.notes_total.value_or(0) - index.notes_searchable;
  bool just_a_moment = index.phase == index_phase::scanning || index.phase == index_phase::indexing;
  if (missing <= 0 || just_a_moment) return {};
  return notes(missing) + " could not be read and cannot be found; the list of notes on the admin page says why.";
}

}  // namespace

index_coverage coverage_of(const index_progress& index) {
  auto state = state_of(index);
  return {state, index.notes_searchable, index.notes_total, sentence(state, index)};
}

}  // namespace secondbrain::ops
