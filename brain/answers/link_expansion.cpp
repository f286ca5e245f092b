#include "brain/answers/link_expansion.hpp"

#include <unordered_set>
#include <utility>

#include "base/error.hpp"
#include "brain/vault/notes/links.hpp"

namespace secondbrain::answers {

result<std::vector<linked_note>> expand_links(const std::vector<ranked_passage>& passages,
                                              const chunk_lookup& first_chunk_of, std::size_t most) {
  std::unordered_set<std::string> known;
  for (const auto& passage : passages) known.insert(passage.piece.note_path);
  std::vector<linked_note> linked;
  for (const auto& passage : passages) {
    for (const auto& title : vault::wiki_links(passage.piece.text)) {
      if (linked.size() == most) return linked;
      auto target = first_chunk_of(title);
      RETURN_IF_ERROR(target);
      if (!*target || !known.insert((*target)->note_path).second) continue;
      linked.push_back({**std::move(target), passage.piece.note_title});
    }
  }
  return linked;
}

}  // namespace secondbrain::answers
