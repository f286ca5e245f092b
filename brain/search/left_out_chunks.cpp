#include "brain/search/left_out_chunks.hpp"

#include <algorithm>

namespace secondbrain::search {

namespace {

/// Where the notes behind that one begin. No note follows it more closely than this.
chunk_key beginning_behind(const std::string& note) {
  return {note + '\0', {}};
}

}  // namespace

void left_out_chunks::reconcile(const std::string& behind_note, const std::string& up_to_note,
                                std::vector<chunk_key>& indexed) {
  std::map<chunk_key, std::string> still_there;
  std::erase_if(indexed, [&](const chunk_key& key) {
    const auto known = reasons_.find(key);
    if (known == reasons_.end()) return false;
    still_there.insert(*known);
    return true;
  });
  reasons_.erase(reasons_.lower_bound(beginning_behind(behind_note)),
                 reasons_.lower_bound(beginning_behind(up_to_note)));
  reasons_.merge(still_there);
}

void left_out_chunks::forget_behind(const std::string& note) {
  reasons_.erase(reasons_.lower_bound(beginning_behind(note)), reasons_.end());
}

void left_out_chunks::forget(const std::string& note) {
  reasons_.erase(reasons_.lower_bound({note, {}}), reasons_.lower_bound(beginning_behind(note)));
}

std::vector<refused_note> left_out_chunks::refused() const {
  std::vector<refused_note> notes;
  for (const auto& [key, why] : reasons_)
    if (!why.empty() && (notes.empty() || notes.back().note_path != key.note_path))
      notes.push_back({key.note_path, why});
  return notes;
}

}  // namespace secondbrain::search
