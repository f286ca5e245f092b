#include "brain/search/embedding_plan.hpp"

#include <algorithm>
#include <span>

namespace secondbrain::search {

namespace {

using keys = std::span<const chunk_key>;

/// Takes the chunks of the first note off the front.
keys take_note(keys& rest) {
  const auto& path = rest.front().note_path;
  const auto end =
      std::find_if(rest.begin(), rest.end(), [&path](const chunk_key& key) { return key.note_path != path; });
  const auto note = rest.first(static_cast<std::size_t>(end - rest.begin()));
  rest = rest.subspan(note.size());
  return note;
}

}  // namespace

embedding_plan make_embedding_plan(const std::vector<chunk_key>& indexed, const std::vector<chunk_key>& embedded) {
  embedding_plan plan;
  keys has = indexed;
  keys knows = embedded;
  while (!has.empty() || !knows.empty()) {
    if (has.empty() || (!knows.empty() && knows.front().note_path < has.front().note_path)) {
      plan.gone.push_back(take_note(knows).front().note_path);
      continue;
    }
    const auto chunks = take_note(has);
    const bool known = !knows.empty() && knows.front().note_path == chunks.front().note_path;
    const auto vectors = known ? take_note(knows) : keys{};
    if (std::equal(chunks.begin(), chunks.end(), vectors.begin(), vectors.end())) continue;
    plan.notes.push_back(chunks.front().note_path);
    plan.texts.push_back(chunks.size());
  }
  return plan;
}

}  // namespace secondbrain::search
