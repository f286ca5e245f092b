#include "brain/search/left_out_chunks.hpp"

#include <algorithm>

namespace secondbrain::search {

void left_out_chunks::reconcile(std::vector<chunk_key>& indexed) {
  std::map<chunk_key, std::string> still_there;
  std::erase_if(indexed, [&](const chunk_key& key) {
    const auto known = reasons_.find(key);
    if (known == reasons_.end()) return false;
    still_there.insert(*known);
    return true;
  });
  reasons_ = std::move(still_there);
}

std::vector<refused_note> left_out_chunks::refused() const {
  std::vector<refused_note> notes;
  for (const auto& [key, why] : reasons_)
    if (!why.empty() && (notes.empty() || notes.back().note_path != key.note_path))
      notes.push_back({key.note_path, why});
  return notes;
}

}  // namespace secondbrain::search
