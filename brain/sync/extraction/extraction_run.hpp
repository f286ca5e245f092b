// Extracts metadata of the notes that changed since the last time, and drops what belongs to notes that are gone
// (contract: operations §2.4, retrieval §8, stores §6).
//
// Owned by one thread; blocks on files and on the language model. A note whose extraction fails is remembered with its
// hash and tried again later, ever less often; an outage or a spent budget ends the run with a sentence. A second run
// over an unchanged vault asks nobody.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "base/error.hpp"
#include "brain/llm/chat.hpp"
#include "brain/sync/extraction/sending_estimate.hpp"
#include "brain/sync/retry_state.hpp"
#include "brain/sync/run.hpp"
#include "brain/vault/changes/tool_copies.hpp"
#include "messages/metadata.hpp"
#include "messages/sync.hpp"
#include "stores/metadata_store.hpp"

namespace secondbrain::sync {

/// Where metadata is kept.
struct metadata_access {
  std::function<status(const note_metadata&)> put;
  std::function<result<std::vector<note_metadata>>(int offset, int limit)> list;
  std::function<status(const std::vector<std::string>& note_paths)> remove;
};

struct extraction_parts {
  std::filesystem::path vault_root;
  std::filesystem::path failures_file;  // in the data directory
  metadata_access metadata;
  const clock* time = &real_clock();
  std::chrono::seconds call_time{120};  // that one question to the model may take
  vault::tool_copies copies = vault::tool_copies::left_out;
};

class extraction_run {
 public:
  /// The model outlives this.
  extraction_run(llm::language_model& model, extraction_parts parts);

  /// The notes of the vault that changed, or with `force` all of them; or one note, changed or not.
  /// errc::vault_missing; errc::not_found when the one note cannot be read; errors of the metadata's store. About one
  /// note also what the model fails with, and errc::corrupt when its answer makes no sense.
  result<extraction_report> extract(const extract_notes& request, const step_control& control);

  /// What a run over all notes, or about one note, would send by now. Looks at these notes; nobody is asked.
  result<waiting_notes> waiting(const std::optional<std::string>& note_path = std::nullopt) const;

 private:
  struct fingerprint {
    std::string note_path;
    std::string content_hash;
    std::size_t bytes = 0;
  };
  using hash_map = std::map<std::string, std::string, std::less<>>;  // stored hashes by path

  struct failure {
    std::string hash;  // of the bytes that were tried
    retry_state retry;
  };
  using failure_map = std::map<std::string, failure, std::less<>>;  // by path

  result<extraction_report> extract_one(const std::string& note_path, const step_control& control);
  result<extraction_report> extract_many(bool force, const step_control& control);
  result<std::vector<fingerprint>> look_at_vault() const;
  result<hash_map> stored_hashes() const;
  status forget_vanished(hash_map& stored, const std::vector<fingerprint>& notes) const;
  status extract_and_put(const std::string& note_path, const step_control& control);
  result<std::string> read(const std::string& note_path) const;
  result<note_metadata> ask(const std::string& note_path, const std::string& bytes, const step_control& control);
  result<failure_map> load_failures() const;
  status save_failures(const failure_map& failures) const;

  llm::language_model& model_;
  extraction_parts parts_;
};

}  // namespace secondbrain::sync
