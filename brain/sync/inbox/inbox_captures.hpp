// The captures that wait in the inbox, and filing one by hand where no model did (contract: vault §8).
//
// Blocks on the file system; any thread, one call at a time for each instance.
#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>

#include "base/clock.hpp"
#include "base/error.hpp"
#include "brain/vault/changes/tool_copies.hpp"
#include "brain/vault/conventions/inbox_place.hpp"
#include "brain/vault/planner/daily_note_edit.hpp"
#include "brain/vault/planner/day_filing.hpp"
#include "brain/vault/writing/vault_writer.hpp"
#include "messages/captures.hpp"

namespace secondbrain::sync {

/// How many wait, without reading any of them. None where there is no inbox.
capture_counts count_captures(const std::filesystem::path& vault_root, std::chrono::system_clock::time_point now,
                              const std::string& inbox = std::string{vault::usual_inbox});

class captures {
 public:
  /// The writer outlives it. `journal_file` is what the inbox remembers of its texts. Without conventions daily notes
  /// are in the predecessor's layout.
  captures(const vault::vault_writer& writer, std::filesystem::path journal_file, const clock& time = real_clock(),
           vault::inbox_question inbox = vault::in_usual_inbox(),
           vault::tool_copies copies = vault::tool_copies::left_out,
           std::shared_ptr<vault::known_conventions> conventions = {});

  result<capture_page> list(const list_captures& request) const;
  result<filed_capture> file(const file_capture& request) const;

 private:
  result<std::string> deliver(const file_capture& request, const std::string& bytes, const std::string& filed) const;
  result<std::string> into_kept_day(const vault::daily_additions& items) const;
  result<std::string> as_note_of_its_own(const file_capture& request, const std::string& bytes) const;
  result<std::string> at_end_of(const std::string& note, const std::string& bytes) const;
  std::string today() const;

  const vault::vault_writer& writer_;
  std::filesystem::path journal_file_;
  const clock& time_;
  vault::inbox_question inbox_;
  vault::tool_copies copies_;
  vault::day_filing days_;
};

}  // namespace secondbrain::sync
