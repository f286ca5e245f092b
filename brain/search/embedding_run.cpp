#include "brain/search/embedding_run.hpp"

#include <algorithm>
#include <iterator>
#include <unordered_set>
#include <utility>

#include "base/error.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"
#include "base/utf8.hpp"
#include "brain/search/embedding_plan.hpp"

namespace secondbrain::search {

namespace {

constexpr std::size_t links_at_hand = 128;

/// Hosts refuse a text in many ways: with an error of the client or of the server, with nonsense, or with silence.
bool may_be_about_texts(errc code) {
  return code == errc::invalid_argument || code == errc::unavailable || code == errc::corrupt || code == errc::timeout;
}

}  // namespace

embedding_run::embedding_run(embedder& model, vector_access vectors, left_out_chunks& left_out, const clock& time)
    : model_{model},
      vectors_{std::move(vectors)},
      left_out_{left_out},
      time_{time},
      texts_in_call_{model.texts_at_once()} {}

status embedding_run::begin(const std::filesystem::path& lexical_file,
                            std::optional<std::vector<std::string>> changed) {
  auto reader = stores::lexical_reader::open(lexical_file);
  if (!reader && reader.error().code == errc::unavailable) return fail(errc::not_found, reader.error().message);
  RETURN_IF_ERROR(reader);
  const auto embedded = vectors_.list({{}, 1});
  RETURN_IF_ERROR(embedded);
  if (embedded->model && *embedded->model != model_.model()) {
    if (auto cleared = vectors_.clear(); !cleared) return cleared;
    left_out_.forget_all();
    changed.reset();
  }
  reader_.emplace(*std::move(reader));
  if (!changed) {
    take_stock();
    return {};
  }
  for (const auto& note : *changed) left_out_.forget(note);
  notes_.assign(std::move_iterator{changed->begin()}, std::move_iterator{changed->end()});
  return {};
}

void embedding_run::take_stock() {
  stock_.emplace([this](std::string_view behind, std::size_t enough) { return reader_->chunk_keys(behind, enough); },
                 [this](std::string_view behind, std::size_t enough) {
                   return vectors_.list({std::string{behind}, enough}).map([](embedded_chunks embedded) {
                     return std::move(embedded.page);
                   });
                 },
                 left_out_);
}

/// The next page: what is gone is forgotten at once, what is to be embedded comes when all are compared.
status embedding_run::compare() {
  auto plan = stock_->advance();
  RETURN_IF_ERROR(plan);
  if (stock_->done()) stock_.reset();
  notes_.insert(notes_.end(), std::move_iterator{plan->notes.begin()}, std::move_iterator{plan->notes.end()});
  if (plan->gone.empty()) return {};
  changed_ = true;
  return vectors_.remove(std::move(plan->gone));
}

status embedding_run::advance() {
  if (stock_) return compare();
  if (!texts_.empty()) return embed();
  if (!at_hand_.empty()) return link();
  if (!notes_.empty()) return gather();
  return finish();
}

/// The next notes, until there is enough for a call.
status embedding_run::gather() {
  std::vector<std::string> hashes;
  contents_.clear();
  while (!notes_.empty() && links_.size() < links_at_hand && at_hand_.size() < links_at_hand) {
    const auto chunks = reader_->chunks_of(notes_.front());
    RETURN_IF_ERROR(chunks);
    at_hand_.push_back(std::move(notes_.front()));
    notes_.pop_front();
    const std::string_view aliases = chunks->empty() ? std::string_view{} : chunks->front().fields.aliases;
    for (const auto& piece : *chunks) offer(piece, text_to_embed(piece, aliases), hashes);
  }
  const auto missing = vectors_.missing(std::move(hashes));
  RETURN_IF_ERROR(missing);
  for (const auto& hash : *missing) texts_.push_back({hash, std::move(contents_.at(hash))});
  return {};
}

void embedding_run::offer(const chunk& piece, std::string content, std::vector<std::string>& hashes) {
  chunk_key key{piece.note_path, piece.id};
  if (trimmed(content).empty()) return left_out_.leave_out_empty(std::move(key));
  auto hash = sha1_hex(content);
  if (const auto* why = left_out_.refusal(hash)) return left_out_.leave_out_refused(std::move(key), *why);
  if (contents_.emplace(hash, std::move(content)).second) hashes.push_back(hash);
  links_.push_back({piece.id, piece.note_path, std::move(hash)});
}

status embedding_run::embed() {
  const auto count = std::min(texts_.size(), texts_in_call_.next());
  const auto end = texts_.begin() + static_cast<std::ptrdiff_t>(count);
  std::vector<std::string> contents;
  std::transform(texts_.begin(), end, std::back_inserter(contents), [](const text& each) { return each.content; });
  const auto began = time_.steady();
  auto embedded = model_.embed_documents(contents);
  if (!embedded) return offer_less(count, embedded.error());
  write_vectors stored{model_.model(), {}, {}};
  for (std::size_t at = 0; at < contents.size(); ++at)
    stored.vectors.push_back({std::move(texts_[at].hash), std::move((*embedded)[at])});
  texts_.erase(texts_.begin(), end);
  texts_in_call_.took(count, time_.steady() - began);
  texts_embedded_ += count;
  return vectors_.write(std::move(stored));
}

/// A model that takes a harmless text, but not these, refuses one of them: the half of them comes next, down to that
/// one, which is left out. Otherwise it is not the texts, and the run ends.
status embedding_run::offer_less(std::size_t offered, const error& why) {
  const std::string harmless = "note";
  if (!may_be_about_texts(why.code) || !model_.embed_documents({&harmless, 1})) return fail(why);
  if (offered == 1)
    leave_out_first(why.message);
  else
    texts_in_call_.failed_with(offered);
  return {};
}

void embedding_run::leave_out_first(const std::string& why) {
  const auto hash = std::move(texts_.front().hash);
  texts_.pop_front();
  left_out_.refuse_text(hash, why);
  std::erase_if(links_, [&](const vector_link& each) {
    if (each.text_hash != hash) return false;
    left_out_.leave_out_refused({each.note_path, each.chunk_id}, why);
    return true;
  });
}

status embedding_run::link() {
  changed_ = true;
  std::unordered_set<std::string> linked;
  for (const auto& each : links_) linked.insert(each.note_path);
  std::erase_if(at_hand_, [&](const std::string& note) { return linked.contains(note); });
  if (!at_hand_.empty()) {  // all their texts are left out, and links of before would stay
    if (auto removed = vectors_.remove(std::move(at_hand_)); !removed) return removed;
  }
  at_hand_.clear();
  if (links_.empty()) return {};
  if (auto written = vectors_.write({model_.model(), {}, std::move(links_)}); !written) return written;
  links_.clear();
  return {};
}

status embedding_run::finish() {
  reader_.reset();
  return changed_ ? vectors_.compact() : status{};
}

}  // namespace secondbrain::search
