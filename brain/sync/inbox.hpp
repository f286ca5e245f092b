// The inbox: each text that was dropped there is divided, classified and routed into the vault, then put away
// (contract: vault §8).
//
// Owned by one thread; blocks on the file system and on the language model. A text that cannot be worked on now (no
// provider answers, the budget is spent, the vault cannot be written) stays where it is and is tried again later, ever
// less often; what was routed of it already is remembered and not routed again. Only a text that the model cannot
// classify goes to `_failed`. A text that was filed before is filed again, since what it asks for may be done by now;
// it is a duplicate when that changes nothing. Files of the inbox are Markdown files that are not hidden; blank ones
// are left alone.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "brain/llm/chat.hpp"
#include "brain/sync/classification.hpp"
#include "brain/sync/inbox_journal.hpp"
#include "brain/sync/run.hpp"
#include "brain/vault/writing/vault_writer.hpp"
#include "messages/result.hpp"
#include "messages/settings.hpp"
#include "stores/timestamps.hpp"

namespace secondbrain::sync {

struct inbox_parts {
  std::filesystem::path journal_file;  // in the data directory
  std::function<result<std::vector<task_category>>()> categories;
  stores::clock now = stores::system_clock();
  std::chrono::seconds call_time{120};  // that one question to the model may take
};

class inbox {
 public:
  /// Writer and model outlive the inbox.
  inbox(const vault::vault_writer& writer, llm::language_model& model, inbox_parts parts);

  /// Works through all files. Actions: what was routed, `SKIPPED (duplicate): <name>`, `FAILED: <name>`,
  /// `WAITING: <name>: <why>`. Fails only when the settings or the vault cannot be read, or
  /// the journal cannot be kept.
  result<step_result> process(const step_control& control);

 private:
  struct run;
  enum class verdict : std::uint8_t { go_on, stop };
  enum class history : std::uint8_t { new_text, filed_before };
  struct dropped_file {
    std::string name;
    result<std::string> bytes;
  };

  result<std::vector<dropped_file>> read_files(std::string_view folder) const;
  result<run> begin(const step_control& control, const std::vector<dropped_file>& files) const;
  verdict work_on(const dropped_file& file, run& now);
  /// Answers whether the vault says more now.
  result<bool> route_pieces(inbox_entry& entry, std::string_view text, history past, run& now);
  result<std::vector<std::string>> divide(std::string_view text, const inbox_entry& entry, run& now);
  result<classification> classify(inbox_piece& piece, const inbox_entry& entry, run& now);
  result<std::string> ask(const std::string& instructions, std::string question, const run& now);
  verdict settle_failure(const dropped_file& file, inbox_entry& entry, const error& failure, run& now);
  /// False: it stays where it is.
  bool put_away(const dropped_file& file, std::string_view folder, run& now) const;

  const vault::vault_writer& writer_;
  llm::language_model& model_;
  inbox_parts parts_;
};

}  // namespace secondbrain::sync
