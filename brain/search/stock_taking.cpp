#include "brain/search/stock_taking.hpp"

#include <algorithm>
#include <iterator>

namespace secondbrain::search {

status stock_taking::side::fill() {
  if (!chunks.empty() || has_all) return {};
  auto page = list(behind, chunks_in_a_page);
  RETURN_IF_ERROR(page);
  has_all = page->is_last;
  chunks = std::move(page->chunks);
  if (!chunks.empty()) behind = chunks.back().note_path;
  return {};
}

std::vector<chunk_key> stock_taking::side::take_up_to(const std::string& note) {
  const auto end =
      std::partition_point(chunks.begin(), chunks.end(), [&](const chunk_key& key) { return key.note_path <= note; });
  std::vector<chunk_key> taken{std::move_iterator{chunks.begin()}, std::move_iterator{end}};
  chunks.erase(chunks.begin(), end);
  return taken;
}

/// Notes behind it may be in what one side has not read yet.
std::string stock_taking::last_comparable_note() const {
  if (indexed_.has_all && embedded_.has_all) {
    if (indexed_.chunks.empty()) return embedded_.chunks.back().note_path;
    if (embedded_.chunks.empty()) return indexed_.chunks.back().note_path;
    return std::max(indexed_.chunks.back().note_path, embedded_.chunks.back().note_path);
  }
  if (indexed_.has_all) return embedded_.chunks.back().note_path;
  if (embedded_.has_all) return indexed_.chunks.back().note_path;
  return std::min(indexed_.chunks.back().note_path, embedded_.chunks.back().note_path);
}

result<embedding_plan> stock_taking::advance() {
  RETURN_IF_ERROR(indexed_.fill());
  RETURN_IF_ERROR(embedded_.fill());
  const auto note = done() ? compared_to_ : last_comparable_note();
  auto indexed = indexed_.take_up_to(note);
  const auto embedded = embedded_.take_up_to(note);
  left_out_.reconcile(compared_to_, note, indexed);
  if (done()) left_out_.forget_behind(note);
  compared_to_ = note;
  return make_embedding_plan(indexed, embedded);
}

}  // namespace secondbrain::search
