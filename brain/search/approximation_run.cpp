#include "brain/search/approximation_run.hpp"

#include <algorithm>
#include <utility>

namespace secondbrain::search {

namespace {

constexpr std::size_t passages_at_once = 1024;
constexpr std::size_t notes_at_once = 64;  // of those that are named

}  // namespace

void approximation_run::look_at_all() {
  is_walking_ = true;
  behind_.clear();
  named_.clear();
}

void approximation_run::look_at(const std::vector<std::string>& notes) {
  named_.insert(named_.end(), notes.begin(), notes.end());
  if (!is_walking_) looked_at_again_ += notes.size();
}

status approximation_run::open() {
  if (reader_ && !reader_->stale()) return {};
  auto reader = stores::lexical_reader::open(lexical_file_);
  if (!reader && reader.error().code == errc::unavailable) return fail(errc::not_found, reader.error().message);
  RETURN_IF_ERROR(reader);
  reader_.emplace(*std::move(reader));
  return {};
}

status approximation_run::advance() {
  RETURN_IF_ERROR(open());
  const auto notes = next_notes();
  RETURN_IF_ERROR(notes);
  std::vector<std::string> ids;
  std::vector<std::string> texts;
  for (const auto& note : *notes) RETURN_IF_ERROR(gather(note, ids, texts));
  const auto vectors = model_.embed_documents(texts);
  RETURN_IF_ERROR(vectors);
  for (std::size_t at = 0; at < ids.size(); ++at) vectors_.add(ids[at], (*vectors)[at]);
  if (done()) reader_.reset();
  return {};
}

result<std::vector<std::string>> approximation_run::next_notes() {
  std::vector<std::string> notes;
  for (; !named_.empty() && notes.size() < notes_at_once; named_.pop_front())
    notes.push_back(std::move(named_.front()));
  if (!notes.empty() || !is_walking_) return notes;
  const auto page = reader_->chunk_keys(behind_, passages_at_once);
  RETURN_IF_ERROR(page);
  for (const auto& [note, id] : page->chunks)
    if ((notes.empty() || notes.back() != note) && !vectors_.holds(id)) notes.push_back(note);
  if (page->is_last)
    is_walking_ = false;
  else
    behind_ = page->chunks.back().note_path;
  return notes;
}

status approximation_run::gather(const std::string& note, std::vector<std::string>& ids,
                                 std::vector<std::string>& texts) {
  const auto chunks = reader_->chunks_of(note);
  RETURN_IF_ERROR(chunks);
  auto room = most_ - std::min(most_, vectors_.at_hand().vectors + ids.size());
  for (const auto& piece : *chunks) {
    if (vectors_.holds(piece.id)) continue;
    if (room == 0) break;
    auto text = text_to_embed(piece, chunks->front().fields.aliases);
    if (text.empty()) continue;
    ids.push_back(piece.id);
    texts.push_back(std::move(text));
    --room;
  }
  return {};
}

}  // namespace secondbrain::search
