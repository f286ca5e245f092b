#include "brain/sync/inbox/inbox.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <optional>
#include <system_error>
#include <utility>

#include "base/error.hpp"
#include "base/hash.hpp"
#include "base/human_text.hpp"
#include "base/text.hpp"
#include "base/time_text.hpp"
#include "base/utf8.hpp"
#include "brain/llm/json_reply.hpp"
#include "brain/sync/inbox/classification.hpp"
#include "brain/sync/inbox/inbox_files.hpp"
#include "brain/sync/inbox/routing.hpp"
#include "brain/sync/inbox/segmentation.hpp"
#include "brain/vault/notes/note_text.hpp"
#include "brain/vault/planner/calendar.hpp"

namespace secondbrain::sync {
namespace {

namespace fs = std::filesystem;

constexpr retry_delays delays{std::chrono::minutes{5}, std::chrono::hours{6}};
constexpr int classification_attempts = 2;
constexpr int timeouts_that_end_a_run = 2;
constexpr int longest_answer = 2000;  // tokens
constexpr double temperature = 0.2;
constexpr std::chrono::hours grows_for{30 * 24};  // after it was filed

std::string path_in(std::string_view folder, const std::string& name) {
  return std::string{folder} + "/" + name;
}

/// By what two texts of the inbox are the same.
std::string fingerprint(std::string_view bytes) {
  return sha1_hex(trimmed(vault::read_note_text(bytes).text));
}

}  // namespace

/// What one pass through the inbox knows.
struct inbox::run {
  run(const step_control& steps, inbox_journal remembered, filed_texts known, std::vector<task_category> of_tasks)
      : control{steps},
        journal{std::move(remembered)},
        filed_records{std::move(known)},
        categories{std::move(of_tasks)} {}

  const step_control& control;
  inbox_journal journal;
  filed_texts filed_records;
  std::vector<task_category> categories;
  std::set<std::string> filed_before;  // fingerprints
  std::set<std::string> filed_now;
  std::string today;
  step_result outcome;
  int filed = 0;
  int skipped = 0;
  int failed = 0;
  int waiting = 0;
  int timeouts = 0;  // one after the other

  void wait(const std::string& name, const std::string& why) {
    ++waiting;
    outcome.actions.push_back("WAITING: " + name + ": " + why);
  }

  std::string summary() const {
    if (filed + skipped + failed + waiting == 0) return "The inbox holds nothing to file.";
    auto text = counted(filed, "text was filed", "texts were filed");
    if (skipped > 0) text += ", " + counted(skipped, "was a duplicate", "were duplicates");
    if (failed > 0) text += ", " + std::to_string(failed) + " could not be classified";
    if (waiting > 0) text += ", " + counted(waiting, "waits", "wait");
    return text + ".";
  }
};

inbox::inbox(const vault::vault_writer& writer, llm::language_model& model, inbox_parts parts)
    : writer_{writer}, model_{model}, parts_{std::move(parts)} {}

result<step_result> inbox::process(const step_control& control) {
  if (std::error_code failure; !fs::is_directory(writer_.root(), failure)) {
    return fail(errc::vault_missing, "The vault " + writer_.root().string() + " is not there.");
  }
  folder_ = parts_.inbox();
  processed_ = vault::filed_below(folder_);
  failed_ = vault::failed_below(folder_);
  auto filed = filed_texts::open(parts_.journal_file.parent_path() / "inbox_filed.json");
  RETURN_IF_ERROR(filed);
  filed->forget_before(parts_.time->now() - grows_for);
  auto files = collect(*filed);
  RETURN_IF_ERROR(files);
  if (files->empty()) return step_result{"The inbox is empty.", {}};
  std::vector<std::string> paths;
  for (const auto& file : *files) paths.push_back(file.path);
  auto unfinished = find_unfinished(paths, control);
  RETURN_IF_ERROR(unfinished);
  files = collect(*filed);
  RETURN_IF_ERROR(files);
  auto now = begin(control, *files, std::move(*filed));
  RETURN_IF_ERROR(now);
  auto state = verdict::go_on;
  for (std::size_t i = 0; i < files->size(); ++i) {
    const auto& file = (*files)[i];
    if (control.progress) control.progress(static_cast<int>(i), static_cast<int>(files->size()), file.name);
    if (control.cancelled && control.cancelled()) state = verdict::stop;
    if (state == verdict::stop) {
      now->wait(file.name, "the run ended before it");
    } else if (unfinished->contains(file.path)) {
      now->wait(file.name, "it is still being written");
    } else {
      state = work_on(file, *now);
    }
  }
  RETURN_IF_ERROR(now->journal.save());
  RETURN_IF_ERROR(now->filed_records.save());
  now->outcome.summary = now->summary();
  return std::move(now->outcome);
}

result<std::vector<inbox::dropped_file>> inbox::read_files(std::string_view folder) const {
  auto names = inbox_file_names(writer_.root() / folder);
  RETURN_IF_ERROR(names);
  std::vector<dropped_file> files;
  for (auto& name : *names) {
    auto path = path_in(folder, name);
    auto bytes = writer_.read(path);
    files.push_back({std::move(name), std::move(bytes), std::move(path)});
  }
  return files;
}

result<std::vector<inbox::dropped_file>> inbox::collect(const filed_texts& filed) const {
  auto files = read_files(folder_);
  if (!files) return files;
  // Saved again under the name of what was filed a while ago, with more in it.
  for (auto& file : *files) {
    if (file.bytes) file.part = filed.addition(file.name, *file.bytes);
  }
  for (auto& [name, path] : filed.places()) {
    if (path == path_in(folder_, name)) continue;
    auto bytes = writer_.read(path);
    if (!bytes) continue;  // its owner took it away
    auto part = filed.addition(name, *bytes);
    if (part) files->push_back({name, std::move(bytes), path, std::move(part)});
  }
  return files;
}

bool inbox::is_unfinished(const std::string& path) const {
  auto since = writer_.unchanged_since(path);
  if (!since) return since.error().code == errc::busy;
  auto age = parts_.time->now() - *since;
  // A clock that is a little ahead is that of another machine; a time far ahead says nothing, and would wait for ever.
  constexpr std::chrono::seconds ahead{2};
  return age > -ahead && age < parts_.quiet;
}

result<std::set<std::string>> inbox::find_unfinished(const std::vector<std::string>& paths,
                                                     const step_control& control) {
  constexpr std::chrono::milliseconds step{250};
  auto still_written = [&] {
    std::set<std::string> found;
    for (const auto& path : paths) {
      if (is_unfinished(path)) found.insert(path);
    }
    return found;
  };
  auto unfinished = still_written();
  for (auto waited = std::chrono::milliseconds{0}; !unfinished.empty() && waited < parts_.quiet + step;
       waited += step) {
    if (control.cancelled && control.cancelled()) break;
    parts_.time->sleep(step);
    unfinished = still_written();
  }
  return unfinished;
}

result<inbox::run> inbox::begin(const step_control& control, const std::vector<dropped_file>& files,
                                filed_texts filed) const {
  auto categories = parts_.categories();
  RETURN_IF_ERROR(categories);
  auto journal = inbox_journal::open(parts_.journal_file);
  RETURN_IF_ERROR(journal);
  auto processed = read_files(processed_);
  auto failed = read_files(failed_);
  RETURN_IF_ERROR(processed);
  RETURN_IF_ERROR(failed);

  std::set<std::string> hashes;
  auto add_hashes = [&](const std::vector<dropped_file>& list) {
    for (const auto& file : list) {
      if (file.bytes) hashes.insert(sha1_hex(file.content()));
    }
  };
  add_hashes(files);
  add_hashes(*failed);  // one of them may be put back
  journal->keep_only(hashes);

  run now{control, std::move(*journal), std::move(filed), std::move(*categories)};
  now.today = vault::format_day(vault::local_day(parts_.time->now()));
  for (const auto& file : *processed) {
    if (file.bytes) now.filed_before.insert(fingerprint(*file.bytes));
  }
  return now;
}

inbox::verdict inbox::work_on(const dropped_file& file, run& now) {
  if (!file.bytes) {
    now.wait(file.name, file.bytes.error().message);
    return verdict::go_on;
  }
  auto text = vault::read_note_text(file.content()).text;
  if (trimmed(text).empty()) return verdict::go_on;
  auto print = fingerprint(file.content());
  auto skip = [&] {
    ++now.skipped;
    now.outcome.actions.push_back("SKIPPED (duplicate): " + file.name);
  };
  if (now.filed_now.contains(print)) {
    if (put_away(file, processed_, now)) skip();
    return verdict::go_on;
  }
  auto hash = sha1_hex(file.content());
  auto& entry = now.journal.at(hash);
  if (entry.day.empty()) entry.day = now.today;
  if (!entry.retry.is_due(parts_.time->now())) {
    now.wait(file.name, entry.retry.reason);
    return verdict::go_on;
  }
  auto past = now.filed_before.contains(print) ? history::filed_before : history::new_text;
  auto changed = route_pieces(file, entry, past, now);
  if (!changed) return settle_failure(file, entry, changed.error(), now);
  now.timeouts = 0;
  now.filed_records.remember(file.name, file.path, *file.bytes, parts_.time->now());
  if (file.part) {
    now.outcome.actions.push_back("ADDED: " + file.name +
                                  ": it had grown after it was filed; what is new was filed as well");
  }
  if (put_away(file, processed_, now)) {
    if (past == history::filed_before && !*changed) {
      skip();
    } else {
      ++now.filed;
    }
    now.filed_now.insert(print);
    now.journal.forget(hash);
  }
  return verdict::go_on;
}

bool inbox::is_gone(const dropped_file& file) const {
  auto there = writer_.read(file.path);
  return !there && there.error().code == errc::not_found;
}

result<bool> inbox::route_pieces(const dropped_file& file, inbox_entry& entry, history past, run& now) {
  if (entry.pieces.empty()) {
    auto text = vault::read_note_text(file.content()).text;
    auto contents = divide(text, entry, now);
    RETURN_IF_ERROR(contents);
    for (auto& content : *contents) entry.pieces.push_back({std::move(content), {}, {}});
    RETURN_IF_ERROR(now.journal.save());
  }
  bool changed = false;
  for (auto& piece : entry.pieces) {
    if (!piece.action.empty()) {
      changed = true;  // by an earlier attempt, as far as is known
      continue;
    }
    auto found = classify(piece, entry, now);
    RETURN_IF_ERROR(found);
    if (is_gone(file)) return fail(errc::conflict, "it was filed by hand or removed meanwhile");
    auto routed = route(writer_, *found, piece.content, entry.day);
    RETURN_IF_ERROR(routed);
    piece.action = routed->action;
    changed = changed || routed->changed;
    if (routed->changed || past == history::new_text) now.outcome.actions.push_back(routed->action);
    RETURN_IF_ERROR(now.journal.save());
  }
  return changed;
}

result<std::vector<std::string>> inbox::divide(std::string_view text, const inbox_entry& entry, run& now) {
  std::vector<std::string> undivided{std::string{trimmed(text)}};
  if (!is_divisible(text)) return undivided;
  auto reply = ask(segmentation_instructions(), segmentation_question(text, entry.day), now);
  RETURN_IF_ERROR(reply);
  auto answer = llm::parse_json_reply(*reply);
  if (!answer) return undivided;
  return read_segments(*answer, undivided.front());
}

result<classification> inbox::classify(inbox_piece& piece, const inbox_entry& entry, run& now) {
  auto understood = [&](std::string_view text) {
    return llm::parse_json_reply(text).and_then(
        [&](const boost::json::value& answer) { return read_classification(answer, entry.day, now.categories); });
  };
  if (!piece.answer.empty()) return understood(piece.answer);
  auto instructions = classification_instructions(now.categories);
  auto question = classification_question(piece.content, existing_titles(writer_), entry.day);
  result<classification> found = fail(errc::corrupt, "nothing was answered");
  for (int attempt = 0; attempt < classification_attempts && !found; ++attempt) {
    auto reply = ask(instructions, question, now);
    RETURN_IF_ERROR(reply);
    found = understood(*reply);
    if (found) piece.answer = *reply;
  }
  if (!found) return found;
  // Written down before anything is routed: a second attempt does the same as the first.
  RETURN_IF_ERROR(now.journal.save());
  return found;
}

result<std::string> inbox::ask(const std::string& instructions, std::string question, const run& now) {
  llm::chat_request request;
  request.use = llm::purpose::inbox;
  request.instructions = {instructions};
  request.messages = {{"user", std::move(question)}};
  request.max_tokens = longest_answer;
  request.temperature = temperature;
  auto reply = model_.complete(request, {std::chrono::steady_clock::now() + parts_.call_time, now.control.cancelled});
  if (reply) return std::move(reply->text);
  // A provider that talks nonsense is down; `corrupt` is kept for answers that are no classification.
  if (reply.error().code == errc::corrupt) reply.error().code = errc::unavailable;
  return fail(reply.error());
}

inbox::verdict inbox::settle_failure(const dropped_file& file, inbox_entry& entry, const error& failure, run& now) {
  if (failure.code == errc::corrupt) {
    entry.retry = {};
    if (put_away(file, failed_, now)) {
      ++now.failed;
      now.outcome.actions.push_back("FAILED: " + file.name);
    }
    return now.journal.save() ? verdict::go_on : verdict::stop;
  }
  now.wait(file.name, failure.message);
  if (failure.code == errc::cancelled) return verdict::stop;
  entry.retry.failed(failure.message, parts_.time->now(), delays);
  if (!now.journal.save()) return verdict::stop;
  now.timeouts = failure.code == errc::timeout ? now.timeouts + 1 : 0;
  switch (failure.code) {
    case errc::unavailable:
    case errc::over_budget:
    case errc::vault_missing:
    case errc::disk_full: return verdict::stop;  // the others would meet the same
    default: return now.timeouts < timeouts_that_end_a_run ? verdict::go_on : verdict::stop;
  }
}

bool inbox::put_away(const dropped_file& file, std::string_view folder, run& now) const {
  if (file.path != path_in(folder_, file.name)) {
    return folder == processed_ || keep_failed_addition(file, now);  // it lies where it belongs
  }
  auto there = writer_.read(file.path);
  if (there && *there != *file.bytes) {
    now.wait(file.name, "it was edited meanwhile");
    return false;
  }
  auto moved = writer_.move(file.path, folder);
  if (!moved) now.wait(file.name, moved.error().message);
  if (moved && folder == processed_) now.filed_records.remember(file.name, *moved, *file.bytes, parts_.time->now());
  return moved.has_value();
}

bool inbox::keep_failed_addition(const dropped_file& file, run& now) const {
  auto stem = fs::path{file.name}.stem().string();
  auto kept = writer_.create_unique(failed_, stem, file.content());
  if (!kept) now.wait(file.name, kept.error().message);
  if (kept) now.filed_records.remember(file.name, file.path, *file.bytes, parts_.time->now());
  return kept.has_value();
}

}  // namespace secondbrain::sync
