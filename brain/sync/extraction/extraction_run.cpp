#include "brain/sync/extraction/extraction_run.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <set>
#include <utility>

#include "base/error.hpp"
#include "base/hash.hpp"
#include "base/human_text.hpp"
#include "base/time_text.hpp"
#include "brain/llm/json_reply.hpp"
#include "brain/sync/extraction/extraction.hpp"
#include "brain/sync/state_file.hpp"
#include "brain/vault/changes/file_selection.hpp"
#include "brain/vault/changes/scan.hpp"
#include "brain/vault/vault_path.hpp"

namespace secondbrain::sync {
namespace {

namespace json = boost::json;

constexpr retry_delays delays{std::chrono::hours{1}, std::chrono::hours{24 * 7}};
constexpr int failures_that_end_a_run = 3;  // one after the other: it is not the notes
constexpr int rows_at_once = 200;
constexpr int longest_answer = 2000;  // tokens
constexpr double temperature = 0.2;
constexpr std::size_t most_bytes_sent = 2 * longest_extracted_body;  // of a note, in most languages
constexpr std::size_t few_rows = 10;                                 // may all vanish at once

/// The other notes would meet the same.
bool ends_run(errc code) {
  return code == errc::unavailable || code == errc::over_budget || code == errc::cancelled;
}

/// Of the note itself, or of what the model says about it; not of the store that should keep it.
bool is_about_note(errc code) {
  return code == errc::timeout || code == errc::invalid_argument || code == errc::corrupt || code == errc::not_found;
}

/// What a run over many notes has come to.
struct tally {
  std::size_t total = 0;
  std::size_t known = 0;    // with stored metadata
  std::size_t changed = 0;  // of these
  int extracted = 0;
  int failed = 0;
  int postponed = 0;        // failed in an earlier run
  std::size_t current = 0;  // need not be read
  std::string stopped;
  std::string reason;  // of the last failure, of this run or an earlier one
  enum class end : std::uint8_t { of_notes, requested, models_fail } how = end::of_notes;

  /// One note that a model cannot make sense of is the note's affair; here it is the models'.
  std::string trouble() const {
    const auto failing = failed + postponed;
    const bool none_works = extracted == 0 && (failing >= failures_that_end_a_run || (failing > 0 && current == 0));
    if (how == end::requested || (how == end::of_notes && !none_works)) return {};
    return "The language model cannot read your notes: " + with_full_stop(reason) +
           " Search finds new notes as ever; only people, dates and topics are not taken from them until the model "
           "answers. The next sync tries again.";
  }

  extraction_report report() const {
    extraction_report summary;
    summary.extracted = extracted;
    summary.failed = failed;
    summary.skipped = static_cast<int>(total) - extracted - failed;
    summary.trouble = trouble();
    summary.message = extracted + failed + postponed == 0 && stopped.empty()
                          ? "All notes up to date"
                          : std::to_string(extracted) + " extracted, " + std::to_string(failed) + " failed, " +
                                std::to_string(summary.skipped) + " skipped";
    if (postponed > 0) summary.message += "; " + counted(postponed, "note", "notes") + " will be tried again later";
    if (!stopped.empty()) summary.message += "; stopped: " + stopped;
    if (changed * 2 > known)
      summary.message += "; warning: " + counted(static_cast<std::int64_t>(changed), "note", "notes") + " of " +
                         std::to_string(known) + " had changed";
    return summary;
  }
};

}  // namespace

extraction_run::extraction_run(llm::language_model& model, extraction_parts parts)
    : model_{model}, parts_{std::move(parts)} {}

result<extraction_report> extraction_run::extract(const extract_notes& request, const step_control& control) {
  return request.note_path ? extract_one(*request.note_path, control) : extract_many(request.force, control);
}

result<extraction_report> extraction_run::extract_one(const std::string& note_path, const step_control& control) {
  RETURN_IF_ERROR(extract_and_put(note_path, control));
  auto failures = load_failures();
  if (failures && failures->erase(note_path) > 0) {
    RETURN_IF_ERROR(save_failures(*failures));
  }
  return extraction_report{1, 0, 0, "Metadata of " + note_path + " extracted", {}};
}

result<waiting_notes> extraction_run::waiting(const std::optional<std::string>& note_path) const {
  if (note_path)
    return read(*note_path).map([](const std::string& bytes) {
      return waiting_notes{1, static_cast<std::int64_t>(std::min(bytes.size(), most_bytes_sent))};
    });
  const auto notes = look_at_vault();
  RETURN_IF_ERROR(notes);
  const auto stored = stored_hashes();
  RETURN_IF_ERROR(stored);
  waiting_notes found;
  for (const auto& note : *notes) {
    const auto row = stored->find(note.note_path);
    if (row != stored->end() && row->second == note.content_hash) continue;
    ++found.count;
    found.bytes += static_cast<std::int64_t>(std::min(note.bytes, most_bytes_sent));
  }
  return found;
}

result<extraction_report> extraction_run::extract_many(bool force, const step_control& control) {
  auto notes = look_at_vault();
  RETURN_IF_ERROR(notes);
  auto stored = stored_hashes();
  RETURN_IF_ERROR(stored);
  RETURN_IF_ERROR(forget_vanished(*stored, *notes));
  auto failures = load_failures();
  RETURN_IF_ERROR(failures);

  tally run;
  run.total = notes->size();
  run.known = stored->size();
  std::vector<const fingerprint*> due;
  for (const auto& note : *notes) {
    auto row = stored->find(note.note_path);
    bool is_current = row != stored->end() && row->second == note.content_hash;
    if (row != stored->end() && !is_current) ++run.changed;
    if (is_current) ++run.current;
    if (is_current && !force) continue;
    auto failed = failures->find(note.note_path);
    bool is_postponed = !force && failed != failures->end() && failed->second.hash == note.content_hash &&
                        !failed->second.retry.is_due(parts_.time->now());
    if (is_postponed) {
      ++run.postponed;
      run.reason = failed->second.retry.reason;
    }
    if (!is_postponed) due.push_back(&note);
  }

  int failures_in_row = 0;
  for (std::size_t i = 0; i < due.size() && run.stopped.empty(); ++i) {
    const auto& note = *due[i];
    if (control.cancelled && control.cancelled()) {
      run.stopped = "it was ended";
      run.how = tally::end::requested;
      break;
    }
    if (control.progress) control.progress(static_cast<int>(i) + 1, static_cast<int>(due.size()), note.note_path);
    auto done = extract_and_put(note.note_path, control);
    if (done) {
      ++run.extracted;
      failures_in_row = 0;
      if (failures->erase(note.note_path) == 0) continue;
    } else if (ends_run(done.error().code)) {
      run.stopped = run.reason = done.error().message;
      run.how = done.error().code == errc::unavailable ? tally::end::models_fail : tally::end::requested;
      break;
    } else if (!is_about_note(done.error().code)) {
      return fail(done.error());
    } else {
      ++run.failed;
      auto& remembered = (*failures)[note.note_path];
      if (remembered.hash != note.content_hash) remembered = {note.content_hash, {}};
      remembered.retry.failed(done.error().message, parts_.time->now(), delays);
      run.reason = done.error().message;
      if (++failures_in_row == failures_that_end_a_run) {
        run.stopped = run.reason;
        run.how = tally::end::models_fail;
      }
    }
    RETURN_IF_ERROR(save_failures(*failures));
  }
  return run.report();
}

result<std::vector<extraction_run::fingerprint>> extraction_run::look_at_vault() const {
  auto scan = vault::scan_vault(parts_.vault_root, parts_.copies);
  if (scan.condition == vault::vault_condition::missing || scan.condition == vault::vault_condition::unreadable) {
    return fail(errc::vault_missing, "The vault " + parts_.vault_root.string() + " cannot be read.");
  }
  std::vector<fingerprint> notes;
  for (auto& file : scan.files) {
    if (vault::is_capture_path(file.path)) continue;  // its turn comes when it has been filed
    auto bytes = vault::read_note_file(parts_.vault_root, file.path);
    if (bytes) notes.push_back({std::move(file.path), sha1_hex(*bytes), bytes->size()});
  }
  return notes;
}

result<extraction_run::hash_map> extraction_run::stored_hashes() const {
  hash_map hashes;
  for (int offset = 0;; offset += rows_at_once) {
    auto rows = parts_.metadata.list(offset, rows_at_once);
    RETURN_IF_ERROR(rows);
    for (auto& row : *rows) hashes.emplace(std::move(row.note_path), std::move(row.content_hash));
    if (rows->size() < rows_at_once) return hashes;
  }
}

status extraction_run::forget_vanished(hash_map& stored, const std::vector<fingerprint>& notes) const {
  std::set<std::string_view> present;
  for (const auto& note : notes) present.insert(note.note_path);
  std::vector<std::string> vanished;
  for (const auto& [path, hash] : stored) {
    if (present.contains(path)) continue;
    auto bytes = vault::read_note_file(parts_.vault_root, path);
    if (!bytes && bytes.error().code == errc::not_found) vanished.push_back(path);
  }
  // What was paid for is not thrown away because a drive is not mounted.
  bool is_believable = vanished.size() <= few_rows || vanished.size() * 2 <= stored.size();
  if (vanished.empty() || notes.empty() || !is_believable) return {};
  for (const auto& path : vanished) stored.erase(path);
  return parts_.metadata.remove(vanished);
}

status extraction_run::extract_and_put(const std::string& note_path, const step_control& control) {
  auto bytes = read(note_path);
  RETURN_IF_ERROR(bytes);
  auto metadata = ask(note_path, *bytes, control);
  RETURN_IF_ERROR(metadata);
  return parts_.metadata.put(*metadata);
}

result<std::string> extraction_run::read(const std::string& note_path) const {
  auto bytes = vault::read_note_file(parts_.vault_root, note_path);
  if (!bytes && bytes.error().code != errc::vault_missing)
    return fail(errc::not_found, note_path + " cannot be read: " + bytes.error().message);
  return bytes;
}

result<note_metadata> extraction_run::ask(const std::string& note_path, const std::string& bytes,
                                          const step_control& control) {
  llm::chat_request request;
  request.use = llm::purpose::extraction;
  request.instructions = {extraction_instructions()};
  request.messages = {{"user", extraction_question(vault::parse_note(note_path, bytes))}};
  request.max_tokens = longest_answer;
  request.temperature = temperature;
  auto reply = model_.complete(request, {std::chrono::steady_clock::now() + parts_.call_time, control.cancelled});
  RETURN_IF_ERROR(reply);
  auto answer = llm::parse_json_reply(reply->text);
  RETURN_IF_ERROR(answer);
  const auto* object = answer->if_object();
  if (object == nullptr)
    return fail(errc::corrupt, "the model's answer about " + note_path + " is not in the form that was asked for");
  auto metadata = read_extraction(*object);
  metadata.note_path = note_path;
  metadata.extracted_at = utc_text(parts_.time->now());
  metadata.content_hash = sha1_hex(bytes);
  metadata.model_used = reply->model;
  return metadata;
}

result<extraction_run::failure_map> extraction_run::load_failures() const {
  failure_map failures;
  auto loaded = load_state(parts_.failures_file, [&](const json::object& state) {
    failure_map read;
    for (const auto& member : state) {
      const auto& object = member.value().as_object();
      read[member.key()] = {json::value_to<std::string>(object.at("hash")), read_retry(object)};
    }
    failures = std::move(read);
  });
  RETURN_IF_ERROR(loaded);
  return failures;
}

status extraction_run::save_failures(const failure_map& failures) const {
  json::object state;
  for (const auto& [path, remembered] : failures) {
    json::object object{{"hash", remembered.hash}};
    write_retry(object, remembered.retry);
    state[path] = std::move(object);
  }
  return save_state(parts_.failures_file, state);
}

}  // namespace secondbrain::sync
