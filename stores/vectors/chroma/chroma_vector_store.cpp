#include "stores/vectors/chroma/chroma_vector_store.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>

#include "stores/chunk_pages.hpp"
#include "stores/vectors/model_words.hpp"

namespace secondbrain::stores {

namespace {

namespace json = boost::json;

constexpr std::size_t values_at_once = 500;  // of a condition
constexpr std::size_t records_in_a_page = 5'000;

bool is_of_numbers(const std::vector<float>& values) {
  return std::all_of(values.begin(), values.end(), [](float value) { return std::isfinite(value); });
}

json::object linked_now() {
  return {{"linked", true}, {"since", nullptr}};
}

json::object unlinked_since(std::int64_t when) {
  return {{"linked", false}, {"since", when}};
}

std::vector<std::string> ids_in(const std::vector<chroma_record>& records) {
  std::vector<std::string> ids;
  ids.reserve(records.size());
  for (const auto& record : records) ids.push_back(record.id);
  return ids;
}

}  // namespace

std::int64_t chroma_vector_store::now() const {
  return std::chrono::duration_cast<std::chrono::seconds>(time_->now().time_since_epoch()).count();
}

/// A server that was begun anew does not know the ids of before.
status chroma_vector_store::with_collections(const step& work) {
  const bool is_kept = collections_.has_value();
  for (bool is_first = true;; is_first = false) {
    if (!collections_) {
      auto opened = open_chroma_collections(server_, name_);
      RETURN_IF_ERROR(opened);
      collections_ = *std::move(opened);
    }
    auto done = work();
    if (done || done.error().code != errc::not_found) return done;
    collections_.reset();
    if (!is_first || !is_kept) return done;
  }
}

status chroma_vector_store::check() {
  return server_.collection(name_ + "-about").map([](const auto&) {});
}

// ---- changes ----

status chroma_vector_store::write(const write_vectors& request) {
  listed_.reset();
  for (const auto& vector : request.vectors)
    if (vector.values.size() != static_cast<std::size_t>(request.model.dimensions))
      return of_another_length(vector.values.size(), request.model);
  return with_collections([&] {
    return check_links(request)
        .and_then([&] { return accept_model(request.model); })
        .and_then([&] { return add_vectors(request.vectors); })
        .and_then([&] { return replace_links(request.links); });
  });
}

status chroma_vector_store::accept_model(const model_tag& wanted) {
  if (!collections_->model) return begin_chroma_generation(server_, name_, wanted, *collections_);
  return *collections_->model == wanted ? status{} : of_another_model(*collections_->model, wanted);
}

/// Before anything is written, as nothing can be taken back.
status chroma_vector_store::check_links(const write_vectors& request) {
  std::set<std::string> known;
  for (const auto& vector : request.vectors) known.insert(vector.text_hash);
  std::set<std::string> wanted;
  for (const auto& link : request.links)
    if (!known.contains(link.text_hash)) wanted.insert(link.text_hash);
  if (!wanted.empty() && collections_->model) {
    const auto there =
        chroma_records(server_, collections_->texts, std::vector<std::string>{wanted.begin(), wanted.end()});
    RETURN_IF_ERROR(there);
    for (const auto& record : *there) wanted.erase(record.id);
  }
  for (const auto& link : request.links)
    if (wanted.contains(link.text_hash)) return without_vector(link.chunk_id);
  return {};
}

/// JSON has no word for what is no number: such a vector is zeros, and never counts as linked.
status chroma_vector_store::add_vectors(const std::vector<stored_vector>& vectors) {
  if (vectors.empty()) return {};
  std::map<std::string, const stored_vector*> last;
  for (const auto& vector : vectors) last[vector.text_hash] = &vector;
  std::vector<std::string> hashes;
  hashes.reserve(last.size());
  for (const auto& [hash, vector] : last) hashes.push_back(hash);
  const auto there = chroma_records(server_, collections_->texts, hashes);
  RETURN_IF_ERROR(there);
  std::map<std::string, json::object> known;
  for (const auto& record : *there) known.emplace(record.id, record.metadata);
  std::vector<chroma_record> records;
  records.reserve(last.size());
  for (const auto& [hash, vector] : last) {
    const auto before = known.find(hash);
    chroma_record record{hash, before == known.end() ? unlinked_since(now()) : before->second, vector->values};
    if (!is_of_numbers(vector->values)) {
      record.values.assign(vector->values.size(), 0.0F);
      record.metadata["odd"] = true;
      record.metadata["linked"] = false;
    }
    records.push_back(std::move(record));
  }
  return upsert_chroma(server_, collections_->texts, records);
}

status chroma_vector_store::replace_links(const std::vector<vector_link>& links) {
  if (links.empty()) return {};
  std::map<std::string, const vector_link*> last;
  std::set<std::string> notes;
  for (const auto& link : links) {
    last[link.chunk_id] = &link;
    notes.insert(link.note_path);
  }
  auto before = links_where("note_path", std::vector<std::string>{notes.begin(), notes.end()});
  RETURN_IF_ERROR(before);
  std::vector<chroma_record> records;
  std::set<std::string> hashes;
  records.reserve(last.size());
  for (const auto& [chunk, link] : last) {
    records.push_back({chunk, {{"note_path", link->note_path}, {"text_hash", link->text_hash}}, {1.0F}});
    hashes.insert(link->text_hash);
  }
  RETURN_IF_ERROR(upsert_chroma(server_, collections_->links, records));
  const auto texts =
      chroma_records(server_, collections_->texts, std::vector<std::string>{hashes.begin(), hashes.end()});
  RETURN_IF_ERROR(texts);
  std::vector<std::string> to_link;
  for (const auto& text : *texts)
    if (!text.metadata.contains("odd")) to_link.push_back(text.id);
  RETURN_IF_ERROR(update_chroma(server_, collections_->texts, to_link, linked_now()));
  // A chunk whose text changed lost the one of before, and keeps its link.
  std::erase_if(*before, [&](const chroma_record& link) {
    const auto now = last.find(link.id);
    return now != last.end() && now->second->text_hash == text_in(link, "text_hash");
  });
  return unlink(*before);
}

result<std::vector<chroma_record>> chroma_vector_store::links_where(std::string_view key,
                                                                    std::span<const std::string> values) {
  std::vector<chroma_record> links;
  for (; !values.empty(); values = values.subspan(std::min(values.size(), values_at_once))) {
    auto found = chroma_records_where(server_, collections_->links,
                                      chroma_any_of(key, values.first(std::min(values.size(), values_at_once))));
    RETURN_IF_ERROR(found);
    std::move(found->begin(), found->end(), std::back_inserter(links));
  }
  return links;
}

/// Links as they were read. Those that lead to another text by now stay.
status chroma_vector_store::unlink(const std::vector<chroma_record>& gone) {
  if (gone.empty()) return {};
  std::set<std::string> lost;
  std::map<std::string, std::string> of_before;
  for (const auto& link : gone) {
    lost.insert(text_in(link, "text_hash"));
    of_before.emplace(link.id, text_in(link, "text_hash"));
  }
  const auto left = links_where("text_hash", std::vector<std::string>{lost.begin(), lost.end()});
  RETURN_IF_ERROR(left);
  std::vector<std::string> to_delete;
  for (const auto& link : *left) {
    if (of_before.contains(link.id))
      to_delete.push_back(link.id);
    else
      lost.erase(text_in(link, "text_hash"));
  }
  const std::vector<std::string> unneeded{lost.begin(), lost.end()};
  RETURN_IF_ERROR(update_chroma(server_, collections_->texts, unneeded, unlinked_since(now())));
  return delete_chroma(server_, collections_->links, to_delete);
}

status chroma_vector_store::remove(const std::vector<std::string>& note_paths) {
  listed_.reset();
  if (note_paths.empty()) return {};
  return with_collections([&]() -> status {
    if (!collections_->model) return {};
    const auto links = links_where("note_path", note_paths);
    RETURN_IF_ERROR(links);
    return unlink(*links);
  });
}

status chroma_vector_store::clear() {
  listed_.reset();
  return with_collections([&] { return end_chroma_generation(server_, name_, *collections_); });
}

/// Some may have got a link in a call that broke off: these are needed.
result<std::size_t> chroma_vector_store::drop_unlinked(std::chrono::seconds unneeded_for, std::size_t limit) {
  std::size_t dropped = 0;
  const auto done = with_collections([&]() -> status {
    if (!collections_->model) return {};
    const json::object since{{"since", json::object{{"$lte", now() - unneeded_for.count()}}}};
    const auto due = chroma_records_where(server_, collections_->texts, since, limit);
    RETURN_IF_ERROR(due);
    const auto hashes = ids_in(*due);
    const auto links = links_where("text_hash", hashes);
    RETURN_IF_ERROR(links);
    std::set<std::string> needed;
    for (const auto& link : *links) needed.insert(text_in(link, "text_hash"));
    std::vector<std::string> to_link;
    std::vector<std::string> to_delete;
    for (const auto& text : *due) {
      if (!needed.contains(text.id))
        to_delete.push_back(text.id);
      else if (!text.metadata.contains("odd"))
        to_link.push_back(text.id);
    }
    RETURN_IF_ERROR(update_chroma(server_, collections_->texts, to_link, linked_now()));
    RETURN_IF_ERROR(delete_chroma(server_, collections_->texts, to_delete));
    dropped = to_delete.size();
    return {};
  });
  return done.map([&] { return dropped; });
}

// ---- questions ----

/// Whoever looks for a text may link it, so its time begins anew.
result<std::vector<std::string>> chroma_vector_store::missing(const std::vector<std::string>& text_hashes) {
  std::vector<std::string> absent;
  const auto done = with_collections([&]() -> status {
    absent = text_hashes;
    if (!collections_->model || text_hashes.empty()) return {};
    const auto there = chroma_records(server_, collections_->texts, text_hashes);
    RETURN_IF_ERROR(there);
    std::set<std::string> known;
    std::vector<std::string> unlinked;
    for (const auto& text : *there) {
      known.insert(text.id);
      if (text.metadata.contains("since")) unlinked.push_back(text.id);
    }
    std::erase_if(absent, [&](const std::string& hash) { return known.contains(hash); });
    return update_chroma(server_, collections_->texts, unlinked, {{"since", now()}});
  });
  return done.map([&] { return std::move(absent); });
}

/// Chroma knows no order: all are read when the first page is asked for, and forgotten with the last.
result<embedded_chunks> chroma_vector_store::embedded(std::string_view behind_note, std::size_t enough) {
  embedded_chunks answer;
  const auto done = with_collections([&]() -> status {
    answer = {};
    answer.model = collections_->model;
    if (!collections_->model) return {};
    if (!listed_ || behind_note.empty()) RETURN_IF_ERROR(list_chunks());
    const auto begin = std::partition_point(listed_->begin(), listed_->end(),
                                            [&](const chunk_key& key) { return key.note_path <= behind_note; });
    const auto rest = static_cast<std::size_t>(listed_->end() - begin);
    for (auto limit = std::clamp<std::size_t>(enough, 1, all_chunks) + 1;; limit *= 4) {
      const auto end = begin + static_cast<std::ptrdiff_t>(std::min(limit, rest));
      if (keep_whole_notes({begin, end}, limit, answer.page)) break;
    }
    if (answer.page.is_last) listed_.reset();
    return {};
  });
  return done.map([&] { return std::move(answer); });
}

status chroma_vector_store::list_chunks() {
  std::vector<chunk_key> chunks;
  for (std::size_t offset = 0;; offset += records_in_a_page) {
    const auto page = chroma_records_where(server_, collections_->links, {}, records_in_a_page, offset);
    RETURN_IF_ERROR(page);
    for (const auto& link : *page) chunks.push_back({text_in(link, "note_path"), link.id});
    if (page->size() < records_in_a_page) break;
  }
  std::sort(chunks.begin(), chunks.end());
  listed_ = std::move(chunks);
  return {};
}

result<std::optional<model_tag>> chroma_vector_store::model() {
  std::optional<model_tag> found;
  const auto done = with_collections([&]() -> status {
    found = collections_->model;
    return {};
  });
  return done.map([&] { return std::move(found); });
}

result<vector_counts> chroma_vector_store::counts() {
  vector_counts counts;
  const auto done = with_collections([&]() -> status {
    counts.model = collections_->model;
    if (!counts.model) return {};
    const auto chunks = server_.count(collections_->links);
    RETURN_IF_ERROR(chunks);
    const auto vectors = server_.count(collections_->texts);
    RETURN_IF_ERROR(vectors);
    counts.chunks = *chunks;
    counts.vectors = *vectors;
    return {};
  });
  return done.map([&] { return std::move(counts); });
}

}  // namespace secondbrain::stores
