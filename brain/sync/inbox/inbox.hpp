// The inbox: each text that was dropped there is divided, classified and routed into the vault, then put away
// (contract: vault §8).
//
// Owned by one thread; blocks on the file system and on the language model. A text that cannot be worked on now (no
// provider answers, the budget is spent, the vault cannot be written) stays where it is and is tried again later, ever
// less often; what was routed of it already is remembered and not routed again. Only a text that the model cannot
// classify goes to `_failed`. A text that was filed before is filed again, since what it asks for may be done by now;
// it is a duplicate when that changes nothing. A file that was changed within the last seconds, or that a program has
// open for writing, waits; what one has grown by after it was filed is filed as an addition. Files of the inbox are
// Markdown files that are not hidden; blank ones are left alone.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "base/error.hpp"
#include "brain/llm/chat.hpp"
#include "brain/sync/inbox/classification.hpp"
#include "brain/sync/inbox/filed_texts.hpp"
#include "brain/sync/inbox/inbox_journal.hpp"
#include "brain/sync/run.hpp"
#include "brain/vault/conventions/inbox_place.hpp"
#include "brain/vault/writing/vault_writer.hpp"
#include "messages/settings.hpp"

namespace secondbrain::sync {

struct inbox_parts {
  std::filesystem::path journal_file;  // in the data directory
  std::function<result<std::vector<task_category>>()> categories;
  const clock* time = &real_clock();
  std::chrono::seconds call_time{120};  // that one question to the model may take
  std::chrono::seconds quiet{3};        // how long nobody may have written to a file before it is filed
  vault::inbox_question inbox = vault::in_usual_inbox();
};

class inbox {
 public:
  /// Writer and model outlive the inbox.
  inbox(const vault::vault_writer& writer, llm::language_model& model, inbox_parts parts);

  /// Works through all files. Actions: what was routed, `SKIPPED (duplicate): <name>`, `FAILED: <name>`,
  /// `ADDED: <name>: <what>`, `WAITING: <name>: <why>`. Fails only when the settings or the vault cannot be read, or
  /// the journal cannot be kept.
  result<step_result> process(const step_control& control);

 private:
  struct run;
  enum class verdict : std::uint8_t { go_on, stop };
  enum class history : std::uint8_t { new_text, filed_before };
  struct dropped_file {
    std::string name;
    result<std::string> bytes;
    std::string path;                      // where it lies
    std::optional<std::string> part = {};  // what is to be filed of it; nothing: all

    const std::string& content() const { return part ? *part : *bytes; }
  };

  result<std::vector<dropped_file>> read_files(std::string_view folder) const;
  /// Those of the paths that somebody is still writing, after a short wait if there are any.
  result<std::set<std::string>> find_unfinished(const std::vector<std::string>& paths, const step_control& control);
  bool is_unfinished(const std::string& path) const;
  /// What is to be filed: the files of the inbox, and what those that were filed have grown by.
  result<std::vector<dropped_file>> collect(const filed_texts& filed) const;
  result<run> begin(const step_control& control, const std::vector<dropped_file>& files, filed_texts filed) const;
  verdict work_on(const dropped_file& file, run& now);
  /// Answers whether the vault says more now.
  result<bool> route_pieces(const dropped_file& file, inbox_entry& entry, history past, run& now);
  /// True: a person has filed or removed it while the model was asked.
  bool is_gone(const dropped_file& file) const;
  result<std::vector<std::string>> divide(std::string_view text, const inbox_entry& entry, run& now);
  result<classification> classify(inbox_piece& piece, const inbox_entry& entry, run& now);
  result<std::string> ask(const std::string& instructions, std::string question, const run& now);
  verdict settle_failure(const dropped_file& file, inbox_entry& entry, const error& failure, run& now);
  /// False: it stays where it is.
  bool put_away(const dropped_file& file, std::string_view folder, run& now) const;
  bool keep_failed_addition(const dropped_file& file, run& now) const;

  const vault::vault_writer& writer_;
  llm::language_model& model_;
  inbox_parts parts_;
  std::string folder_;     // of the inbox, as it is while it is worked through
  std::string processed_;  // below it
  std::string failed_;     // likewise
};

}  // namespace secondbrain::sync
