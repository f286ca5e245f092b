#include "brain/search/waiting_notes.hpp"

#include <iterator>
#include <utility>

namespace secondbrain::search {

/// False: it waits already.
bool waiting_notes::enter(const waiting_note& note, bool is_first) {
  const auto [entry, is_new] = waiting_.try_emplace(note.path, state{note.texts, is_first});
  if (is_new) texts_ += note.texts;
  entry->second.is_first = entry->second.is_first || is_first;
  return is_new;
}

void waiting_notes::add(waiting_note note) {
  if (enter(note, false)) turns_.push_back(std::move(note.path));
}

void waiting_notes::put_first(std::vector<waiting_note> notes) {
  for (auto note = notes.rbegin(); note != notes.rend(); ++note) {
    const auto known = waiting_.find(note->path);
    if (known != waiting_.end() && known->second.is_first) continue;
    enter(*note, true);
    turns_.push_front(std::move(note->path));
    ++first_;
  }
}

void waiting_notes::put_back(std::vector<waiting_note> notes) {
  std::vector<std::string> turns;
  for (auto& note : notes)
    if (enter(note, false)) turns.push_back(std::move(note.path));
  if (turns.empty()) return;  // to insert nothing would move those before it onto themselves
  turns_.insert(turns_.begin() + static_cast<std::ptrdiff_t>(first_), std::move_iterator{turns.begin()},
                std::move_iterator{turns.end()});
}

void waiting_notes::forget(const std::string& path) {
  const auto found = waiting_.find(path);
  if (found == waiting_.end()) return;
  texts_ -= found->second.texts;
  waiting_.erase(found);
}

waiting_note waiting_notes::take() {
  while (true) {
    auto path = std::move(turns_.front());
    turns_.pop_front();
    if (first_ > 0) --first_;
    const auto found = waiting_.find(path);
    if (found == waiting_.end()) continue;
    const auto texts = found->second.texts;
    texts_ -= texts;
    waiting_.erase(found);
    return {std::move(path), texts};
  }
}

std::vector<waiting_note> waiting_notes::take_all() {
  std::vector<waiting_note> notes;
  while (!empty()) notes.push_back(take());
  return notes;
}

}  // namespace secondbrain::search
