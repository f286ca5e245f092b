#include "brain/answers/link_expansion.hpp"

#include <unordered_set>
#include <utility>

#include "base/error.hpp"

namespace secondbrain::answers {

result<std::vector<linked_note>> expand_links(const std::vector<ranked_passage>& passages,
                                              const link_lookup& linked_from, std::size_t most) {
  std::unordered_set<std::string> known;
  for (const auto& passage : passages) known.insert(passage.piece.note_path);
  std::vector<linked_note> linked;
  for (const auto& passage : passages) {
    if (linked.size() == most) return linked;
    auto targets = linked_from(passage.piece);
    RETURN_IF_ERROR(targets);
    for (auto& target : *targets) {
      if (linked.size() == most) return linked;
      if (!known.insert(target.note_path).second) continue;
      linked.push_back({std::move(target), passage.piece.note_title});
    }
  }
  return linked;
}

}  // namespace secondbrain::answers
