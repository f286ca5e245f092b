// The stores of an index, real files in a folder of their own, that answer the requests of a run one at a time: what
// the actors do, without threads. They fail when a test wants it.
#pragma once

#include <gtest/gtest.h>

#include <array>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "brain/index/store_step.hpp"
#include "stores/index_tracker_store.hpp"
#include "stores/lexical_reader.hpp"
#include "stores/lexical_store.hpp"
#include "stores/metadata_store.hpp"
#include "stores/vectors/vector_store.hpp"

namespace secondbrain::index {

constexpr std::array request_names{"load_tracked_files", "find_tracked_files",   "mark_files",    "forget_files",
                                   "clear_tracker",      "count_chunks_by_note", "write_notes",   "remove_notes",
                                   "clear_lexical",      "remove_vectors",       "clear_vectors", "move_metadata",
                                   "delete_metadata"};
static_assert(request_names.size() == std::variant_size_v<store_request>);

inline std::string name_of(const store_request& request) {
  return request_names.at(request.index());
}

class played_stores {
 public:
  explicit played_stores(const std::filesystem::path& folder)
      : lexical_file_{folder / "lexical.db"},
        lexical_{stores::lexical_store::open(lexical_file_).value()},
        tracker_{stores::index_tracker_store::open(folder / "index_tracker.db").value()},
        vectors_{stores::vector_store::open(folder / "vectors.db").value()},
        metadata_{stores::metadata_store::open(folder / "metadata.db").value()} {}

  result<store_reply> answer(const store_request& request) {
    requests.push_back(name_of(request));
    if (fails)
      if (auto trouble = fails(request)) return fail(*std::move(trouble));
    return std::visit([this](const auto& each) -> result<store_reply> { return reply_to(each); }, request);
  }

  /// What is indexed, as those who search see it: the texts of each note.
  std::map<std::string, std::vector<std::string>> texts() {
    std::map<std::string, std::vector<std::string>> found;
    auto reader = stores::lexical_reader::open(lexical_file_).value();
    const auto notes = lexical_.chunks_by_note().value();
    for (const auto& each : notes) {
      auto pieces = reader.chunks_of(each.path).value();
      for (auto& piece : pieces) found[each.path].push_back(std::move(piece.text));
    }
    return found;
  }

  /// What the tracker vouches for: the chunks of each note.
  std::map<std::string, int> tracked() {
    std::map<std::string, int> found;
    const auto files = tracker_.load().value();
    for (const auto& each : files) found.emplace(each.path, each.chunk_count);
    return found;
  }

  stores::vector_store& vectors() { return vectors_; }
  stores::metadata_store& metadata() { return metadata_; }
  stores::lexical_store& lexical() { return lexical_; }

  std::vector<std::string> requests;                                        // names, in order
  std::function<std::optional<error>(const store_request& request)> fails;  // may be empty

 private:
  static result<store_reply> done(status outcome) {
    return std::move(outcome).map([] { return store_reply{nothing{}}; });
  }
  template <class T>
  static result<store_reply> value_of(result<T> reply) {
    return std::move(reply).map([](T value) { return store_reply{std::move(value)}; });
  }

  result<store_reply> reply_to(const load_tracked_files&) { return value_of(tracker_.load()); }
  result<store_reply> reply_to(const find_tracked_files& request) { return value_of(tracker_.find(request.places)); }
  result<store_reply> reply_to(const mark_files& request) { return done(tracker_.mark(request.files)); }
  result<store_reply> reply_to(const forget_files& request) { return done(tracker_.forget(request.paths)); }
  result<store_reply> reply_to(const clear_tracker&) { return done(tracker_.clear()); }
  result<store_reply> reply_to(const count_chunks_by_note&) { return value_of(lexical_.chunks_by_note()); }
  result<store_reply> reply_to(const write_notes& request) {
    return done(lexical_.write(request.notes, request.moves));
  }
  result<store_reply> reply_to(const remove_notes& request) { return done(lexical_.remove(request.paths)); }
  result<store_reply> reply_to(const clear_lexical&) { return done(lexical_.clear()); }
  result<store_reply> reply_to(const remove_vectors& request) { return done(vectors_.remove(request.note_paths)); }
  result<store_reply> reply_to(const clear_vectors&) { return done(vectors_.clear()); }
  result<store_reply> reply_to(const move_metadata& request) { return done(metadata_.move(request.moves)); }
  result<store_reply> reply_to(const delete_metadata& request) { return done(metadata_.remove(request.note_paths)); }

  std::filesystem::path lexical_file_;
  stores::lexical_store lexical_;
  stores::index_tracker_store tracker_;
  stores::vector_store vectors_;
  stores::metadata_store metadata_;
};

}  // namespace secondbrain::index
