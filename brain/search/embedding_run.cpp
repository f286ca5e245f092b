#include "brain/search/embedding_run.hpp"

#include <algorithm>
#include <iterator>
#include <string_view>
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

embedding_run::embedding_run(embedder& model, vector_access vectors, embedding_memory& memory, const clock& time)
    : model_{model}, vectors_{std::move(vectors)}, memory_{memory}, time_{time} {
  if (!memory_.texts_in_call) memory_.texts_in_call.emplace(model.texts_at_once());
}

status embedding_run::begin(const std::filesystem::path& lexical_file,
                            std::optional<std::vector<std::string>> changed) {
  lexical_file_ = lexical_file;
  auto reader = stores::lexical_reader::open(lexical_file);
  if (!reader && reader.error().code == errc::unavailable) return fail(errc::not_found, reader.error().message);
  RETURN_IF_ERROR(reader);
  const auto embedded = vectors_.list({{}, 1});
  RETURN_IF_ERROR(embedded);
  if (embedded->model && *embedded->model != model_.model()) {
    if (auto cleared = vectors_.clear(); !cleared) return cleared;
    memory_.left_out.forget_all();
    changed.reset();
  }
  RETURN_IF_ERROR(write_what_was_embedded());
  reader_.emplace(*std::move(reader));
  has_begun_ = true;
  if (!changed) {
    take_stock();
    return {};
  }
  for (auto& note : *changed) {
    memory_.left_out.forget(note);
    const auto texts = reader_->count_chunks_of(note);
    RETURN_IF_ERROR(texts);
    notes_.add({std::move(note), *texts});
  }
  return {};
}

void embedding_run::hold_model(bool is_held) {
  if (std::exchange(is_model_held_, is_held) == is_held || is_held) return;
  notes_.put_back(aside_.take_all());
}

bool embedding_run::is_held_up() const {
  return is_model_held_ && !stock_ && notes_.empty() && at_hand_.empty() && !aside_.empty();
}

/// What has gone waits for nothing, and is forgotten at once.
void embedding_run::put_first(std::span<const std::string> notes) {
  std::vector<waiting_note> wanted;
  std::vector<std::string> gone;
  const bool is_another_index = reader_->stale();
  for (const auto& note : notes) {
    memory_.left_out.forget(note);
    aside_.forget(note);
    const std::size_t texts = is_another_index ? 1 : reader_->count_chunks_of(note).value_or(1);
    if (texts == 0)
      gone.push_back(note);
    else
      wanted.push_back({note, texts});
  }
  put_back_what_is_at_hand();
  is_reader_behind_ = true;
  for (const auto& note : gone) notes_.forget(note);
  notes_.put_first(std::move(wanted));
  if (gone.empty()) return;
  changed_ = true;
  static_cast<void>(vectors_.remove(std::move(gone)));  // otherwise the next run finds them
}

/// What is embedded of them has its vector, and is not embedded again.
void embedding_run::put_back_what_is_at_hand() {
  notes_.put_back(std::exchange(at_hand_, {}));
  texts_.clear();
  links_.clear();
  contents_.clear();
}

void embedding_run::take_stock() {
  stock_.emplace([this](std::string_view behind, std::size_t enough) { return reader_->chunk_keys(behind, enough); },
                 [this](std::string_view behind, std::size_t enough) {
                   return vectors_.list({std::string{behind}, enough}).map([](embedded_chunks embedded) {
                     return std::move(embedded.page);
                   });
                 },
                 memory_.left_out);
}

/// The next page: what is gone is forgotten at once, what is to be embedded comes when all are compared.
status embedding_run::compare() {
  auto plan = stock_->advance();
  RETURN_IF_ERROR(plan);
  if (stock_->done()) stock_.reset();
  for (std::size_t at = 0; at < plan->notes.size(); ++at) notes_.add({std::move(plan->notes[at]), plan->texts[at]});
  if (plan->gone.empty()) return {};
  changed_ = true;
  return vectors_.remove(std::move(plan->gone));
}

status embedding_run::advance() {
  has_model_failed_ = false;
  if (stock_) return compare();
  if (!texts_.empty() && is_model_held_) set_aside();
  if (!texts_.empty()) return embed();
  if (!at_hand_.empty()) return link();
  if (!notes_.empty()) return gather();
  return aside_.empty() ? finish() : status{};
}

/// What was written since the reader was opened is to be seen, and its file may have been replaced by another index.
status embedding_run::look_at_the_index_that_is() {
  if (!std::exchange(is_reader_behind_, false) && !reader_->stale()) return {};
  auto reader = stores::lexical_reader::open(lexical_file_);
  if (!reader) {  // it is about to be made: whoever makes it asks for everything
    reader_.reset();
    return fail(errc::not_found, reader.error().message);
  }
  reader_.emplace(*std::move(reader));
  return {};
}

/// The next notes, until there is enough for a call.
status embedding_run::gather() {
  RETURN_IF_ERROR(look_at_the_index_that_is());
  std::vector<std::string> hashes;
  contents_.clear();
  while (!notes_.empty() && links_.size() < links_at_hand && at_hand_.size() < links_at_hand) {
    auto& note = at_hand_.emplace_back(notes_.take());
    const auto chunks = reader_->chunks_of(note.path);
    RETURN_IF_ERROR(chunks);
    note.texts = chunks->size();
    const std::string_view aliases = chunks->empty() ? std::string_view{} : chunks->front().fields.aliases;
    for (const auto& piece : *chunks) offer(piece, text_to_embed(piece, aliases), hashes);
  }
  const auto missing = vectors_.missing(std::move(hashes));
  RETURN_IF_ERROR(missing);
  memory_.repeats.looked_at(links_.size(), missing->size());
  for (const auto& hash : *missing) texts_.push_back({hash, std::move(contents_.at(hash))});
  return {};
}

void embedding_run::offer(const chunk& piece, std::string content, std::vector<std::string>& hashes) {
  chunk_key key{piece.note_path, piece.id};
  if (trimmed(content).empty()) return memory_.left_out.leave_out_empty(std::move(key));
  auto hash = sha1_hex(content);
  if (const auto* why = memory_.left_out.refusal(hash)) return memory_.left_out.leave_out_refused(std::move(key), *why);
  if (contents_.emplace(hash, std::move(content)).second) hashes.push_back(hash);
  links_.push_back({piece.id, piece.note_path, std::move(hash)});
}

/// Of the notes at hand those that lack a vector; the others can be found.
void embedding_run::set_aside() {
  std::unordered_set<std::string_view> lacking;
  for (const auto& text : texts_) lacking.insert(text.hash);
  std::unordered_map<std::string, std::size_t> lacked;  // by note
  for (const auto& link : links_)
    if (lacking.contains(link.text_hash)) ++lacked[link.note_path];
  std::erase_if(links_, [&](const vector_link& link) { return lacked.contains(link.note_path); });
  std::erase_if(at_hand_, [&](const waiting_note& note) {
    const auto found = lacked.find(note.path);
    if (found == lacked.end()) return false;
    aside_.add({note.path, found->second});
    return true;
  });
  texts_.clear();
}

status embedding_run::embed() {
  const auto count = std::min(texts_.size(), memory_.texts_in_call->next());
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
  memory_.texts_in_call->took(count, time_.steady() - began);
  texts_embedded_ += count;
  memory_.unwritten = std::move(stored);
  const auto written = write_what_was_embedded();
  memory_.pace.took(count, time_.steady() - began);
  return written;
}

/// A store that is away for a while costs no call of the model.
status embedding_run::write_what_was_embedded() {
  if (!memory_.unwritten) return {};
  auto written = vectors_.write(*memory_.unwritten);
  const bool is_refused =
      !written && (written.error().code == errc::invalid_argument || written.error().code == errc::conflict);
  if (written || is_refused) memory_.unwritten.reset();
  return written;
}

/// Fails as the model does when it does not take a harmless text either.
status embedding_run::is_model_usable(const error& why) {
  if (!may_be_about_texts(why.code)) return fail(why);
  const std::string harmless = "note";
  const auto taken = model_.embed_documents({&harmless, 1});
  if (!taken) return fail(taken.error().code == errc::cancelled ? taken.error() : why);
  return {};
}

/// A model that takes a harmless text, but not these, refuses one of them: the half of them comes next, down to that
/// one, which is left out. Otherwise it is not the texts, and the run ends.
status embedding_run::offer_less(std::size_t offered, const error& why) {
  if (const auto usable = is_model_usable(why); !usable) {
    has_model_failed_ = true;
    return usable;
  }
  if (offered == 1)
    leave_out_first(why.message);
  else
    memory_.texts_in_call->failed_with(offered);
  return {};
}

void embedding_run::leave_out_first(const std::string& why) {
  const auto hash = std::move(texts_.front().hash);
  texts_.pop_front();
  memory_.left_out.refuse_text(hash, why);
  std::erase_if(links_, [&](const vector_link& each) {
    if (each.text_hash != hash) return false;
    memory_.left_out.leave_out_refused({each.note_path, each.chunk_id}, why);
    return true;
  });
}

status embedding_run::link() {
  changed_ = true;
  std::unordered_set<std::string> linked;
  for (const auto& each : links_) linked.insert(each.note_path);
  std::vector<std::string> left_out;  // with all their texts, and links of before would stay
  for (const auto& note : at_hand_)
    if (!linked.contains(note.path)) left_out.push_back(note.path);
  at_hand_.clear();
  if (!left_out.empty()) RETURN_IF_ERROR(vectors_.remove(std::move(left_out)));
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
