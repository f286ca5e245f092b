#include "brain/search/embedding_run.hpp"

#include <algorithm>
#include <iterator>
#include <unordered_map>

#include "brain/search/embedding_plan.hpp"
#include "brain/vault/content_hash.hpp"

namespace secondbrain::search {

namespace {

constexpr std::size_t texts_in_a_call = 128;  // a second or two of a remote model
constexpr std::size_t links_at_hand = 128;
constexpr std::chrono::seconds publish_interval{60};  // so that a long first run is of use before its end

}  // namespace

status embedding_run::begin(const std::filesystem::path& lexical_file) {
  auto reader = stores::lexical_reader::open(lexical_file);
  if (!reader && reader.error().code == errc::unavailable) return fail(errc::not_found, reader.error().message);
  if (!reader) return tl::unexpected(reader.error());
  const auto indexed = reader->chunk_keys();
  if (!indexed) return tl::unexpected(indexed.error());
  auto embedded = vectors_.list();
  if (!embedded) return tl::unexpected(embedded.error());
  if (embedded->model && *embedded->model != model_.model()) {
    if (auto cleared = vectors_.clear(); !cleared) return cleared;
    embedded->chunks.clear();
  }
  auto plan = make_embedding_plan(*indexed, embedded->chunks);
  if (!plan.gone.empty()) {
    changed_ = true;
    if (auto removed = vectors_.remove(std::move(plan.gone)); !removed) return removed;
  }
  notes_.assign(std::move_iterator{plan.notes.begin()}, std::move_iterator{plan.notes.end()});
  reader_.emplace(*std::move(reader));
  return {};
}

status embedding_run::advance() {
  if (!texts_.empty()) return embed();
  if (!links_.empty()) return link();
  if (!notes_.empty()) return gather();
  return finish();
}

/// The next notes, until there is enough for a call.
status embedding_run::gather() {
  std::unordered_map<std::string, std::string> contents;
  std::vector<std::string> hashes;
  while (!notes_.empty() && links_.size() < links_at_hand) {
    const auto chunks = reader_->chunks_of(notes_.front());
    if (!chunks) return tl::unexpected(chunks.error());
    notes_.pop_front();
    ++notes_at_hand_;
    for (const auto& piece : *chunks) {
      auto content = text_to_embed(piece);
      const auto& hash =
          links_.emplace_back(vector_link{piece.id, piece.note_path, vault::sha1_hex(content)}).text_hash;
      if (contents.emplace(hash, std::move(content)).second) hashes.push_back(hash);
    }
  }
  const auto missing = vectors_.missing(std::move(hashes));
  if (!missing) return tl::unexpected(missing.error());
  for (const auto& hash : *missing) texts_.push_back({hash, std::move(contents.at(hash))});
  return {};
}

status embedding_run::embed() {
  const auto count = static_cast<std::ptrdiff_t>(std::min(texts_.size(), texts_in_a_call));
  std::vector<std::string> contents;
  std::transform(texts_.begin(), texts_.begin() + count, std::back_inserter(contents),
                 [](const text& each) { return each.content; });
  auto embedded = model_.embed_documents(contents);
  if (!embedded) return tl::unexpected(std::move(embedded.error()));
  write_vectors stored{model_.model(), {}, {}};
  for (std::size_t at = 0; at < contents.size(); ++at)
    stored.vectors.push_back({std::move(texts_[at].hash), std::move((*embedded)[at])});
  texts_.erase(texts_.begin(), texts_.begin() + count);
  return vectors_.write(std::move(stored));
}

status embedding_run::link() {
  changed_ = true;
  if (auto written = vectors_.write({model_.model(), {}, std::move(links_)}); !written) return written;
  links_.clear();
  notes_at_hand_ = 0;
  return publish_now_and_then();
}

status embedding_run::publish_now_and_then() {
  const auto now = std::chrono::steady_clock::now();
  if (now - published_at_ < publish_interval) return {};
  published_at_ = now;
  return vectors_.publish();
}

status embedding_run::finish() {
  reader_.reset();
  return changed_ ? vectors_.publish() : status{};
}

}  // namespace secondbrain::search
